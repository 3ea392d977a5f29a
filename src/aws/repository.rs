use std::fmt;

/// The name of a repository in ECR: 2 to 256 characters, parts joined by `/`. A part is of small
/// letters and digits, joined by `.`, `_`, `__` or any number of dashes (botocore `ecr` service
/// model, `RepositoryName`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Repository(String);

impl Repository {
    /// Takes a name exactly as it stands in an image's name, between the registry host and the tag;
    /// `None` for every text that ECR refuses.
    pub fn parse(text: &str) -> Option<Repository> {
        ((2..=256).contains(&text.len()) && text.split('/').all(is_part))
            .then(|| Repository(text.to_owned()))
    }

    /// The name: `team/tool`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_part(part: &str) -> bool {
    let is_inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    // Between two that stand side by side is nothing.
    let joins = |between: &str| {
        matches!(between, "" | "." | "_" | "__") || between.bytes().all(|c| c == b'-')
    };
    part.starts_with(is_inside) && part.ends_with(is_inside) && part.split(is_inside).all(joins)
}

impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
