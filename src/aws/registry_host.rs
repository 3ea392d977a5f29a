use std::fmt;

use super::{AccountId, AccountIdError, Partition, Region, RegionError, RegionFacts};
use crate::finding::{Code, Finding};

mod line;
mod other_names;
mod pasted;

pub use pasted::Change;

const PUBLIC: &str = "public.ecr.aws";
const PUBLIC_DUAL_STACK: &str = "ecr-public.aws.com";
const DOCKER_HUB: &[&str] = &[
    "docker.io",
    "index.docker.io",
    "registry-1.docker.io",
    "hub.docker.com",
    "registry.hub.docker.com",
];

/// A registry of ECR which Wave can log in to. Its `Display` is exactly what must stand in
/// **Registry server**: Wave compares that with an image's host letter by letter
/// (Wave 1.37 `CredentialServiceImpl`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RegistryHost {
    /// The registry of an account in a region.
    // Made by `private` and `parse` only, which refuse a partition out of Wave's reach.
    #[non_exhaustive]
    Private {
        /// Whose registry.
        account: AccountId,
        /// Where.
        region: Region,
    },
    /// ECR Public, the same for everyone.
    Public,
}

impl RegistryHost {
    /// The private registry of `account` in `region`; an error where Wave can't reach it.
    pub fn private(account: AccountId, region: Region) -> Result<RegistryHost, RegistryHostError> {
        let partition = region.partition();
        if partition.works_with_wave() {
            Ok(RegistryHost::Private { account, region })
        } else {
            Err(RegistryHostError::Partition { partition })
        }
    }

    /// Reads a host that is exactly as it must stand in the form.
    pub fn parse(text: &str) -> Result<RegistryHost, RegistryHostError> {
        let normalised = RegistryHost::normalise(text);
        match normalised.changes.first() {
            None => normalised.host,
            Some(change) => normalised
                .host
                .and_then(|host| Err(RegistryHostError::NotExact { change: *change, host })),
        }
    }

    /// Makes a host of what people paste: a URL, an image name, a `docker pull` line, an ARN.
    pub fn normalise(text: &str) -> Normalised {
        pasted::find(text)
    }

    /// Whether a text is meant as one of AWS's hosts: it is one, or something else of AWS's, or names AWS
    /// beside what makes it neither.
    pub fn is_meant_by(text: &str) -> bool {
        let folded = text.to_ascii_lowercase();
        ["dkr.ecr", "amazonaws"].iter().any(|part| folded.contains(part))
            || RegistryHost::normalise(text)
                .host
                .map_or_else(|error| !error.may_be_elsewhere(), |_| true)
    }

    fn in_region(account: AccountId, region: &str) -> Result<RegistryHost, RegistryHostError> {
        let region = Region::parse(region).map_err(|error| {
            let meant = match error {
                RegionError::Shape { nearest: Some(facts) } => {
                    RegistryHost::in_region(account, facts.code).ok()
                }
                _ => None,
            };
            RegistryHostError::Region { error, meant }
        })?;
        RegistryHost::private(account, region)
    }

    /// Whether `text` is the beginning of a host that Wave can log in to, and not all of it: of a
    /// private one with a region that is known here, or of ECR Public.
    pub fn is_begun(text: &str) -> bool {
        /// What stands between account and region.
        const SERVICE: &str = ".dkr.ecr.";
        let begins = |text: &str, whole: &str| text.len() < whole.len() && whole.starts_with(text);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (account, rest) = text.split_at(digits);
        match rest.strip_prefix(SERVICE) {
            None if rest.is_empty() => account.len() <= 12,
            None if account.is_empty() => begins(rest, PUBLIC),
            None => account.len() == 12 && begins(rest, SERVICE),
            Some(rest) => {
                let fits = |region: &RegionFacts| {
                    let suffix = region.partition.dns_suffix();
                    region.partition.works_with_wave()
                        && match rest
                            .strip_prefix(region.code)
                            .and_then(|rest| rest.strip_prefix('.'))
                        {
                            Some(rest) => begins(rest, suffix),
                            None => begins(rest, region.code) || rest == region.code,
                        }
                };
                account.len() == 12 && Region::known().iter().any(fits)
            }
        }
    }

    /// The account of a private registry.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            RegistryHost::Private { account, .. } => Some(*account),
            RegistryHost::Public => None,
        }
    }

    /// The region of a private registry.
    pub fn region(&self) -> Option<&Region> {
        match self {
            RegistryHost::Private { region, .. } => Some(region),
            RegistryHost::Public => None,
        }
    }

    /// This host, or where its region is a slip, the host that was meant.
    pub fn meant(&self) -> RegistryHost {
        self.without_slip().unwrap_or_else(|| self.clone())
    }

    fn without_slip(&self) -> Option<RegistryHost> {
        let RegistryHost::Private { account, region } = self else { return None };
        RegistryHost::in_region(*account, region.meant()?.code).ok()
    }

    /// What is odd about a host that has the right form: a region that nobody knows.
    pub fn doubt(&self) -> Option<Finding> {
        let region = self.region()?;
        if region.facts().is_some() {
            return None;
        }
        let Some(host) = self.without_slip() else {
            return Some(Finding::new(Code::RegistryRegionUnknown).with("region", region.as_str()));
        };
        let meant = host.region().map(Region::as_str).unwrap_or_default();
        Some(
            Finding::new(Code::RegistryRegionTypo)
                .with("region", region.as_str())
                .with("meant", meant)
                .fixed_by(host.to_string()),
        )
    }
}

impl fmt::Display for RegistryHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RegistryHost::Public => f.write_str(PUBLIC),
            RegistryHost::Private { account, region } => {
                write!(f, "{account}.dkr.ecr.{region}.{}", region.partition().dns_suffix())
            }
        }
    }
}

/// What [`RegistryHost::normalise`] made of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalised {
    /// The host, or what the text is instead.
    pub host: Result<RegistryHost, RegistryHostError>,
    /// What was changed, in order; empty when the text was exact.
    pub changes: Vec<Change>,
}

impl Normalised {
    fn of(error: RegistryHostError) -> Normalised {
        Normalised { host: Err(error), changes: Vec::new() }
    }

    /// The one host that mends the text, whatever is wrong with it, if that is certain.
    pub fn mended(&self) -> Option<RegistryHost> {
        match &self.host {
            Ok(host) => Some(host.meant()),
            Err(error) => error.mended(),
        }
    }

    /// What is said of the text as it stood: one finding for each change, each mended by the whole
    /// host, then what is wrong or odd about the host itself.
    pub fn findings(&self) -> Vec<Finding> {
        let mended = self.mended();
        let of_change = |change: &Change| {
            let finding = Finding::new(change.code());
            match &mended {
                Some(host) => finding.fixed_by(host.to_string()),
                None => finding,
            }
        };
        let mut findings: Vec<Finding> = self.changes.iter().map(of_change).collect();
        match &self.host {
            Ok(host) => findings.extend(host.doubt()),
            Err(error) => findings.push(error.finding()),
        }
        findings
    }
}

/// How a host of ECR is built, before it is judged.
struct Shape<'t> {
    account: &'t str,
    fips: bool,
    dual_stack: bool,
    region: &'t str,
    suffix: &'t str,
}

impl Shape<'_> {
    /// `<account>.dkr.ecr.<region>.<suffix>`, and the forms with `-fips` and `dkr-ecr`. The account
    /// and the region may be missing.
    fn of(text: &str) -> Option<Shape<'_>> {
        let (account, rest) =
            if text.starts_with("dkr") { ("", text) } else { text.split_once('.')? };
        let (dual_stack, rest) = match rest.strip_prefix("dkr.ecr") {
            Some(rest) => (false, rest),
            None => (true, rest.strip_prefix("dkr-ecr")?),
        };
        let (fips, rest) = match rest.strip_prefix("-fips.") {
            Some(rest) => (true, rest),
            None => (false, rest.strip_prefix('.')?),
        };
        let (region, suffix) = if is_suffix(rest) { ("", rest) } else { rest.split_once('.')? };
        Some(Shape { account, fips, dual_stack, region, suffix })
    }
}

fn is_suffix(text: &str) -> bool {
    Partition::ALL.iter().any(|p| text == p.dns_suffix() || text == p.dual_stack_suffix())
}

/// Reads a host in small letters with nothing around it.
fn read(text: &str) -> Result<RegistryHost, RegistryHostError> {
    if text == PUBLIC {
        return Ok(RegistryHost::Public);
    }
    if text == PUBLIC_DUAL_STACK {
        return Err(RegistryHostError::PublicDualStack);
    }
    if DOCKER_HUB.contains(&text) {
        return Err(RegistryHostError::DockerHub);
    }
    let shape = Shape::of(text).filter(|shape| is_suffix(shape.suffix));
    let Some(shape) = shape else {
        return Err(if !is_host(text) {
            RegistryHostError::NotHost
        } else if of_aws(text) {
            RegistryHostError::OtherAws
        } else if looks_alike(text) {
            RegistryHostError::LookAlike
        } else {
            RegistryHostError::NotEcr
        });
    };
    let account = AccountId::parse(shape.account).map_err(RegistryHostError::Account)?;
    let host = RegistryHost::in_region(account, shape.region)?;
    let Some(partition) = host.region().map(Region::partition) else { return Ok(host) };
    let right_suffix =
        if shape.dual_stack { partition.dual_stack_suffix() } else { partition.dns_suffix() };
    if shape.suffix != right_suffix {
        return Err(RegistryHostError::Suffix { standard: host.meant() });
    }
    match (shape.fips, shape.dual_stack) {
        (true, _) => Err(RegistryHostError::Fips { standard: host.meant() }),
        (false, true) => Err(RegistryHostError::DualStack { standard: host.meant() }),
        (false, false) => Ok(host),
    }
}

/// Whether a text can be a host without a port: Wave takes a name without a dot for a repository.
fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    text.contains('.') && text.split('.').all(is_label)
}

/// Whether a name carries ECR's own in it without being ECR's. Wave would send a login token there.
fn looks_alike(text: &str) -> bool {
    text.contains(PUBLIC)
        || text.contains(PUBLIC_DUAL_STACK)
        || text.contains(".dkr.ecr")
        || text.contains(".dkr-ecr")
        || (text.contains("amazonaws.com") && !of_aws(text))
}

fn of_aws(text: &str) -> bool {
    let within = |suffix: &str| {
        text.strip_suffix(suffix).is_some_and(|front| front.is_empty() || front.ends_with('.'))
    };
    ["amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "aws.amazon.com", "on.aws", "api.aws"]
        .into_iter()
        .any(within)
}

/// What a text is instead of a registry host that works through Wave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistryHostError {
    /// Nothing there, which Seqera reads as `docker.io`.
    Empty,
    /// It can't be a host.
    NotHost,
    /// Several registries, of which any may be meant.
    Several,
    /// The ARN of something else than a repository.
    Arn,
    /// A page of AWS's console that doesn't tell the registry.
    ConsoleUrl,
    /// A secret access key, or a text that holds one.
    Secret,
    /// An access key id, or a text that holds one.
    KeyId,
    /// Docker Hub.
    DockerHub,
    /// A host, but not of ECR.
    NotEcr,
    /// A host of AWS, but not of a registry.
    OtherAws,
    /// It reads like ECR and belongs to someone else.
    LookAlike,
    /// The FIPS host. Valid, but Wave doesn't know it as ECR.
    Fips {
        /// The same registry's host that Wave knows.
        standard: RegistryHost,
    },
    /// The dual-stack host. Valid, but Wave doesn't know it as ECR.
    DualStack {
        /// The same registry's host that Wave knows.
        standard: RegistryHost,
    },
    /// ECR Public's dual-stack host. Valid, but Wave doesn't know it as ECR.
    PublicDualStack,
    /// A registry of a cloud whose hosts Wave doesn't know as ECR.
    Partition {
        /// Which.
        partition: Partition,
    },
    /// Its account isn't one.
    Account(AccountIdError),
    /// Its region isn't one.
    Region {
        /// Why.
        error: RegionError,
        /// The host with the one region that is one slip away.
        meant: Option<RegistryHost>,
    },
    /// The end belongs to another partition than the region: `.cn` is missing or too much.
    Suffix {
        /// The host with the region's own end.
        standard: RegistryHost,
    },
    /// Right once it is tidied.
    NotExact {
        /// The first thing to tidy.
        change: Change,
        /// The host in it.
        host: RegistryHost,
    },
}

impl RegistryHostError {
    /// Whether the text may be the host of another registry than AWS's, or the beginning of one: it
    /// isn't one host, or not one of AWS's.
    fn may_be_elsewhere(&self) -> bool {
        matches!(
            self,
            RegistryHostError::Empty
                | RegistryHostError::NotHost
                | RegistryHostError::Several
                | RegistryHostError::DockerHub
                | RegistryHostError::NotEcr
        )
    }

    /// What it is called.
    pub fn code(&self) -> Code {
        match self {
            RegistryHostError::Empty => Code::RegistryEmpty,
            RegistryHostError::NotHost => Code::RegistryNotHost,
            RegistryHostError::Several => Code::RegistrySeveral,
            RegistryHostError::Arn => Code::RegistryArn,
            RegistryHostError::ConsoleUrl => Code::RegistryConsoleUrl,
            RegistryHostError::Secret => Code::RegistryIsSecret,
            RegistryHostError::KeyId => Code::RegistryIsKeyId,
            RegistryHostError::DockerHub => Code::RegistryDockerHub,
            RegistryHostError::NotEcr => Code::RegistryNotEcr,
            RegistryHostError::OtherAws => Code::RegistryOtherAws,
            RegistryHostError::LookAlike => Code::RegistryLookAlike,
            RegistryHostError::Fips { .. } => Code::RegistryFips,
            RegistryHostError::DualStack { .. } | RegistryHostError::PublicDualStack => {
                Code::RegistryDualStack
            }
            RegistryHostError::Partition { .. } => Code::RegistryPartition,
            RegistryHostError::Account(error) => error.code(),
            RegistryHostError::Region { error, .. } => error.code(),
            RegistryHostError::Suffix { .. } => Code::RegistrySuffix,
            RegistryHostError::NotExact { change, .. } => change.code(),
        }
    }

    /// The host that mends it, where that is certain.
    pub fn mended(&self) -> Option<RegistryHost> {
        match self {
            RegistryHostError::PublicDualStack => Some(RegistryHost::Public),
            RegistryHostError::Fips { standard: host }
            | RegistryHostError::DualStack { standard: host }
            | RegistryHostError::Suffix { standard: host } => Some(host.clone()),
            RegistryHostError::Region { meant, .. } => meant.clone(),
            RegistryHostError::NotExact { host, .. } => Some(host.meant()),
            _ => None,
        }
    }

    /// What is said of it, with the right host where that is certain.
    pub fn finding(&self) -> Finding {
        let finding = match self {
            RegistryHostError::Account(error) => error.finding(),
            RegistryHostError::Partition { partition } => {
                Finding::new(self.code()).with("partition", partition.as_str())
            }
            _ => Finding::new(self.code()),
        };
        match self.mended() {
            Some(host) => finding.fixed_by(host.to_string()),
            None => finding,
        }
    }
}

impl fmt::Display for RegistryHostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().as_str())
    }
}

impl std::error::Error for RegistryHostError {}
