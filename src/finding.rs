//! The one type for all that is ever said to the user: a [`Finding`].
//!
//! A finding is data, not prose. Its [`Code`] names what was found; the words for it stand in
//! `extension/_locales/<lang>/messages.json` under that name, and nowhere else. So a finding can be
//! tested, sent between contexts and translated, and can never carry a secret into a sentence.

use serde::{Deserialize, Serialize};

/// What a finding is about: the dropped file, or one of the form's five fields in the form's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The dropped, chosen or pasted key file.
    File,
    /// The page's form as a whole.
    Form,
    /// `Name`: what Seqera lists the credential as.
    Name,
    /// `Provider`: must read Container registry.
    Provider,
    /// `User name`: the access key ID.
    UserName,
    /// `Password`: the secret access key.
    Password,
    /// `Registry server`: the ECR host.
    Registry,
}

impl Field {
    /// The form's five fields, in the form's order: the only order in which they are ever listed.
    pub const FORM: [Field; 5] =
        [Field::Name, Field::Provider, Field::UserName, Field::Password, Field::Registry];

    /// The name in code and data, as `serde` writes it: `user_name`.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::File => "file",
            Field::Form => "form",
            Field::Name => "name",
            Field::Provider => "provider",
            Field::UserName => "user_name",
            Field::Password => "password",
            Field::Registry => "registry",
        }
    }
}

/// How much a finding matters. Ordered: the worst is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The field was checked and is right.
    Good,
    /// True and useful; never needs action.
    Advice,
    /// Probably not what is meant.
    Warning,
    /// It can't work through Wave, or Platform refuses it.
    Error,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is about.
    pub field: Field,
    /// How much it matters.
    pub severity: Severity,
    /// What it is; the key of its text.
    pub code: Code,
    /// What its text names in braces, such as `{account}`. Never a secret.
    pub arguments: Vec<(&'static str, String)>,
    /// The value that mends the field, only where that is certain; never for the password.
    pub fix: Option<String>,
}

impl Finding {
    /// A finding with the field and severity that belong to its code.
    pub fn new(code: Code) -> Finding {
        Finding {
            field: code.field(),
            severity: code.severity(),
            code,
            arguments: Vec::new(),
            fix: None,
        }
    }

    /// Adds what the text calls `{name}`.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Finding {
        self.arguments.push((name, value.into()));
        self
    }

    /// Adds the value that mends the field. A password never gets one.
    pub fn fixed_by(mut self, value: impl Into<String>) -> Finding {
        if self.field != Field::Password {
            self.fix = Some(value.into());
        }
        self
    }
}

/// The worst finding on `field`, if there is any.
pub fn worst_on(findings: &[Finding], field: Field) -> Option<&Finding> {
    // `max_by_key` takes the last of equals; the first found is the one to be told of first.
    findings.iter().rev().filter(|finding| finding.field == field).max_by_key(|f| f.severity)
}

/// Declares every code once: its name in data, the field it speaks of, and how much it matters.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $field:ident, $severity:ident;)+) => {
        /// What was found. The table in `src/finding.rs` is the list of all that Keyferry can say.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Code { $($(#[doc = $doc])+ #[serde(rename = $text)] $name,)+ }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The name in data and the key of its text: `[a-z0-9_]+`.
            pub fn as_str(self) -> &'static str { match self { $(Code::$name => $text,)+ } }

            /// What it is about.
            pub fn field(self) -> Field { match self { $(Code::$name => Field::$field,)+ } }

            /// How much it matters.
            pub fn severity(self) -> Severity { match self { $(Code::$name => Severity::$severity,)+ } }
        }
    };
}

codes! {
    /// The file is empty, or only blank.
    FileEmpty = "file_empty", File, Error;

    /// The page has no Add Credentials form.
    FormNotFound = "form_not_found", Form, Error;
    /// The form is set to another provider.
    FormOtherProvider = "form_other_provider", Form, Error;
    /// The provider list didn't open.
    FormProviderNotOpened = "form_provider_not_opened", Form, Error;
    /// The provider list opened and was empty.
    FormProviderListEmpty = "form_provider_list_empty", Form, Error;
    /// The provider list has no Container registry.
    FormNoContainerRegistry = "form_no_container_registry", Form, Error;
    /// The fields of a container registry credential never came.
    FormFieldsMissing = "form_fields_missing", Form, Error;
    /// The page was left while the form was being filled.
    FormPageLeft = "form_page_left", Form, Error;
    /// The user stopped the fill.
    FormStopped = "form_stopped", Form, Warning;
    /// The page answered something that the content script never says.
    FormMisunderstood = "form_misunderstood", Form, Error;
}
