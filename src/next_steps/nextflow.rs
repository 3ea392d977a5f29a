//! `nextflow.config`: Wave is turned on, and looks in the workspace that has the credential.

use super::Added;
use crate::aws::RegistryHost;

/// The settings. Without `tower.workspaceId` Wave looks in the user's own workspace (Nextflow 26.08,
/// `tower` scope), which is right for a personal one only; without `tower.endpoint`, in Seqera Cloud. The
/// comments say what the panel can't know: whether the run is one that Seqera launches, where all of that
/// is set, and how the images are called. No `process.container` is set, which would hold for every process.
pub(super) fn config(of: &Added) -> String {
    let mut text = String::from("wave {\n  enabled = true\n}\n");
    if of.endpoint.is_some() || !of.is_personal() {
        text.push_str("tower {\n  // for `nextflow run`, with the token in TOWER_ACCESS_TOKEN\n");
        if let Some(endpoint) = &of.endpoint {
            text.push_str(&["  endpoint = '", endpoint.as_str(), "'\n"].concat());
        }
        match of.workspace_id {
            _ if of.is_personal() => {}
            Some(id) => text.push_str(&["  workspaceId = '", &id.to_string(), "'\n"].concat()),
            None => text.push_str("  // workspaceId = 'your-workspace-id'\n"),
        }
        text.push_str("}\n");
    }
    text.push_str("// process.container = '");
    text.push_str(&of.registry.to_string());
    text.push_str(match of.registry {
        RegistryHost::Private { .. } => "/your-image:tag'",
        // All share one host, so each registry has an alias.
        RegistryHost::Public => "/your-alias/your-image:tag'",
    });
    text
}
