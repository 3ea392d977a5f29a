//! The host in a command, in a line of a configuration or among any other words. Where another
//! registry stands beside it, none is certain.

use super::pasted::{Change, in_piece, is_number, length_of_schemes, unwrapped};
use super::{Normalised, RegistryHostError};

/// The one registry that a line's words name.
pub(super) fn in_line(pieces: &[&str]) -> Normalised {
    let mut named = pieces
        .iter()
        .zip(pieces.iter().skip(1).chain([&""]))
        .filter(|(word, next)| names_a_host(word) && !is_setting(word, next))
        .map(|(word, _)| in_piece(word));
    let Some(mut found) = named.next() else {
        return Normalised::of(RegistryHostError::NotHost);
    };
    let registry = found.mended();
    let is_another = |other: Normalised| match &registry {
        Some(_) => other.mended() != registry,
        None => other.host != found.host,
    };
    if named.any(is_another) {
        found = Normalised::of(RegistryHostError::Several);
    }
    found.changes.insert(0, Change::Command);
    found
}

/// The words of a text, each bare; both halves of a Markdown link and of `--tag=image`.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    text.split_whitespace()
        .flat_map(|word| word.split("]("))
        .flat_map(|word| match word.split_once('=') {
            Some((key, value)) if is_key(key) && !value.contains('@') => [key, "=", value],
            _ => [word, "", ""],
        })
        .map(|word| unwrapped(word).0)
        .filter(|word| !word.is_empty())
        .collect()
}

/// What Nextflow's dotted settings for registries and images end in.
const SETTINGS: &[&str] = &["container", "registry", "repository", "cacherepository", "image"];
/// Ends of files in commands about images. No domain has them.
const FILES: &[&str] = &["tar", "tgz", "gz", "sif", "json", "yaml", "yml", "txt"];

fn is_key(text: &str) -> bool {
    text.bytes().all(|c| c.is_ascii_alphanumeric() || b"._-".contains(&c))
}

/// Whether a word is what a configuration sets: `docker.registry = …`.
fn is_setting(word: &str, next: &str) -> bool {
    let last = word.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    next == "=" && is_key(word) && SETTINGS.contains(&last.as_str())
}

/// Whether a word of a line may be a registry or an image of one. In doubt it may: then no host in
/// the line is certain.
fn names_a_host(given: &str) -> bool {
    let (scheme, word) = given.split_at(length_of_schemes(given));
    let head = word.split(['/', '?', '#']).next().unwrap_or_default();
    // A colon or an `@` may be of a URL that lost something.
    let front = if head.contains([':', '@']) { word } else { head };
    // `samtools:1.21` is a version, not a name.
    let dotted = front
        .split('.')
        .skip(1)
        .any(|label| label.starts_with(char::is_alphabetic) && !FILES.contains(&label));
    let name = head.split(':').next().unwrap_or_default();
    // `samtools:121` is an image of Docker Hub, `registry:5000/samtools` one of another registry.
    let has_port = ends_in_port(head) && (head != word || name == "localhost");
    let is_arn = word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("arn:"));
    let is_url = given.contains("//") || !scheme.trim_start_matches('/').is_empty();
    dotted || has_port || is_arn || is_url || is_ip_address(name)
}

/// Whether a text is four numbers as an address is written: `10.0.0.1`.
fn is_ip_address(text: &str) -> bool {
    let is_part = |part: &str| part.parse().is_ok_and(|number: u8| number.to_string() == part);
    text.split('.').count() == 4 && text.split('.').all(is_part)
}

fn ends_in_port(text: &str) -> bool {
    text.rsplit_once(':').is_some_and(|(_, port)| is_number(port))
}
