//! What the headings of AWS's files, and the names in its settings, stand for.

use crate::aws::is_invisible;

/// What stands under a heading or behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Secret,
    /// Only temporary keys have one.
    SessionToken,
    User,
    Password,
    /// Its host begins with the account, or with the account's alias.
    SignInLink,
    Account,
    Region,
    SmtpUser,
    SmtpPassword,
    /// Bedrock's.
    ApiKey,
    /// Of a list for Cognito's user pools.
    CognitoUser,
    /// Google's service accounts have one.
    GoogleKey,
    /// IAM's credential report tells when a user was made; no key file does.
    CreationTime,
}

/// The spellings, in small letters and without blanks, dashes and underscores. AWS has changed
/// them over the years (`Access Key Id`, `Access key ID`); people add their own.
const SPELLINGS: &[(&str, Column)] = &[
    ("accesskeyid", Column::Id),
    ("awsaccesskeyid", Column::Id),
    ("accesskey", Column::Id),
    ("awsaccesskey", Column::Id),
    ("keyid", Column::Id),
    ("secretaccesskey", Column::Secret),
    ("awssecretaccesskey", Column::Secret),
    ("awssecretkey", Column::Secret),
    ("secretkey", Column::Secret),
    ("secret", Column::Secret),
    ("accesskeysecret", Column::Secret),
    ("sessiontoken", Column::SessionToken),
    ("awssessiontoken", Column::SessionToken),
    ("awssecuritytoken", Column::SessionToken),
    ("username", Column::User),
    ("user", Column::User),
    ("iamuser", Column::User),
    ("iamusername", Column::User),
    ("password", Column::Password),
    ("consoleloginlink", Column::SignInLink),
    ("consolesigninurl", Column::SignInLink),
    ("directsigninlink", Column::SignInLink),
    ("account", Column::Account),
    ("accountid", Column::Account),
    ("awsaccountid", Column::Account),
    ("region", Column::Region),
    ("regionname", Column::Region),
    ("awsregion", Column::Region),
    ("defaultregion", Column::Region),
    ("defaultregionname", Column::Region),
    ("awsdefaultregion", Column::Region),
    ("smtpusername", Column::SmtpUser),
    ("smtppassword", Column::SmtpPassword),
    ("apikey", Column::ApiKey),
    ("apikeyvalue", Column::ApiKey),
    ("awsbearertokenbedrock", Column::ApiKey),
    ("serviceapikeyvalue", Column::ApiKey),
    ("cognito:username", Column::CognitoUser),
    ("privatekeyid", Column::GoogleKey),
    ("usercreationtime", Column::CreationTime),
];

impl Column {
    /// Whether it is a half of a key, or of what is taken for one.
    pub(super) fn is_half(self) -> bool {
        matches!(
            self,
            Column::Id | Column::Secret | Column::SmtpUser | Column::SmtpPassword | Column::ApiKey
        )
    }

    /// What a heading or a name stands for, if it is known.
    pub(super) fn of(heading: &str) -> Option<Column> {
        // In bytes, with room for what can't be seen around it.
        const LONGEST: usize = 200;
        if heading.len() > LONGEST {
            return None;
        }
        // Compared as it comes, since what looks for its heading may be a secret: no copy is made.
        let letters = heading
            .chars()
            .filter(|c| !(c.is_whitespace() || is_invisible(*c) || "-_'\"".contains(*c)))
            .map(|c| c.to_ascii_lowercase());
        let known = SPELLINGS.iter().find(|(spelling, _)| letters.clone().eq(spelling.chars()));
        known.map(|(_, column)| *column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_found_under_its_own_name() {
        for (spelling, column) in SPELLINGS {
            assert_eq!(Column::of(spelling), Some(*column), "{spelling}");
        }
    }

    #[test]
    fn case_blanks_and_marks_in_a_heading_do_not_matter() {
        for heading in
            ["Access key ID", " access KEY id ", "\u{feff}Access Key Id", "access_key_id"]
        {
            assert_eq!(Column::of(heading), Some(Column::Id), "{heading:?}");
        }
    }

    #[test]
    fn other_headings_are_unknown() {
        for heading in ["", "Key", "Zugriffsschlüssel", "Access key ID of the CI user", "é"] {
            assert_eq!(Column::of(heading), None, "{heading:?}");
        }
    }
}
