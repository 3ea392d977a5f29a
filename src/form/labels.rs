//! What Seqera writes beside each field, in every version known: data, with the rule that compares.
//!
//! Labels, placeholders and hints are those of Seqera Platform 22.4 to 26.x (docs, screenshots);
//! the rest are the words that the same field carries in the API and in other clients.

use super::report::position;
use super::snapshot::Source;
use crate::credential::{is_container_registry, lower_case};
use crate::finding::Field;

/// How a known text is compared.
#[derive(Clone, Copy)]
enum Match {
    /// The whole text.
    Whole,
    /// Its beginning: long hints differ at their end from version to version.
    Beginning,
}
use Match::{Beginning, Whole};

/// A text known to stand beside a field. `weight` says how surely it means that field when it stands
/// where labels stand: 10 means alone enough, 3 that other signals must agree.
struct Known {
    field: Field,
    text: &'static str,
    how: Match,
    weight: u32,
}

const fn known(field: Field, text: &'static str, how: Match, weight: u32) -> Known {
    Known { field, text, how, weight }
}

/// Texts a person reads: labels, placeholders, hints.
const WORDS: &[Known] = &[
    known(Field::Name, "name", Whole, 6),
    known(Field::Name, "credential name", Whole, 8),
    known(Field::Name, "credentials name", Whole, 8),
    known(Field::Name, "type a name", Whole, 6),
    known(Field::Name, "a unique name to identify these credentials", Beginning, 10),
    known(Field::Name, "a name of your choice to identify these credentials", Beginning, 10),
    known(Field::Provider, "provider", Whole, 8),
    known(Field::Provider, "credential provider", Whole, 8),
    known(Field::Provider, "credentials provider", Whole, 8),
    known(Field::Provider, "choose a credentials provider", Whole, 10),
    known(Field::Provider, "choose a provider", Whole, 8),
    known(Field::Provider, "select a provider", Whole, 8),
    known(Field::Provider, "select provider", Whole, 8),
    known(Field::Provider, "select provider (or credential type)", Whole, 10),
    known(Field::Provider, "service provider or type of credentials", Whole, 10),
    known(Field::UserName, "user name", Whole, 6),
    known(Field::UserName, "username", Whole, 6),
    known(Field::UserName, "registry user name", Whole, 8),
    known(Field::UserName, "registry username", Whole, 8),
    known(Field::UserName, "type the registry user name", Whole, 10),
    known(
        Field::UserName,
        "the user name to grant you access to the container registry",
        Beginning,
        10,
    ),
    known(Field::Password, "password", Whole, 6),
    known(Field::Password, "registry password", Whole, 8),
    known(Field::Password, "type the registry password", Whole, 10),
    known(
        Field::Password,
        "the password to grant you access to the container registry",
        Beginning,
        10,
    ),
    known(Field::Registry, "registry server", Whole, 10),
    known(Field::Registry, "registry", Whole, 6),
    known(Field::Registry, "registry host", Whole, 8),
    known(Field::Registry, "registry hostname", Whole, 8),
    known(Field::Registry, "registry url", Whole, 8),
    known(Field::Registry, "registry address", Whole, 8),
    known(Field::Registry, "registry server name", Whole, 10),
    known(Field::Registry, "registry server hostname", Whole, 10),
    // Many forms have a server: it only supports what else says so.
    known(Field::Registry, "server", Whole, 2),
    known(Field::Registry, "container registry server", Whole, 10),
    known(Field::Registry, "type the registry server name", Beginning, 10),
    known(Field::Registry, "the container registry server name", Beginning, 10),
];

/// Texts a program reads: `name`, `id`, `formcontrolname`, with every `-`, `_` and capital folded.
const ATTRIBUTES: &[Known] = &[
    known(Field::Name, "name", Whole, 3),
    known(Field::Name, "credentialname", Whole, 4),
    known(Field::Name, "credentialsname", Whole, 4),
    known(Field::Provider, "provider", Whole, 4),
    known(Field::Provider, "credentialprovider", Whole, 4),
    known(Field::Provider, "credentialsprovider", Whole, 4),
    known(Field::UserName, "username", Whole, 3),
    known(Field::UserName, "registryusername", Whole, 4),
    known(Field::Password, "password", Whole, 3),
    known(Field::Password, "registrypassword", Whole, 4),
    known(Field::Registry, "registry", Whole, 4),
    known(Field::Registry, "registryserver", Whole, 4),
    known(Field::Registry, "registryhost", Whole, 4),
    // Many forms have a server: it only supports what else says so.
    known(Field::Registry, "server", Whole, 2),
];

/// The providers of Seqera Platform 22.4 to 26.x, as their list shows them, but for the one that Wave
/// reads.
const PROVIDERS: &[&str] = &[
    "agent",
    "aws",
    "azure",
    "azure cloud",
    "azure entra",
    "azure repos",
    "bitbucket",
    "codecommit",
    "gitea",
    "github",
    "github app",
    "gitlab",
    "google",
    "google cloud",
    "kubernetes",
    "local",
    "s3",
    "s3-compatible storage",
    "seqera compute",
    "ssh",
    "tower agent",
];

/// A text as it is compared: without the marks of a required field, in lower case, with single
/// blanks. `Name *`, `Provider*` and `User name (Required)` become `name`, `provider`, `user name`.
pub fn fold(text: &str) -> String {
    let lower = lower_case(text);
    let mut folded = String::with_capacity(lower.len());
    for word in lower.split_whitespace() {
        let word = match word {
            "(required)" | "(optional)" | "required" | "optional" => continue,
            other => other.trim_matches('*'),
        };
        // A mark of its own: an asterisk, the question mark or the i of a help button.
        if !word.contains(char::is_alphanumeric) || word == "ⓘ" || word == "ℹ" {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded.trim_end_matches([':', '.', '…', ' ']).to_owned()
}

/// How surely a text means each field, in the form's order: 0 where it says nothing of it.
pub(super) type Weights = [u32; 5];

/// How surely `text`, standing at `source`, means each field.
pub(super) fn weights(source: Source, text: &str) -> Weights {
    if source == Source::Attribute {
        let folded: String = text
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        return best(ATTRIBUTES, &folded);
    }
    let weights = best(WORDS, &fold(text));
    match source {
        // A title or hint may be a sentence about another field. Long texts that fit are as good
        // anywhere.
        Source::Title | Source::Hint => {
            weights.map(|weight| if weight < 10 { weight / 2 } else { weight })
        }
        _ => weights,
    }
}

fn best(table: &[Known], folded: &str) -> Weights {
    let fits = |known: &&Known| match known.how {
        Whole => folded == known.text,
        Beginning => folded.starts_with(known.text),
    };
    let mut weights = [0; 5];
    for known in table.iter().filter(fits) {
        let weight = &mut weights[position(known.field)];
        *weight = known.weight.max(*weight);
    }
    weights
}

/// What a choice says first that has nothing chosen yet: `Select …`, `No provider selected`, `Loading…`.
const PROMPTS: [&str; 17] = [
    "choose", "click", "enter", "loading", "make", "no", "none", "not", "nothing", "pick",
    "please", "search", "select", "start", "tap", "type", "which",
];

/// Whether a choice that shows `text` has nothing chosen yet.
pub(super) fn is_prompt(text: &str) -> bool {
    let folded = fold(text);
    let first = folded.split(' ').next().unwrap_or_default();
    folded.is_empty()
        || PROMPTS.contains(&first)
        || folded.ends_with(": select")
        || best(WORDS, &folded)[position(Field::Provider)] > 0
}

/// Whether `text` is one of the providers that Seqera's list has.
pub(super) fn is_provider(text: &str) -> bool {
    let folded = fold(text);
    is_container_registry(text) || PROVIDERS.iter().any(|provider| folded == *provider)
}

/// Whether `text`, on a field, says that it narrows a list down.
pub(super) fn is_filter(text: &str) -> bool {
    let folded = fold(text);
    let first = folded.split(' ').next();
    is_any(text) || matches!(first, Some("filter" | "find")) || folded.starts_with("search by")
}

/// Whether `text` speaks of credentials.
pub(super) fn is_about_credentials(text: &str) -> bool {
    lower_case(text).contains("credential")
}

/// Whether `text`, on a choice, is what a list shows that isn't narrowed down.
pub(super) fn is_any(text: &str) -> bool {
    let folded = fold(text);
    matches!(folded.split(' ').next(), Some("all" | "any"))
}

/// Whether `text` is a title of Seqera's form, of 22.4 to 26.x: `Add Credentials`, `New Credentials`.
pub(super) fn is_form_title(text: &str) -> bool {
    let lower = lower_case(text);
    let is_mark = |letter: char| !letter.is_alphanumeric();
    let words: Vec<&str> = lower.split(is_mark).filter(|word| !word.is_empty()).collect();
    words.windows(2).any(|pair| {
        matches!(pair[0], "add" | "new" | "create" | "edit" | "update") && pair[1] == "credentials"
    })
}

/// Whether `text` is the title of a form for credentials of one kind: `New AWS credentials`.
pub(super) fn is_other_form_title(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let verb = words.iter().position(|word| matches!(*word, "add" | "new" | "create" | "edit"));
    verb.is_some_and(|at| words[at..].iter().take(4).any(|word| *word == "credentials"))
}

/// What a path has behind its last `credentials`: `new`, or `<id>/edit`; empty where it has nothing.
fn behind_credentials(path: &str) -> &str {
    path.rsplit_once("/credentials/").map_or("", |(_, rest)| rest.trim_matches('/'))
}

/// Whether `path` leads to a form for one credential: `…/credentials/new`, `…/credentials/<id>/edit`.
pub(super) fn is_form_path(path: &str) -> bool {
    !behind_credentials(path).is_empty()
}

/// Whether `path` leads to the list of credentials, which may be narrowed down by name and provider.
pub(super) fn is_list_path(path: &str) -> bool {
    path.trim_end_matches('/').ends_with("/credentials")
}

/// Whether `path` leads to the form for a new credential. The app's own is known of no source; these are
/// what such addresses are called.
pub(super) fn is_add_path(path: &str) -> bool {
    matches!(behind_credentials(path), "new" | "add" | "create")
}

/// Whether `text` speaks of changing a credential that is there, as the title of its page does.
pub(super) fn is_about_editing(text: &str) -> bool {
    let folded = fold(text);
    ["edit credential", "update credential"].iter().any(|start| folded.starts_with(start))
}

/// Whether `path` is in a workspace: `…/orgs/<org>/workspaces/<workspace>/…`, or `…/user/<name>/…`
/// (tower-cli `AbstractApiCmd.baseWorkspaceUrl`).
pub(super) fn is_in_workspace(path: &str) -> bool {
    path.contains("/workspaces/") || path.contains("/user/")
}

/// Whether `path` leads to another part of Seqera, whose forms have names and providers of their own.
pub(super) fn is_other_part(path: &str) -> bool {
    const PARTS: [&str; 7] =
        ["compute-envs", "launch", "launchpad", "actions", "datasets", "secrets", "studios"];
    !path.contains("/credentials") && path.split('/').any(|part| PARTS.contains(&part))
}

/// What a form is that holds credentials of another kind, by the texts of its fields.
pub(super) struct OtherForm {
    /// What Seqera's provider list calls it, or what several of that list are.
    pub(super) provider: &'static str,
    /// Labels of its fields, folded. The first form counts of which two are there.
    pub(super) labels: &'static [&'static str],
}

/// The forms of Seqera's other providers that are told apart by their labels (Platform 26.x docs).
pub(super) const OTHER_FORMS: &[OtherForm] = &[
    OtherForm { provider: "CodeCommit", labels: &["access key", "repository base url"] },
    OtherForm {
        provider: "AWS",
        labels: &[
            "access key",
            "secret key",
            "assume role",
            "aws credential mode",
            "generate external id",
        ],
    },
    OtherForm {
        provider: "Azure",
        labels: &[
            "batch account name",
            "batch account key",
            "blob storage account name",
            "blob storage account key",
        ],
    },
    OtherForm {
        provider: "a Git provider",
        labels: &["access token", "repository base url", "user name"],
    },
    OtherForm { provider: "SSH", labels: &["ssh private key", "passphrase", "ssh key passphrase"] },
];

/// Texts beside which a choice stands even when nothing else says that it is one: its label, or what
/// it shows while nothing is chosen.
pub fn landmarks() -> Vec<String> {
    [
        "provider",
        "credentials provider",
        "credential provider",
        "choose a credentials provider",
        "choose a provider",
        "select a provider",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// What the provider's option is called, as the page is searched for it.
pub(super) fn wanted_option() -> Vec<String> {
    [
        "container registry",
        "container registries",
        "docker / container registry",
        "docker container registry",
    ]
    .map(str::to_owned)
    .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_of_a_required_field_are_ignored() {
        for text in
            ["Name *", "Name*", " Name  (Required)", "name:", "NAME", "Name\u{a0}*", "Name * ?"]
        {
            assert_eq!(fold(text), "name", "{text:?}");
        }
    }

    #[test]
    fn the_placeholder_with_two_blanks_is_known() {
        assert_eq!(weights(Source::Placeholder, "Type the  registry password"), [0, 0, 0, 10, 0]);
    }

    #[test]
    fn a_form_control_name_is_compared_without_case_and_dashes() {
        for text in ["userName", "user-name", "user_name", "USERNAME"] {
            assert_eq!(weights(Source::Attribute, text), [0, 0, 3, 0, 0], "{text}");
        }
    }

    #[test]
    fn every_known_text_is_folded_already() {
        for known in WORDS {
            assert_eq!(fold(known.text), known.text);
        }
    }
}
