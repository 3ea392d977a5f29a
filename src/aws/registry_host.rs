use std::fmt;

use super::surroundings::{is_quote, unquoted};
use super::{AccountId, AccountIdError, Partition, Region, RegionError, is_invisible};
use crate::finding::{Code, Finding};

const PUBLIC: &str = "public.ecr.aws";
const PUBLIC_DUAL_STACK: &str = "ecr-public.aws.com";
const DOCKER_HUB: &[&str] = &["docker.io", "index.docker.io", "registry-1.docker.io"];

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
        let mut changes = Vec::new();
        let text = tidy(text, &mut changes);
        let host = read(&text);
        Normalised { host, text, changes }
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

    /// What is odd about a host that has the right form: a region that nobody knows.
    pub fn doubt(&self) -> Option<Finding> {
        let RegistryHost::Private { account, region } = self else { return None };
        if region.facts().is_some() {
            return None;
        }
        let Some(meant) = region.meant() else {
            return Some(Finding::new(Code::RegistryRegionUnknown).with("region", region.as_str()));
        };
        let host = standard(*account, meant.code)?;
        Some(
            Finding::new(Code::RegistryRegionTypo)
                .with("region", region.as_str())
                .with("meant", meant.code)
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
    /// The text after all changes.
    pub text: String,
    /// What was changed, in order; empty when the text was exact.
    pub changes: Vec<Change>,
}

impl Normalised {
    /// What is said of the text as it stood: one finding for each change, each mended by the whole
    /// host, then what is wrong or odd about the host itself.
    pub fn findings(&self) -> Vec<Finding> {
        let host = self.host.as_ref().ok();
        let mut findings: Vec<Finding> = Vec::new();
        for change in &self.changes {
            let finding = Finding::new(change.code());
            findings.push(match host {
                Some(host) => finding.fixed_by(host.to_string()),
                None => finding,
            });
        }
        match &self.host {
            Ok(host) => findings.extend(host.doubt()),
            Err(error) => findings.push(error.finding()),
        }
        findings
    }
}

/// What was wrong around a host. Each of these keeps Wave from ever matching it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Blanks or invisible characters around or in it.
    Blanks,
    /// Quotes around it.
    Quotes,
    /// A whole `docker pull`, `docker login` or `FROM` line.
    Command,
    /// A repository's ARN.
    Arn,
    /// A page of the AWS console.
    ConsoleUrl,
    /// `https://` or another scheme.
    Scheme,
    /// A user, or a user and a password, before an `@`.
    UserInfo,
    /// A slash, a repository, a tag or a digest behind it.
    Path,
    /// A port.
    Port,
    /// A dot behind it.
    TrailingDot,
    /// Capitals.
    Case,
    /// Dashes in the account.
    AccountDashes,
}

impl Change {
    /// What it is called.
    pub fn code(self) -> Code {
        match self {
            Change::Blanks => Code::RegistryBlanks,
            Change::Quotes => Code::RegistryQuotes,
            Change::Command => Code::RegistryCommand,
            Change::Arn => Code::RegistryArn,
            Change::ConsoleUrl => Code::RegistryConsoleUrl,
            Change::Scheme => Code::RegistryScheme,
            Change::UserInfo => Code::RegistryUserInfo,
            Change::Path => Code::RegistryPath,
            Change::Port => Code::RegistryPort,
            Change::TrailingDot => Code::RegistryTrailingDot,
            Change::Case => Code::RegistryCase,
            Change::AccountDashes => Code::RegistryAccountDashes,
        }
    }
}

/// Takes away all that surrounds a host, and notes what.
fn tidy(given: &str, changes: &mut Vec<Change>) -> String {
    let mut text = given;
    let core = unquoted(text);
    if core != text {
        let quoted = text.trim().chars().next().is_some_and(is_quote)
            || text.trim().chars().next_back().is_some_and(is_quote);
        let blank = |c: char| c.is_whitespace() || is_invisible(c);
        if text.starts_with(blank) || text.ends_with(blank) {
            changes.push(Change::Blanks);
        }
        if quoted {
            changes.push(Change::Quotes);
        }
        text = core;
    }
    let visible: String;
    if text.contains(is_invisible) {
        visible = text.chars().filter(|c| !is_invisible(*c)).collect();
        text = &visible;
        if !changes.contains(&Change::Blanks) {
            changes.push(Change::Blanks);
        }
    }
    if let Some(word) = host_in_command(text) {
        changes.push(Change::Command);
        text = word;
    }
    if let Some(host) = host_of_arn(text) {
        changes.push(Change::Arn);
        return host;
    }
    if let Some(host) = host_of_console_url(text) {
        changes.push(Change::ConsoleUrl);
        return host;
    }
    if let Some((scheme, rest)) = text.split_once("://")
        && !scheme.is_empty()
        && scheme.bytes().all(|c| c.is_ascii_alphanumeric() || b"+.-".contains(&c))
    {
        changes.push(Change::Scheme);
        text = rest;
    }
    if let Some(host) = behind_user_info(text) {
        changes.push(Change::UserInfo);
        text = host;
    }
    if let Some(end) = text.find(['/', '?', '#', '@']) {
        changes.push(Change::Path);
        text = &text[..end];
    }
    if let Some((host, port)) = text.rsplit_once(':') {
        // A tag straight behind the host is a path that lost its repository.
        let number = !port.is_empty() && port.bytes().all(|c| c.is_ascii_digit());
        changes.push(if number { Change::Port } else { Change::Path });
        text = host;
    }
    let undotted = text.trim_end_matches('.');
    if undotted != text && !undotted.is_empty() {
        changes.push(Change::TrailingDot);
        text = undotted;
    }
    let mut host = text.to_owned();
    if host.bytes().any(|c| c.is_ascii_uppercase()) {
        changes.push(Change::Case);
        host.make_ascii_lowercase();
    }
    if let Some((account, rest)) = host.split_once('.')
        && account.len() == 14
        && let Ok(account) = AccountId::parse(account)
        && rest.starts_with("dkr")
    {
        changes.push(Change::AccountDashes);
        host = format!("{account}.{rest}");
    }
    host
}

/// What follows `AWS@` or `AWS:token@`. Behind the host an `@` begins an image's digest.
fn behind_user_info(text: &str) -> Option<&str> {
    let authority = text.split(['/', '?', '#']).next()?;
    let (user_info, host) = authority.rsplit_once('@')?;
    let is_digest = user_info.contains('.') && !host.contains('.');
    (!is_digest).then(|| &text[user_info.len() + 1..])
}

/// The image or host in a command line: its last word that could be one.
fn host_in_command(text: &str) -> Option<&str> {
    let first = text.split_whitespace().next()?;
    let known = ["docker", "podman", "nerdctl", "skopeo", "crane", "aws", "from", "sudo"];
    if !known.contains(&first.to_ascii_lowercase().as_str()) {
        return None;
    }
    let word = text.split_whitespace().rev().find(|word| {
        word.contains(".dkr.") || word.contains(".dkr-ecr") || word.contains(PUBLIC)
    })?;
    Some(unquoted(word))
}

/// `arn:aws:ecr:eu-west-1:123456789012:repository/…`
fn host_of_arn(text: &str) -> Option<String> {
    let mut parts = text.splitn(6, ':');
    let arn = parts.next() == Some("arn") && parts.next().is_some();
    let service = parts.next();
    let region = parts.next()?;
    let account = parts.next()?;
    if arn && service == Some("ecr-public") {
        return Some(PUBLIC.to_owned());
    }
    if !arn || service != Some("ecr") {
        return None;
    }
    let host = standard(AccountId::parse(account).ok()?, region)?;
    Some(host.to_string())
}

/// `https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/123456789012/…`
fn host_of_console_url(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("://")?;
    let (site, path) = rest.split_once('/')?;
    let at_home = site.ends_with("console.aws.amazon.com")
        || site.ends_with("console.amazonaws.cn")
        || site.ends_with("console.amazonaws-us-gov.com");
    if !at_home || !path.starts_with("ecr/") {
        return None;
    }
    if path.starts_with("ecr/repositories/public") {
        return Some(PUBLIC.to_owned());
    }
    let asked = path.split(['?', '&', '#']).find_map(|part| part.strip_prefix("region="));
    let region = asked.or_else(|| site.split('.').next())?;
    let account = path
        .split(['/', '?', '#'])
        .find_map(|part| (part.len() == 12).then(|| AccountId::parse(part).ok()).flatten())?;
    Some(standard(account, region)?.to_string())
}

fn standard(account: AccountId, region: &str) -> Option<RegistryHost> {
    RegistryHost::private(account, Region::parse(region).ok()?).ok()
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
    /// `<account>.dkr.ecr.<region>.<suffix>`, and the forms with `-fips` and `dkr-ecr`.
    fn of(text: &str) -> Option<Shape<'_>> {
        let (account, rest) = text.split_once('.')?;
        let (dual_stack, rest) = match rest.strip_prefix("dkr.ecr") {
            Some(rest) => (false, rest),
            None => (true, rest.strip_prefix("dkr-ecr")?),
        };
        let (fips, rest) = match rest.strip_prefix("-fips.") {
            Some(rest) => (true, rest),
            None => (false, rest.strip_prefix('.')?),
        };
        let (region, suffix) = rest.split_once('.')?;
        Some(Shape { account, fips, dual_stack, region, suffix })
    }
}

fn read(text: &str) -> Result<RegistryHost, RegistryHostError> {
    if text.is_empty() {
        return Err(RegistryHostError::Empty);
    }
    if text == PUBLIC {
        return Ok(RegistryHost::Public);
    }
    if text == PUBLIC_DUAL_STACK {
        return Err(RegistryHostError::PublicDualStack);
    }
    if DOCKER_HUB.contains(&text) {
        return Err(RegistryHostError::DockerHub);
    }
    let Some(shape) = Shape::of(text) else {
        return Err(if looks_alike(text) {
            RegistryHostError::LookAlike
        } else if of_aws(text) {
            RegistryHostError::OtherAws
        } else {
            RegistryHostError::NotEcr
        });
    };
    let known_suffix = Partition::ALL
        .iter()
        .any(|p| shape.suffix == p.dns_suffix() || shape.suffix == p.dual_stack_suffix());
    if !known_suffix {
        return Err(RegistryHostError::LookAlike);
    }
    let account = AccountId::parse(shape.account).map_err(RegistryHostError::Account)?;
    let region = Region::parse(shape.region).map_err(|error| {
        let meant = match error {
            RegionError::Shape { nearest: Some(facts) } => standard(account, facts.code),
            _ => None,
        };
        RegistryHostError::Region { meant }
    })?;
    let partition = region.partition();
    let right_suffix =
        if shape.dual_stack { partition.dual_stack_suffix() } else { partition.dns_suffix() };
    let host = RegistryHost::private(account, region);
    if shape.suffix != right_suffix {
        return Err(RegistryHostError::Suffix { standard: host? });
    }
    match (shape.fips, shape.dual_stack) {
        (true, _) => Err(RegistryHostError::Fips { standard: host? }),
        (false, true) => Err(RegistryHostError::DualStack { standard: host? }),
        (false, false) => host,
    }
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
    /// Its region fits no shape.
    Region {
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
    /// What it is called.
    pub fn code(&self) -> Code {
        match self {
            RegistryHostError::Empty => Code::RegistryEmpty,
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
            RegistryHostError::Region { .. } => Code::RegionShape,
            RegistryHostError::Suffix { .. } => Code::RegistrySuffix,
            RegistryHostError::NotExact { change, .. } => change.code(),
        }
    }

    /// What is said of it, with the right host where that is certain.
    pub fn finding(&self) -> Finding {
        let finding = Finding::new(self.code());
        match self {
            RegistryHostError::Account(error) => error.finding(),
            RegistryHostError::Partition { partition } => {
                finding.with("partition", partition.as_str())
            }
            RegistryHostError::PublicDualStack => finding.fixed_by(PUBLIC),
            RegistryHostError::Fips { standard: host }
            | RegistryHostError::DualStack { standard: host }
            | RegistryHostError::Suffix { standard: host }
            | RegistryHostError::Region { meant: Some(host) }
            | RegistryHostError::NotExact { host, .. } => finding.fixed_by(host.to_string()),
            _ => finding,
        }
    }
}

impl fmt::Display for RegistryHostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().as_str())
    }
}

impl std::error::Error for RegistryHostError {}
