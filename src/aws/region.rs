use std::fmt;

use serde::{Deserialize, Serialize};

use super::bare;
use crate::finding::{Code, Finding};

/// One of AWS's separate clouds. A key works in one of them only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Partition {
    /// `aws`: the commercial regions.
    Aws,
    /// `aws-cn`.
    China,
    /// `aws-us-gov`: GovCloud.
    UsGov,
    /// `aws-eusc`: the European Sovereign Cloud.
    EuSovereign,
    /// `aws-iso`.
    Iso,
    /// `aws-iso-b`.
    IsoB,
    /// `aws-iso-e`.
    IsoE,
    /// `aws-iso-f`.
    IsoF,
}

/// The commercial regions that no account has to enable: see [`Region::is_always_on`].
const ALWAYS_ON: [&str; 17] = [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "sa-east-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
];

/// What botocore's `partitions.json` 1.1 says of a partition. A region's code is one of `areas`,
/// then `mark` if there is one, then a word and a number, joined by dashes.
struct PartitionFacts {
    partition: Partition,
    code: &'static str,
    areas: &'static [&'static str],
    mark: Option<&'static str>,
    dns_suffix: &'static str,
    /// What dual-stack registry hosts end in.
    dual_stack_suffix: &'static str,
}

const PARTITIONS: &[PartitionFacts] = &[
    PartitionFacts {
        partition: Partition::Aws,
        code: "aws",
        areas: &["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"],
        mark: None,
        dns_suffix: "amazonaws.com",
        dual_stack_suffix: "on.aws",
    },
    PartitionFacts {
        partition: Partition::China,
        code: "aws-cn",
        areas: &["cn"],
        mark: None,
        dns_suffix: "amazonaws.com.cn",
        dual_stack_suffix: "on.amazonwebservices.com.cn",
    },
    PartitionFacts {
        partition: Partition::UsGov,
        code: "aws-us-gov",
        areas: &["us"],
        mark: Some("gov"),
        dns_suffix: "amazonaws.com",
        dual_stack_suffix: "on.aws",
    },
    PartitionFacts {
        partition: Partition::EuSovereign,
        code: "aws-eusc",
        areas: &["eusc"],
        mark: Some("de"),
        dns_suffix: "amazonaws.eu",
        dual_stack_suffix: "on.amazonwebservices.eu",
    },
    PartitionFacts {
        partition: Partition::Iso,
        code: "aws-iso",
        areas: &["us"],
        mark: Some("iso"),
        dns_suffix: "c2s.ic.gov",
        dual_stack_suffix: "on.aws.ic.gov",
    },
    PartitionFacts {
        partition: Partition::IsoB,
        code: "aws-iso-b",
        areas: &["us"],
        mark: Some("isob"),
        dns_suffix: "sc2s.sgov.gov",
        dual_stack_suffix: "on.aws.scloud",
    },
    PartitionFacts {
        partition: Partition::IsoE,
        code: "aws-iso-e",
        areas: &["eu"],
        mark: Some("isoe"),
        dns_suffix: "cloud.adc-e.uk",
        dual_stack_suffix: "on.cloud-aws.adc-e.uk",
    },
    PartitionFacts {
        partition: Partition::IsoF,
        code: "aws-iso-f",
        areas: &["us"],
        mark: Some("isof"),
        dns_suffix: "csp.hci.ic.gov",
        dual_stack_suffix: "on.aws.hci.ic.gov",
    },
];

impl Partition {
    /// Every partition.
    pub const ALL: [Partition; 8] = [
        Partition::Aws,
        Partition::China,
        Partition::UsGov,
        Partition::EuSovereign,
        Partition::Iso,
        Partition::IsoB,
        Partition::IsoE,
        Partition::IsoF,
    ];

    fn facts(self) -> &'static PartitionFacts {
        PARTITIONS.iter().find(|facts| facts.partition == self).unwrap_or(&PARTITIONS[0])
    }

    /// Its name in ARNs: `aws-us-gov`.
    pub fn as_str(self) -> &'static str {
        self.facts().code
    }

    /// What its host names end in: `amazonaws.com.cn`.
    pub fn dns_suffix(self) -> &'static str {
        self.facts().dns_suffix
    }

    /// What its dual-stack registry hosts end in: `on.aws`.
    pub fn dual_stack_suffix(self) -> &'static str {
        self.facts().dual_stack_suffix
    }

    /// Whether Wave knows its registries as ECR. To all others it sends id and secret as a plain
    /// login, which ECR refuses (Wave 1.37 `AwsEcrService`).
    pub fn works_with_wave(self) -> bool {
        matches!(self, Partition::Aws | Partition::China | Partition::UsGov)
    }
}

/// A region, as AWS writes its code: `eu-west-1`. It fits the shape of its partition's codes; it
/// needn't be one that is known here, since AWS opens new ones.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region {
    code: String,
    partition: Partition,
}

/// What is known of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionFacts {
    /// `eu-west-1`.
    pub code: &'static str,
    /// The place that AWS names it after: `Ireland`.
    pub city: &'static str,
    /// The cloud it is part of.
    pub partition: Partition,
}

const fn row(code: &'static str, city: &'static str, partition: Partition) -> RegionFacts {
    RegionFacts { code, city, partition }
}

/// Every region with ECR, by botocore's `partitions.json` and `endpoints.json` (November 2026),
/// sorted by code within each partition.
const KNOWN: &[RegionFacts] = &[
    row("af-south-1", "Cape Town", Partition::Aws),
    row("ap-east-1", "Hong Kong", Partition::Aws),
    row("ap-east-2", "Taipei", Partition::Aws),
    row("ap-northeast-1", "Tokyo", Partition::Aws),
    row("ap-northeast-2", "Seoul", Partition::Aws),
    row("ap-northeast-3", "Osaka", Partition::Aws),
    row("ap-south-1", "Mumbai", Partition::Aws),
    row("ap-south-2", "Hyderabad", Partition::Aws),
    row("ap-southeast-1", "Singapore", Partition::Aws),
    row("ap-southeast-2", "Sydney", Partition::Aws),
    row("ap-southeast-3", "Jakarta", Partition::Aws),
    row("ap-southeast-4", "Melbourne", Partition::Aws),
    row("ap-southeast-5", "Malaysia", Partition::Aws),
    row("ap-southeast-6", "New Zealand", Partition::Aws),
    row("ap-southeast-7", "Thailand", Partition::Aws),
    row("ca-central-1", "Canada Central", Partition::Aws),
    row("ca-west-1", "Calgary", Partition::Aws),
    row("eu-central-1", "Frankfurt", Partition::Aws),
    row("eu-central-2", "Zurich", Partition::Aws),
    row("eu-north-1", "Stockholm", Partition::Aws),
    row("eu-south-1", "Milan", Partition::Aws),
    row("eu-south-2", "Spain", Partition::Aws),
    row("eu-west-1", "Ireland", Partition::Aws),
    row("eu-west-2", "London", Partition::Aws),
    row("eu-west-3", "Paris", Partition::Aws),
    row("il-central-1", "Tel Aviv", Partition::Aws),
    row("me-central-1", "UAE", Partition::Aws),
    row("me-south-1", "Bahrain", Partition::Aws),
    row("mx-central-1", "Mexico", Partition::Aws),
    row("sa-east-1", "São Paulo", Partition::Aws),
    row("us-east-1", "N. Virginia", Partition::Aws),
    row("us-east-2", "Ohio", Partition::Aws),
    row("us-west-1", "N. California", Partition::Aws),
    row("us-west-2", "Oregon", Partition::Aws),
    row("cn-north-1", "Beijing", Partition::China),
    row("cn-northwest-1", "Ningxia", Partition::China),
    row("us-gov-east-1", "GovCloud East", Partition::UsGov),
    row("us-gov-west-1", "GovCloud West", Partition::UsGov),
    row("eusc-de-east-1", "Brandenburg", Partition::EuSovereign),
    row("us-iso-east-1", "ISO East", Partition::Iso),
    row("us-iso-west-1", "ISO West", Partition::Iso),
    row("us-isob-east-1", "ISOB East", Partition::IsoB),
    row("us-isob-west-1", "ISOB West", Partition::IsoB),
    row("eu-isoe-west-1", "ISOE West", Partition::IsoE),
    row("us-isof-east-1", "ISOF East", Partition::IsoF),
    row("us-isof-south-1", "ISOF South", Partition::IsoF),
];

/// The words that AWS has named regions with so far.
const DIRECTIONS: &[&str] = &[
    "central",
    "north",
    "south",
    "east",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
];

impl Region {
    /// Reads a code in small letters that fits a partition's shape; blanks around it don't matter.
    pub fn parse(text: &str) -> Result<Region, RegionError> {
        let code = bare(text);
        if code.is_empty() {
            return Err(RegionError::Empty);
        }
        let partition =
            partition_of(code).ok_or_else(|| RegionError::Shape { nearest: nearest(code) })?;
        Ok(Region { code: code.to_owned(), partition })
    }

    /// Every region that is known here, partition by partition, the commercial ones first.
    pub fn known() -> &'static [RegionFacts] {
        KNOWN
    }

    /// What is known of this one.
    pub fn facts(&self) -> Option<&'static RegionFacts> {
        KNOWN.iter().find(|facts| facts.code == self.code)
    }

    /// The cloud it is part of.
    pub fn partition(&self) -> Partition {
        self.partition
    }

    /// Whether it is enabled in every account. The commercial regions that came after March 20, 2019 are
    /// off until an account turns them on (AWS Account Management, *Enable or disable AWS Regions*).
    pub fn is_always_on(&self) -> bool {
        self.partition != Partition::Aws || ALWAYS_ON.contains(&self.code.as_str())
    }

    /// The known region that was meant, if this one is unknown and one slip away from just one.
    /// Codes that AWS could well open tomorrow, such as `eu-north-2`, are nobody's slip.
    pub fn meant(&self) -> Option<&'static RegionFacts> {
        if self.facts().is_some() { None } else { nearest(&self.code) }
    }

    /// The code: `eu-west-1`.
    pub fn as_str(&self) -> &str {
        &self.code
    }
}

fn partition_of(code: &str) -> Option<Partition> {
    let (rest, number) = code.rsplit_once('-')?;
    let (front, word) = rest.rsplit_once('-')?;
    let numbered = (1..=2).contains(&number.len())
        && number.bytes().all(|c| c.is_ascii_digit())
        && !number.starts_with('0');
    let worded =
        !word.is_empty() && word.len() <= 20 && word.bytes().all(|c| c.is_ascii_lowercase());
    if !numbered || !worded {
        return None;
    }
    let fits = |facts: &&PartitionFacts| match (front.split_once('-'), facts.mark) {
        (None, None) => facts.areas.contains(&front),
        (Some((area, mark)), Some(wanted)) => mark == wanted && facts.areas.contains(&area),
        _ => false,
    };
    PARTITIONS.iter().find(fits).map(|facts| facts.partition)
}

fn nearest(code: &str) -> Option<&'static RegionFacts> {
    // `eu-west-1a` is a zone of its region.
    let of_zone = code.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or_default();
    if let Some(region) = KNOWN.iter().find(|facts| facts.code == of_zone) {
        return Some(region);
    }
    let word = code.rsplit('-').nth(1).unwrap_or_default();
    if partition_of(code).is_some() && DIRECTIONS.contains(&word) {
        return None;
    }
    // What parts the words is the first to be forgotten: `useast1`, `us_east_1`.
    let letters = |text: &str| -> Vec<u8> {
        text.bytes().filter(u8::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let given = letters(code);
    let same = |facts: &&RegionFacts| letters(facts.code) == given || letters(facts.city) == given;
    // A number that is there stays: eu-west-9 may be new, and is equally near to all that end in a
    // digit.
    let number = given.last().filter(|c| c.is_ascii_digit());
    let near = |facts: &&RegionFacts| {
        let known = letters(facts.code);
        (number.is_none() || known.last() == number) && one_slip_apart(&known, &given)
    };
    the_only(KNOWN.iter().filter(same)).or_else(|| the_only(KNOWN.iter().filter(near)))
}

fn the_only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Whether one letter more, less, other, or two swapped make one of the other, which aren't equal.
fn one_slip_apart(a: &[u8], b: &[u8]) -> bool {
    let same_front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same_front..], &b[same_front..]);
    match (a, b) {
        ([], [_]) | ([_], []) => true,
        ([x, rest_a @ ..], [y, rest_b @ ..]) => {
            let swapped = matches!((rest_a, rest_b), ([x2, ta @ ..], [y2, tb @ ..])
                if x == y2 && y == x2 && ta == tb);
            rest_a == rest_b || rest_a == b || a == rest_b || swapped
        }
        _ => false,
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Region({self})")
    }
}

impl From<Region> for String {
    fn from(region: Region) -> String {
        region.code
    }
}

impl TryFrom<String> for Region {
    type Error = RegionError;

    fn try_from(text: String) -> Result<Region, RegionError> {
        Region::parse(&text)
    }
}

/// Why a text is no region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionError {
    /// Nothing there.
    Empty,
    /// It fits no partition's shape.
    Shape {
        /// The one known region that is one slip away.
        nearest: Option<&'static RegionFacts>,
    },
}

impl RegionError {
    /// What it is called.
    pub fn code(self) -> Code {
        match self {
            RegionError::Empty => Code::RegionEmpty,
            RegionError::Shape { .. } => Code::RegionShape,
        }
    }

    /// What is said of it, on the registry server, where regions stand.
    pub fn finding(self) -> Finding {
        Finding::new(self.code())
    }
}

impl fmt::Display for RegionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().as_str())
    }
}

impl std::error::Error for RegionError {}
