//! What Seqera Platform says of itself: where in it a page is, whether an address is one, and what it has
//! already ([`Inquiry`]).

mod answers;
mod inquiry;
mod stored;

pub use inquiry::{Asked, Inquiry, Reply, beside};
pub use stored::{Entry, First, Stored};

use serde::Deserialize;

/// Where in Seqera a page belongs to, by its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Workspace {
    /// A workspace of an organization.
    Organization {
        /// The organization's name.
        organization: String,
        /// The workspace's name.
        workspace: String,
    },
    /// A user's personal workspace.
    Personal {
        /// The user's name.
        user: String,
    },
}

impl Workspace {
    /// The workspace that `location.pathname` names: `…/orgs/<org>/workspaces/<workspace>/…` or
    /// `…/user/<name>/…` (tower-cli `AbstractApiCmd.baseWorkspaceUrl`). An Enterprise instance may
    /// be mounted below a path of its own (`TOWER_BASE_PATH`).
    pub fn of_path(path: &str) -> Option<Workspace> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let after = |at: usize| parts.get(at).map(|part| decoded(part));
        let organization =
            parts.windows(4).position(|part| part[0] == "orgs" && part[2] == "workspaces");
        if let Some(at) = organization {
            return Some(Workspace::Organization {
                organization: after(at + 1)?,
                workspace: after(at + 3)?,
            });
        }
        let user = parts.iter().position(|part| *part == "user")?;
        Some(Workspace::Personal { user: after(user + 1)? })
    }

    /// The part of `location.pathname` that leads to the workspace: what stands before `/credentials`.
    pub fn base(path: &str) -> Option<&str> {
        // What stands behind an origin must begin its path, or it would name another one.
        let is_path = |base: &&str| base.starts_with('/') && !base.starts_with("//");
        path.rfind("/credentials").and_then(|at| path.get(..at)).filter(is_path)
    }

    /// The credential that the page at `path` changes: `…/credentials/<id>/edit` (tower-cli
    /// `FormatHelper.formatCredentialsId`), or what begins with such an id of letters and digits.
    pub fn credential_id(path: &str) -> Option<&str> {
        let (_, rest) = path.rsplit_once("/credentials/")?;
        let rest = rest.trim_matches('/');
        let (id, rest) = rest.split_once('/').unwrap_or((rest, ""));
        let is_id = id.len() >= 16
            && id.chars().all(|letter| letter.is_ascii_alphanumeric())
            && id.contains(|letter: char| letter.is_ascii_digit());
        (rest == "edit" || is_id).then_some(id).filter(|id| !id.is_empty())
    }

    /// As a person reads it: `genomics / rnaseq-prod`, or the user's name.
    pub fn name(&self) -> String {
        match self {
            Workspace::Organization { organization, workspace } => {
                format!("{organization} / {workspace}")
            }
            Workspace::Personal { user } => user.clone(),
        }
    }

    /// As Seqera's own tools take a workspace of an organization: `genomics/rnaseq-prod` (tower-cli
    /// `WorkspaceOptionalOptions`). `None` where there is no such name: of a personal workspace, and
    /// where an address names what Platform lets nobody call one.
    pub fn reference(&self) -> Option<String> {
        match self {
            Workspace::Organization { organization, workspace } => (is_name(organization)
                && is_name(workspace))
            .then(|| [organization, "/", workspace].concat()),
            Workspace::Personal { .. } => None,
        }
    }
}

/// Where the API of an instance of one's own is: `https://seqera.example.org/api`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(String);

impl Endpoint {
    /// That of the instance at `origin`, which has it at its root also where its pages are mounted below a
    /// path (Platform docs, *Reverse proxy*). `None` of Seqera Cloud, which tools take for granted, and of
    /// what isn't an origin.
    pub fn of_origin(origin: &str) -> Option<Endpoint> {
        const CLOUD: [&str; 3] = ["cloud.seqera.io", "cloud.tower.nf", "tower.nf"];
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"))?;
        let (name, port) = host.split_once(':').unwrap_or((host, "443"));
        let is_name =
            name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
        let is_port =
            (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
        let is_own = !name.is_empty() && !CLOUD.contains(&name);
        (is_name && is_port && is_own).then(|| Endpoint([origin, "/api"].concat()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is reached without encryption, as one on the same machine may be.
    pub fn is_plain(&self) -> bool {
        self.0.starts_with("http://")
    }
}

/// Whether an organization or a workspace may be called so: 2 to 40 letters, digits, dashes and
/// underscores, the first and the last a letter or a digit (Platform API, `CreateOrganization` and
/// `CreateWorkspace`).
fn is_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric();
    (2..=40).contains(&text.len())
        && text.starts_with(is_plain)
        && text.ends_with(is_plain)
        && text.chars().all(|c| is_plain(c) || c == '-' || c == '_')
}

/// A part of a path without its percent-encoding, as far as it is UTF-8.
fn decoded(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match (first, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| part.to_owned())
}

/// What `GET /api/service-info` answers without a login: the proof that an address is a Seqera
/// Platform. Only what is used; Platform adds fields at any time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ServiceInfo {
    /// The answer's one member.
    #[serde(rename = "serviceInfo")]
    pub service_info: Service,
}

/// The members of `serviceInfo` that are used.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Service {
    /// Platform's version, such as `26.1.0`.
    pub version: String,
    /// The API's version, such as `1.181.0`; no other product has it beside the other.
    #[serde(rename = "apiVersion")]
    pub api_version: String,
    /// Whether Wave is on; releases that don't say so have it on or off.
    #[serde(rename = "waveEnabled")]
    pub wave_enabled: Option<bool>,
}

impl ServiceInfo {
    /// Platform's version as a person says it (`26.1`), if the answer is a Platform's.
    pub fn release(&self) -> Option<String> {
        let is_version =
            |text: &str| text.len() <= 40 && text.starts_with(|first: char| first.is_ascii_digit());
        let Service { version, api_version, .. } = &self.service_info;
        (is_version(version) && is_version(api_version))
            .then(|| version.split(['.', '-', '_']).take(2).collect::<Vec<_>>().join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_is_read_from_the_address() {
        let name = |path| Workspace::of_path(path).map(|workspace| workspace.name());
        let prod = Some("genomics / rnaseq-prod".to_owned());
        assert_eq!(name("/orgs/genomics/workspaces/rnaseq-prod/credentials/new"), prod);
        assert_eq!(name("/myseqera/orgs/genomics/workspaces/rnaseq-prod"), prod);
        assert_eq!(name("/user/ada/credentials/new"), Some("ada".to_owned()));
        assert_eq!(name("/user/Ada%20L%C3%B6w/x"), Some("Ada Löw".to_owned()));
        assert_eq!(name("/user/100%/x"), Some("100%".to_owned()));
        for path in ["", "/", "/login", "/orgs/genomics", "/orgs/a/workspaces", "/user"] {
            assert_eq!(name(path), None, "{path}");
        }
    }

    #[test]
    fn the_credential_that_a_page_changes_is_read_from_the_address() {
        let id = "6OwyG1sR3bZu9lQa2MnX1d";
        for behind in ["/edit", "/edit/", "", "/", "/settings"] {
            let path = format!("/user/ada/credentials/{id}{behind}");
            assert_eq!(Workspace::credential_id(&path), Some(id), "{path}");
        }
        assert_eq!(Workspace::credential_id("/user/ada/credentials/x/edit"), Some("x"));
        for path in ["", "/credentials/new", "/user/ada/credentials", "/credentials//edit"] {
            assert_eq!(Workspace::credential_id(path), None, "{path}");
        }
        let list = "/user/ada/credentials/container-registry";
        assert_eq!(Workspace::credential_id(list), None);
    }

    #[test]
    fn an_instance_of_ones_own_has_its_api_at_its_root() {
        let endpoint = |origin| Endpoint::of_origin(origin).map(|endpoint| endpoint.0);
        for origin in ["https://seqera.example.org", "http://localhost:8000", "https://10.0.0.7"] {
            assert_eq!(endpoint(origin), Some(format!("{origin}/api")));
        }
        for origin in [
            "",
            "practice",
            "https://cloud.seqera.io",
            "https://tower.nf",
            "https://cloud.tower.nf",
            "https://",
            "https://a/b",
            "https://a'b",
            "https://a:",
            "https://a:x",
            "https://a:1:2",
            "https://[::1]",
            "ftp://a",
        ] {
            assert_eq!(endpoint(origin), None, "{origin}");
        }
    }

    #[test]
    fn only_a_platform_answers_as_one() {
        let release = |json: &str| {
            serde_json::from_str::<ServiceInfo>(json).ok().and_then(|info| info.release())
        };
        let platform = r#"{"serviceInfo":{"version":"26.1.0-cycle48","apiVersion":"1.181.0"}}"#;
        assert_eq!(release(platform), Some("26.1".to_owned()));
        assert_eq!(release(r#"{"serviceInfo":{"version":"26.1.0"}}"#), None);
        assert_eq!(release(r#"{"serviceInfo":{"version":"x","apiVersion":"y"}}"#), None);
        assert_eq!(release("{}"), None);
    }
}
