//! A file for seqerakit (its `templates/credentials.yml`).

use super::Added;

/// The file, for a workspace by its names or its number.
///
/// seqerakit hands values to a shell, and quotes none that has a `$` in it, or `|`, `<`, `>`, `&` or
/// a back quote (`SeqeraPlatform._check_env_vars`). That puts in the secret, and would run whatever
/// a workspace were called.
pub(super) fn file(of: &Added, workspace: &str) -> String {
    let of_instance = of.endpoint.as_ref();
    let with = of_instance.map(|endpoint| {
        let insecure = if endpoint.is_plain() { " and --cli=--insecure" } else { "" };
        ["# with TOWER_API_ENDPOINT=", endpoint.as_str(), insecure, "\n"].concat()
    });
    [
        &with.unwrap_or_default(),
        "credentials:\n  - type: 'container-reg'\n    name: '",
        of.name.as_str(),
        "'\n    workspace: '",
        workspace,
        "'\n    username: '",
        of.user_name.as_str(),
        "'\n    password: '$AWS_SECRET_ACCESS_KEY'\n    registry: '",
        &of.registry.to_string(),
        "'",
    ]
    .concat()
}
