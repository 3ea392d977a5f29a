//! A resource of Seqera's Terraform provider (`seqera_container_registry_credential`, 0.42).

use super::Added;

/// The resource and the variable for its secret, set as `terraform fmt` sets it. Its workspace has to
/// be a number; where that isn't known, Terraform says that it is missing.
pub(super) fn resource(of: &Added) -> String {
    let id = of.workspace_id.map(|id| id.to_string());
    // The longest name of an argument decides where the values stand.
    let gap = if id.is_some() { "   " } else { "" };
    let of_instance = of.endpoint.as_ref();
    let server = of_instance.map(|endpoint| {
        ["# provider \"seqera\": server_url = \"", endpoint.as_str(), "\"\n"].concat()
    });
    let mut text = [
        &server.unwrap_or_default(),
        "variable \"ecr_secret\" {\n  type      = string\n  sensitive = true\n}\n",
        "resource \"seqera_container_registry_credential\" \"",
        &label(of.name.as_str()),
        "\" {\n  name      ",
        gap,
        "= \"",
        of.name.as_str(),
        "\"\n  user_name ",
        gap,
        "= \"",
        of.user_name.as_str(),
        "\"\n  password  ",
        gap,
        "= var.ecr_secret\n  registry  ",
        gap,
        "= \"",
        &of.registry.to_string(),
        "\"\n  ",
    ]
    .concat();
    match id {
        Some(id) => text.push_str(&["workspace_id = ", &id].concat()),
        None => text.push_str("# workspace_id = your-workspace-id"),
    }
    text.push_str("\n}");
    text
}

/// A resource's name made of the credential's: letters, digits and underscores, no digit first
/// (Terraform's identifiers, in the usual style).
fn label(name: &str) -> String {
    let label = name.replace('-', "_");
    if label.starts_with(|c: char| c.is_ascii_digit()) { ["_", &label].concat() } else { label }
}
