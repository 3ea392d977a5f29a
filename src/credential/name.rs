//! Names of credentials: Platform's rule, and the name that a key suggests.

use crate::aws::{RegistryHost, holds_a_secret};
use crate::finding::{Code, Finding};
use crate::key_file::file_name;
use std::fmt;

/// A name that Platform accepts: 2 to 99 of `A-Z a-z 0-9 _ -` (Terraform provider
/// `seqera_container_registry_credential`; the form says "alphanumeric, dash, and underscore").
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CredentialName(String);

const SHORTEST: usize = 2;
const LONGEST: usize = 99;

/// Why a text is no credential name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialNameError {
    /// It is empty.
    Empty,
    /// A secret access key stands in it, which everyone in the workspace would read.
    Secret,
    /// It has a single character.
    Short,
    /// It has so many characters.
    Long(usize),
    /// It has a character that isn't a letter, a digit, a dash or an underscore: the first.
    Character(char),
}

impl CredentialName {
    /// Takes a name as it would stand in the form.
    ///
    /// # Errors
    /// [`CredentialNameError`] for every text that Platform refuses.
    pub fn parse(text: &str) -> Result<CredentialName, CredentialNameError> {
        if text.is_empty() {
            return Err(CredentialNameError::Empty);
        }
        if holds_a_secret(text) {
            return Err(CredentialNameError::Secret);
        }
        if let Some(character) = text.chars().find(|&each| !is_allowed(each)) {
            return Err(CredentialNameError::Character(character));
        }
        match text.len() {
            length if length < SHORTEST => Err(CredentialNameError::Short),
            length if length > LONGEST => Err(CredentialNameError::Long(length)),
            _ => Ok(CredentialName(text.to_owned())),
        }
    }

    /// The name that a key suggests: its IAM user's; else its file's, without what AWS and browsers
    /// add to it; else, when that says nothing, `ecr-<account>-<region>`. `None` when nothing is
    /// known.
    pub fn suggest(
        user: Option<&str>,
        file_name: &str,
        registry: Option<&RegistryHost>,
    ) -> Option<CredentialName> {
        user.and_then(made_of).or_else(|| made_of(file_stem(file_name))).or_else(|| match registry?
        {
            RegistryHost::Private { account, region } => {
                made_of(&format!("ecr-{account}-{region}"))
            }
            RegistryHost::Public => made_of("ecr-public"),
        })
    }

    /// The first of `<name>-2`, `<name>-3` and so on that isn't taken. A number that is there counts on, if
    /// it was added to a name that is taken, too: that of a region says which it is.
    pub fn numbered(name: &str, is_taken: impl Fn(&str) -> bool) -> Option<CredentialName> {
        /// Whoever has more of one name has another plan.
        const MOST: u32 = 1_000;
        let (stem, number) = match name.rsplit_once('-').map(|(stem, end)| (stem, end.parse())) {
            Some((stem, Ok(number))) if (2..MOST).contains(&number) && is_taken(stem) => {
                (stem, number)
            }
            _ => (name, 1),
        };
        (number + 1..=MOST).find_map(|number| {
            let end = number.to_string();
            let stem = stem.get(..LONGEST - 1 - end.len()).unwrap_or(stem);
            let numbered = CredentialName::parse(&[stem, "-", &end].concat()).ok()?;
            (!is_taken(numbered.as_str())).then_some(numbered)
        })
    }

    /// The name as it stands in the form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CredentialName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl CredentialNameError {
    /// What is said of it. The fix is the same text with every character that isn't allowed replaced
    /// by a dash.
    pub fn finding(self, text: &str) -> Finding {
        let finding = match self {
            CredentialNameError::Empty => Finding::new(Code::NameEmpty),
            // A fix would be made of the secret.
            CredentialNameError::Secret => return Finding::new(Code::NameIsSecret),
            CredentialNameError::Short => Finding::new(Code::NameShort),
            CredentialNameError::Long(length) => {
                Finding::new(Code::NameLong).with("length", length.to_string())
            }
            CredentialNameError::Character(blank) if blank.is_whitespace() => {
                Finding::new(Code::NameBlank)
            }
            CredentialNameError::Character(character) => {
                Finding::new(Code::NameCharacter).with("character", character.to_string())
            }
        };
        match made_of(text) {
            Some(name) => finding.fixed_by(name.0),
            None => finding,
        }
    }
}

fn is_allowed(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '-' || character == '_'
}

/// A name made of any text: every other character becomes a dash, dashes at the ends go, and it ends
/// after [`LONGEST`] characters.
fn made_of(text: &str) -> Option<CredentialName> {
    let dashed: String = text
        .trim()
        .chars()
        .map(|character| if is_allowed(character) { character } else { '-' })
        .collect();
    let trimmed = dashed.trim_matches('-');
    let cut = trimmed.get(..LONGEST).unwrap_or(trimmed).trim_end_matches('-');
    CredentialName::parse(cut).ok()
}

/// What a file's name says of the key: empty when it is one of the names that every download has.
fn file_stem(name: &str) -> &str {
    let stem = file_name::stem(name);
    // Before its ending goes: of `new_user_credentials` a name would be left that says nothing.
    if says_nothing(stem) {
        return "";
    }
    let shorter = ["_accessKeys", "_credentials"]
        .iter()
        .map(|ending| file_name::without_ending(stem, ending))
        .find(|shorter| shorter.len() != stem.len())
        .unwrap_or(stem);
    if says_nothing(shorter) { "" } else { shorter }
}

fn says_nothing(stem: &str) -> bool {
    ["accessKeys", "credentials", "rootkey", "new_user_credentials"]
        .iter()
        .any(|name| name.eq_ignore_ascii_case(stem))
}
