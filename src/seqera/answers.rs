//! What Platform's API answers, in its own shapes: only what is used, since Platform adds fields at any
//! time. Nothing here is believed further than its types say.

use serde::Deserialize;

/// To `GET /api/user-info`.
#[derive(Deserialize)]
pub(super) struct UserInfo {
    pub(super) user: User,
}

#[derive(Deserialize)]
pub(super) struct User {
    /// A whole number; a browser's reader has but one kind of number.
    pub(super) id: f64,
}

/// To `GET /api/user/<id>/workspaces`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Workspaces {
    pub(super) orgs_and_workspaces: Vec<OrgAndWorkspace>,
}

/// A workspace, or an organization itself, which has no `workspaceId`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OrgAndWorkspace {
    pub(super) org_name: Option<String>,
    pub(super) workspace_id: Option<f64>,
    pub(super) workspace_name: Option<String>,
}

/// To `GET /api/credentials`.
#[derive(Deserialize)]
pub(super) struct Credentials {
    pub(super) credentials: Vec<CredentialEntry>,
}

/// One credential of any provider.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CredentialEntry {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) deleted: Option<bool>,
    pub(super) date_created: Option<String>,
    pub(super) keys: Option<Keys>,
}

/// What of a container registry's keys isn't secret.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Keys {
    pub(super) user_name: Option<String>,
    pub(super) registry: Option<String>,
}

/// A number of Platform's, if it is a whole one that JavaScript keeps exactly.
pub(super) fn whole(number: f64) -> Option<u64> {
    const MOST: f64 = 9_007_199_254_740_991.0;
    // Within these bounds nothing is cut off.
    ((0.0..=MOST).contains(&number) && number.trunc() == number).then_some(number as u64)
}
