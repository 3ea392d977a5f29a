//! Every file that a manifest, a page, a module or a style sheet names is there.
//!
//! A browser reports a missing file late and in a place nobody looks at, so the build does.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::manifest;

/// Checks one folder that ships. The error names the missing file and the file that names it.
pub fn check(folder: &Path) -> Result<()> {
    for file in files_below(folder)? {
        let relative = file.strip_prefix(folder)?;
        for named in named_in(relative, &file)? {
            let here = relative.parent().unwrap_or(Path::new(""));
            if !join(here, &named).is_some_and(|path| folder.join(path).is_file()) {
                bail!("{} names `{named}`, which isn't there", relative.display());
            }
        }
    }
    Ok(())
}

fn named_in(relative: &Path, file: &Path) -> Result<Vec<String>> {
    let read = || fs::read_to_string(file).with_context(|| relative.display().to_string());
    Ok(match relative.extension().and_then(|ending| ending.to_str()) {
        _ if relative == Path::new("manifest.json") => {
            manifest::files(&serde_json::from_str(&read()?)?)
        }
        Some("html") => named_by_page(&read()?),
        Some("js") => named_by_module(&read()?),
        Some("css") => named_by_style_sheet(&read()?),
        _ => Vec::new(),
    })
}

/// All files below a folder, in a fixed order.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| next.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// The path without `.` and `..`; none when it leaves the folder.
fn join(here: &Path, named: &str) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    for part in here.join(named.trim_start_matches('/')).components() {
        match part {
            Component::Normal(name) => path.push(name),
            Component::ParentDir => {
                if !path.pop() {
                    return None;
                }
            }
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(path)
}

/// What the `src` and `href` attributes of a page name.
fn named_by_page(text: &str) -> Vec<String> {
    let values = quoted_after(text, " src=").chain(quoted_after(text, " href="));
    values.filter_map(own_file).collect()
}

/// What the imports of a module name; its own modules are always named by `./` or `../`.
fn named_by_module(text: &str) -> Vec<String> {
    let is_statement = |line: &str| {
        let starts = ["import ", "import{", "export ", "} from"];
        starts.iter().any(|start| line.trim_start().starts_with(start))
    };
    let fixed = text
        .lines()
        .filter(|line| is_statement(line))
        .flat_map(|line| quoted_after(line, " from ").chain(quoted_after(line, "import ")));
    fixed
        .chain(quoted_after(text, "await import("))
        .filter(|name| name.starts_with("./") || name.starts_with("../"))
        .map(str::to_owned)
        .collect()
}

/// What `@import` and `url()` of a style sheet name.
fn named_by_style_sheet(text: &str) -> Vec<String> {
    let values = quoted_after(text, "@import ").chain(quoted_after(text, "url("));
    values.filter_map(own_file).collect()
}

/// Each quoted text that follows `before`.
fn quoted_after<'t>(text: &'t str, before: &'static str) -> impl Iterator<Item = &'t str> {
    text.match_indices(before).filter_map(move |(at, _)| {
        let rest = &text[at + before.len()..];
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        rest[1..].split_once(quote).map(|(value, _)| value)
    })
}

/// The file of a link, less query and fragment; none for another site, `data:` or a bare fragment.
fn own_file(link: &str) -> Option<String> {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    let foreign = path.is_empty() || path.contains(':') || path.starts_with("//");
    (!foreign).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_scripts_styles_and_pictures() {
        let page = r##"<link rel="stylesheet" href="styles/a.css"><script src='p.js'></script>
            <a href="https://seqera.io/">x</a> <a href="#top">y</a> <img src="i.png?2">
            <img src="data:image/png;base64,AA==">"##;
        assert_eq!(named_by_page(page), ["p.js", "i.png", "styles/a.css"]);
    }

    #[test]
    fn a_module_names_its_imports() {
        let module = "import init, { fill } from './wasm/keyferry.js';\nimport '../a.js';\n\
            export * from \"./b.js\";\nimport {\n  c,\n} from './c.js';\n\
            const said = \"taken from './nowhere.js'\";\n\
            const { d } = await import('./d.js'); // {import('./types.js').T}\n";
        assert_eq!(
            named_by_module(module),
            ["./wasm/keyferry.js", "../a.js", "./b.js", "./c.js", "./d.js"]
        );
    }

    #[test]
    fn a_style_sheet_names_its_parts() {
        let sheet = "@import 'tokens.css'; a { background: url(\"../icons/key.svg#dark\") }";
        assert_eq!(named_by_style_sheet(sheet), ["tokens.css", "../icons/key.svg"]);
    }

    #[test]
    fn a_path_stays_inside_its_folder() {
        assert_eq!(join(Path::new("content"), "../panel.js"), Some("panel.js".into()));
        assert_eq!(join(Path::new("content"), "./a.js"), Some("content/a.js".into()));
        assert_eq!(join(Path::new("content"), "../../panel.js"), None);
    }
}
