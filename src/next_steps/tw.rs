//! The command of Seqera's `tw` (tower-cli 0.38, `ContainerRegistryProvider`).

use super::Added;

/// The command, over several lines. Values are joined to their options by `=`, as in tower-cli's
/// `USAGE.md`, since a credential's name may begin with a dash. No comment stands in it: zsh takes
/// none at its prompt.
pub(super) fn command(of: &Added) -> String {
    let of_instance = of.endpoint.as_ref();
    let url = of_instance.map(|endpoint| {
        // It takes an address without encryption only if it is told to (`AbstractApiCmd`).
        let insecure = if endpoint.is_plain() { "--insecure " } else { "" };
        ["--url=", endpoint.as_str(), " ", insecure].concat()
    });
    let mut text = [
        "tw ",
        &url.unwrap_or_default(),
        "credentials add container-reg \\\n  --name=",
        of.name.as_str(),
        " \\\n  --username=",
        of.user_name.as_str(),
        " \\\n  --password=\"$AWS_SECRET_ACCESS_KEY\" \\\n  --registry=",
        &of.registry.to_string(),
    ]
    .concat();
    if let Some(workspace) = of.workspace() {
        text.push_str(" \\\n  --workspace=");
        text.push_str(&workspace);
    }
    text
}
