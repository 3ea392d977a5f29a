use std::fmt;

use super::surroundings::unquoted;
use super::{AccountId, alphabet, placeholder, secret_access_key};
use crate::finding::{Code, Finding};

const LENGTH: usize = 20;
const PREFIX: &str = "AKIA";
/// The same to be compared at once.
const PREFIX_WORD: u32 = match PREFIX.as_bytes().first_chunk() {
    Some(first) => u32::from_le_bytes(*first),
    None => 0,
};
/// How all ids of AWS's documentation end.
const EXAMPLE: &str = "EXAMPLE";

/// The public half of a long-term access key: `AKIA` and sixteen capitals or digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessKeyId([u8; LENGTH]);

impl AccessKeyId {
    /// Reads an id exactly as it must stand in the form. What the text is instead, if it is
    /// something else, is told by the error.
    pub fn parse(text: &str) -> Result<AccessKeyId, AccessKeyIdError> {
        exact(text).ok_or_else(|| AccessKeyIdError::of(text))
    }

    /// The same of the bytes of a file, where no error has to be told.
    pub(crate) fn exact(characters: &[u8; LENGTH]) -> Option<AccessKeyId> {
        let (prefix, behind) = characters.split_first_chunk::<4>()?;
        let right = u32::from_le_bytes(*prefix) == PREFIX_WORD
            && alphabet::all_of::<16>(behind.first_chunk()?, alphabet::capitals_and_digits)
            && !placeholder::is_one_character(behind)
            && !placeholder::says_your(behind);
        right.then_some(AccessKeyId(*characters))
    }

    /// Whether `text` is the beginning of an id, and not all of it.
    pub fn is_begun(text: &str) -> bool {
        let fits = |(at, character): (usize, u8)| match PREFIX.as_bytes().get(at) {
            Some(&first) => character == first,
            None => character.is_ascii_uppercase() || character.is_ascii_digit(),
        };
        text.len() < LENGTH && text.bytes().enumerate().all(fits)
    }

    /// Whether all of it is of the alphabet that AWS draws ids from, `A-Z2-7`. An id with a 0, 1, 8
    /// or 9 was most likely misread for O, I, B or g.
    pub fn is_base32(&self) -> bool {
        self.0.iter().all(|character| base32(*character).is_some())
    }

    /// The account that an id of the new generation encodes.
    ///
    /// Behind the prefix stand 80 bits, five a character (RFC 4648). The first tells the generation
    /// (1 = new), the next 40 are the account's number. `None` for ids of the old generation, from
    /// which it can't be told, and for ids that aren't base32 or give more than twelve digits.
    /// Found by Aidan Steele and Tal Be'ery; the generation bit by WithSecure Labs.
    pub fn account(&self) -> Option<AccountId> {
        // The first nine characters behind the prefix hold these 41 bits and four more.
        let mut bits: u64 = 0;
        for (at, character) in self.0.iter().enumerate().skip(PREFIX.len()) {
            let value = base32(*character)?;
            if at < PREFIX.len() + 9 {
                bits = bits << 5 | u64::from(value);
            }
        }
        let new_generation = bits >> 44 == 1;
        let number = bits >> 4 & 0xff_ffff_ffff;
        if new_generation { AccountId::from_number(number) } else { None }
    }

    /// Whether it comes from AWS's documentation, whose ids end in `EXAMPLE`.
    pub fn is_example(&self) -> bool {
        is_example(&self.0)
    }

    /// Whether its account is one that makes canary keys, which open nothing and report whoever
    /// tries them (list of Thinkst's accounts in trufflehog's `canary.go`).
    pub fn is_canary(&self) -> bool {
        self.account().is_some_and(|account| CANARY_ACCOUNTS.contains(&account.as_str()))
    }

    /// What is odd about an id that has the right form.
    pub fn doubt(&self) -> Option<Finding> {
        if self.is_example() {
            Some(Finding::new(Code::KeyIdExample))
        } else if !self.is_base32() {
            Some(Finding::new(Code::KeyIdMistyped))
        } else if self.is_canary() {
            Some(Finding::new(Code::KeyIdCanary))
        } else {
            None
        }
    }

    /// The sixteen characters behind the prefix.
    pub(crate) fn behind_prefix(&self) -> &[u8] {
        self.0.get(PREFIX.len()..).unwrap_or_default()
    }

    /// The twenty characters.
    pub fn as_str(&self) -> &str {
        // Only ASCII ever gets in, so the default is never taken.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for AccessKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for AccessKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessKeyId({self})")
    }
}

/// Whether a text has exactly an id's form.
pub(super) fn has_form(text: &str) -> bool {
    exact(text).is_some()
}

fn exact(text: &str) -> Option<AccessKeyId> {
    AccessKeyId::exact(text.as_bytes().try_into().ok()?)
}

fn is_example(id: &[u8]) -> bool {
    // Most ids are told apart by their last character.
    id.last() == Some(&b'E') && id.ends_with(EXAMPLE.as_bytes())
}

fn base32(character: u8) -> Option<u8> {
    match character {
        b'A'..=b'Z' => Some(character - b'A'),
        b'2'..=b'7' => Some(character - b'2' + 26),
        _ => None,
    }
}

/// What AWS numbers with the same scheme as access keys (IAM reference, "Unique identifiers").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entity {
    /// `ABIA`: an STS service bearer token.
    BearerToken,
    /// `ACCA`: a credential for one service.
    ServiceCredential,
    /// `AGPA`: a group.
    Group,
    /// `AIDA`: an IAM user.
    User,
    /// `AIPA`: an EC2 instance profile.
    InstanceProfile,
    /// `ANPA` and `ANVA`: a managed policy and its version.
    Policy,
    /// `APKA`: a public key.
    PublicKey,
    /// `AROA`: a role.
    Role,
    /// `ASCA`: a certificate.
    Certificate,
}

/// The prefixes of ids that aren't access keys. `ASIA` stands apart: it is a key, for some hours.
const ENTITIES: &[(&str, Entity)] = &[
    ("ABIA", Entity::BearerToken),
    ("ACCA", Entity::ServiceCredential),
    ("AGPA", Entity::Group),
    ("AIDA", Entity::User),
    ("AIPA", Entity::InstanceProfile),
    ("ANPA", Entity::Policy),
    ("ANVA", Entity::Policy),
    ("APKA", Entity::PublicKey),
    ("AROA", Entity::Role),
    ("ASCA", Entity::Certificate),
];

/// The accounts of canarytokens.org's AWS keys.
const CANARY_ACCOUNTS: &[&str] = &[
    "052310077262",
    "171436882533",
    "266735846894",
    "534261010715",
    "595918472158",
    "717712589309",
    "730335385048",
    "819147034852",
    "893192397702",
    "992382622183",
];

/// The prefixes of other clouds' access keys.
const OTHER_CLOUDS: &[(&str, &str)] = &[
    ("LTAI", "Alibaba Cloud"),
    ("HPUA", "Huawei Cloud"),
    ("GOOG", "Google Cloud"),
    ("DO00", "DigitalOcean"),
    ("DO80", "DigitalOcean"),
    ("AKID", "Tencent Cloud"),
];

/// What a text is instead of an access key id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessKeyIdError {
    /// Nothing there, or only blanks.
    Empty,
    /// An id with blanks, quotes or invisible characters around it.
    Surrounded {
        /// The id without them.
        id: AccessKeyId,
    },
    /// An id in small letters.
    Case {
        /// The id in capitals.
        id: AccessKeyId,
    },
    /// `ASIA…`: needs a session token, for which Seqera's form has no field.
    Temporary,
    /// The id of something else in IAM.
    OtherEntity(Entity),
    /// A role's ARN. Wave 1.33 and later takes the role itself, with an external id as password.
    RoleArn,
    /// The ARN of something else.
    Arn,
    /// Twelve digits.
    Account,
    /// `AWS`, the user name of `docker login` to ECR.
    DockerLogin,
    /// `ABSK…`: a Bedrock API key.
    Bedrock,
    /// A key of another cloud.
    OtherCloud {
        /// Which.
        cloud: &'static str,
    },
    /// The secret, in the id's place.
    Secret,
    /// What stands in for an id in instructions: `<your key>`, `AKIA` and one letter sixteen times,
    /// `${ID}`.
    Placeholder,
    /// One of the documentation's ids which hasn't exactly an id's form: `AKIDEXAMPLE`, or another
    /// with something around it or in small letters.
    Example,
    /// Begins as an id, but hasn't twenty characters.
    Length {
        /// How many it has.
        found: usize,
    },
    /// Begins as an id and is as long as one, but holds a character which no id has.
    Character {
        /// Where, counted from 1.
        position: usize,
    },
    /// Nothing that is known here, and doesn't begin with `AKIA`.
    Prefix,
}

impl AccessKeyIdError {
    /// Whether the text may be a user's name at another registry than AWS's: nothing in it is AWS's.
    pub fn may_be_elsewhere(&self) -> bool {
        matches!(
            self,
            AccessKeyIdError::Empty
                | AccessKeyIdError::Account
                | AccessKeyIdError::OtherCloud { .. }
                | AccessKeyIdError::Placeholder
                | AccessKeyIdError::Prefix
        )
    }

    /// What `text`, which isn't an id, is instead.
    fn of(text: &str) -> AccessKeyIdError {
        let core = unquoted(text);
        if core.is_empty() {
            return AccessKeyIdError::Empty;
        }
        // Compared as it comes, since it may be a secret: no copy is made.
        let end = core.len().checked_sub(EXAMPLE.len()).and_then(|end| core.get(end..));
        let is_example = end.is_some_and(|end| end.eq_ignore_ascii_case(EXAMPLE));
        if is_example && core.starts_with(['A', 'a']) {
            return AccessKeyIdError::Example;
        }
        if placeholder::stands_in(core.strip_prefix(PREFIX).unwrap_or(core)) {
            return AccessKeyIdError::Placeholder;
        }
        if let Some(id) = exact(core) {
            return AccessKeyIdError::Surrounded { id };
        }
        if core.is_ascii()
            && core.len() == LENGTH
            && core.get(..PREFIX.len()).is_some_and(|front| front.eq_ignore_ascii_case(PREFIX))
            && let Some(id) = exact(&core.to_ascii_uppercase())
        {
            return AccessKeyIdError::Case { id };
        }
        if core.starts_with("arn:") {
            return if is_role_arn(core) {
                AccessKeyIdError::RoleArn
            } else {
                AccessKeyIdError::Arn
            };
        }
        if AccountId::parse(core).is_ok() {
            return AccessKeyIdError::Account;
        }
        if core.eq_ignore_ascii_case("AWS") {
            return AccessKeyIdError::DockerLogin;
        }
        if core.starts_with("ABSK") {
            return AccessKeyIdError::Bedrock;
        }
        // Before the prefixes: a secret may begin with any four letters.
        if secret_access_key::has_form(core) {
            return AccessKeyIdError::Secret;
        }
        AccessKeyIdError::of_prefix(core)
    }

    fn of_prefix(core: &str) -> AccessKeyIdError {
        let capitals = core.get(..PREFIX.len()).map(str::to_ascii_uppercase).unwrap_or_default();
        let prefix = capitals.as_str();
        // A word such as `Ascari` has a prefix too, so the rest must look like an id.
        let id_like = core.len() >= 16 && core.bytes().all(|c| c.is_ascii_alphanumeric());
        if prefix == "ASIA" && id_like {
            return AccessKeyIdError::Temporary;
        }
        if let Some((_, entity)) = ENTITIES.iter().find(|(known, _)| *known == prefix && id_like) {
            return AccessKeyIdError::OtherEntity(*entity);
        }
        if let Some((_, cloud)) = OTHER_CLOUDS.iter().find(|(known, _)| *known == prefix && id_like)
        {
            return AccessKeyIdError::OtherCloud { cloud };
        }
        if prefix != PREFIX {
            return AccessKeyIdError::Prefix;
        }
        let found = core.chars().count();
        if found != LENGTH {
            return AccessKeyIdError::Length { found };
        }
        let wrong = core.chars().position(|c| !c.is_ascii_uppercase() && !c.is_ascii_digit());
        AccessKeyIdError::Character { position: wrong.map_or(1, |at| at + 1) }
    }

    /// What it is called.
    pub fn code(self) -> Code {
        match self {
            AccessKeyIdError::Empty => Code::KeyIdEmpty,
            AccessKeyIdError::Surrounded { .. } => Code::KeyIdSurrounded,
            AccessKeyIdError::Case { .. } => Code::KeyIdCase,
            AccessKeyIdError::Temporary => Code::KeyIdTemporary,
            AccessKeyIdError::OtherEntity(entity) => match entity {
                Entity::BearerToken => Code::KeyIdIsBearerToken,
                Entity::ServiceCredential => Code::KeyIdIsServiceCredential,
                Entity::Group => Code::KeyIdIsGroup,
                Entity::User => Code::KeyIdIsUser,
                Entity::InstanceProfile => Code::KeyIdIsInstanceProfile,
                Entity::Policy => Code::KeyIdIsPolicy,
                Entity::PublicKey => Code::KeyIdIsPublicKey,
                Entity::Role => Code::KeyIdIsRole,
                Entity::Certificate => Code::KeyIdIsCertificate,
            },
            AccessKeyIdError::RoleArn => Code::KeyIdRoleArn,
            AccessKeyIdError::Arn => Code::KeyIdArn,
            AccessKeyIdError::Account => Code::KeyIdIsAccount,
            AccessKeyIdError::DockerLogin => Code::KeyIdDockerLogin,
            AccessKeyIdError::Bedrock => Code::KeyIdBedrock,
            AccessKeyIdError::OtherCloud { .. } => Code::KeyIdOtherCloud,
            AccessKeyIdError::Secret => Code::KeyIdIsSecret,
            AccessKeyIdError::Placeholder => Code::KeyIdPlaceholder,
            AccessKeyIdError::Example => Code::KeyIdExample,
            AccessKeyIdError::Length { .. } => Code::KeyIdLength,
            AccessKeyIdError::Character { .. } => Code::KeyIdCharacter,
            AccessKeyIdError::Prefix => Code::KeyIdPrefix,
        }
    }

    /// What is said of it, on the user name, with the right value where that is certain.
    pub fn finding(self) -> Finding {
        let finding = Finding::new(self.code());
        match self {
            AccessKeyIdError::Surrounded { id } | AccessKeyIdError::Case { id } => {
                finding.fixed_by(id.as_str())
            }
            AccessKeyIdError::OtherCloud { cloud } => finding.with("cloud", cloud),
            AccessKeyIdError::Length { found } => finding.with("found", found.to_string()),
            AccessKeyIdError::Character { position } => {
                finding.with("position", position.to_string())
            }
            _ => finding,
        }
    }
}

/// Wave's own rule for the role that it can take instead of a key (Wave 1.33 `AwsEcrService`):
/// `^arn:aws(-cn|-us-gov)?:iam::\d{12}:role\/[\w+=,.@\/-]+$`.
fn is_role_arn(text: &str) -> bool {
    let mut parts = text.splitn(6, ':');
    let arn = parts.next() == Some("arn");
    let partition = matches!(parts.next(), Some("aws" | "aws-cn" | "aws-us-gov"));
    let iam = parts.next() == Some("iam") && parts.next() == Some("");
    let account =
        parts.next().is_some_and(|a| a.len() == 12 && a.bytes().all(|c| c.is_ascii_digit()));
    let role = parts.next().and_then(|rest| rest.strip_prefix("role/")).is_some_and(|name| {
        !name.is_empty()
            && name.bytes().all(|c| c.is_ascii_alphanumeric() || b"_+=,.@/-".contains(&c))
    });
    arn && partition && iam && account && role
}

impl fmt::Display for AccessKeyIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().as_str())
    }
}

impl std::error::Error for AccessKeyIdError {}
