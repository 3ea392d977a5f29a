//! The files of a static site: which path of an address is which file, and of which type.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What the page is allowed to do, the same wherever it is hosted.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// The folder that is served.
pub struct Site {
    root: PathBuf,
}

impl Site {
    /// A site of all files below `root`, which must be there.
    pub fn new(root: &Path) -> io::Result<Site> {
        Ok(Site { root: root.canonicalize()? })
    }

    /// The bytes and the MIME type at a path such as `/wasm/keyferry.js`. None for whatever isn't
    /// a file below the root, also when a symbolic link leads out of it.
    pub fn read(&self, path: &str) -> Option<(Vec<u8>, &'static str)> {
        let file = self.root.join(relative(path)?).canonicalize().ok()?;
        if !file.starts_with(&self.root) || !file.is_file() {
            return None;
        }
        let bytes = fs::read(&file).ok()?;
        Some((bytes, mime(&file)))
    }
}

/// The file of an address's path, from the root of the site. None for a path that climbs, that
/// names a hidden file, or that no file can have.
fn relative(path: &str) -> Option<PathBuf> {
    let path = decoded(path.split(['?', '#']).next()?.strip_prefix('/')?)?;
    let mut file = PathBuf::new();
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", &path));
    for folder in folders.split('/').filter(|_| !folders.is_empty()) {
        file.push(plain_name(folder)?);
    }
    file.push(if name.is_empty() { "index.html" } else { plain_name(name)? });
    Some(file)
}

fn plain_name(name: &str) -> Option<&str> {
    let is_plain = !name.is_empty()
        && !name.starts_with('.')
        && !name.contains(['/', '\\', ':'])
        && !name.chars().any(char::is_control);
    is_plain.then_some(name)
}

/// The text behind `%xx`; none when it isn't UTF-8 or an escape is broken.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        let digit = |digit: u8| char::from(digit).to_digit(16);
        bytes.push(u8::try_from(digit(digits[0])? * 16 + digit(digits[1])?).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/vnd.microsoft.icon",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_file_below_the_root() {
        for (path, file) in [
            ("/", "index.html"),
            ("/?theme=dark#top", "index.html"),
            ("/wasm/keyferry.js", "wasm/keyferry.js"),
            ("/practice/", "practice/index.html"),
            ("/a%20b/%C3%A9.css?v=1", "a b/é.css"),
        ] {
            assert_eq!(relative(path), Some(file.into()), "{path}");
        }
    }

    #[test]
    fn a_path_never_leaves_the_root() {
        for path in [
            "",
            "index.html",
            "//etc/passwd",
            "/..",
            "/../x",
            "/a/../../x",
            "/%2e%2e/x",
            "/a/%2E%2E%2Fx/y",
            "/..%5cx",
            "/C:/x",
            "/.git/config",
            "/a%00b",
            "/a%2",
            "/%zz",
            "/%ff",
            "/a//b",
            "/./a",
        ] {
            assert_eq!(relative(path), None, "{path}");
        }
    }

    #[test]
    fn a_browser_gets_the_type_it_insists_on() {
        assert_eq!(mime(Path::new("keyferry_bg.wasm")), "application/wasm");
        assert_eq!(mime(Path::new("keyferry.js")), "text/javascript; charset=utf-8");
        assert_eq!(mime(Path::new("index.html")), "text/html; charset=utf-8");
        assert_eq!(mime(Path::new("LICENSE")), "application/octet-stream");
    }
}
