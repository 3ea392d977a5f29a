//! `dist`: a folder for each browser and one for the page that works without the extension.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::manifest::{self, Browser};
use crate::references;
use crate::wasm::{self, Size, Wasm};
use crate::workspace::Workspace;

/// What the page takes from the extension, beside its own files.
const SHARED: &[&str] = &["form", "styles", "icons", "_locales"];

/// A finished build.
pub struct Built {
    panel: Wasm,
    background: Wasm,
    later: Wasm,
}

impl Built {
    /// An error when the WebAssembly is larger than it may be. Without wasm-opt it isn't what
    /// ships, so its size is not judged.
    pub fn check_size(&self) -> Result<()> {
        for wasm in [&self.panel, &self.background, &self.later] {
            if wasm.optimised && !wasm.size.is_within_limit() {
                bail!("the WebAssembly is too large: {}; the limit is {}", wasm.size, Size::LIMIT);
            }
        }
        Ok(())
    }
}

impl fmt::Display for Built {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let left_out = if self.panel.optimised { "" } else { ", without wasm-opt" };
        let (size, limit) = (self.panel.size, Size::LIMIT);
        writeln!(f, "WebAssembly: {size}{left_out} (limit {limit}; 1 KB = 1,000 bytes)")?;
        writeln!(f, "  of the background: {}", self.background.size)?;
        writeln!(f, "  loaded later, if at all: {}", self.later.size)?;
        write!(f, "Built dist/chromium, dist/firefox and dist/www")
    }
}

/// Builds all folders. Each is made aside and swapped in when all are whole, so no file of an
/// earlier build stays, and a failed build leaves the last good one.
pub fn build(workspace: &Workspace) -> Result<Built> {
    let _alone = workspace.alone_at("build")?;
    let next = workspace.dist().join(".next");
    remove(&next)?;
    let modules = next.join("modules");
    let panel = wasm::package(workspace, &wasm::KEYFERRY, &modules)?;
    let background = wasm::package(workspace, &wasm::BACKGROUND, &next.join("background"))?;
    let later = wasm::package(workspace, &wasm::LATER, &next.join("later"))?;

    let extension = workspace.path("extension");
    for browser in Browser::ALL {
        let folder = next.join(browser.folder());
        copy(&extension, &folder)?;
        copy(&modules, &folder.join("wasm"))?;
        copy(&next.join("background"), &folder.join("wasm"))?;
        copy(&next.join("later"), &folder.join("wasm"))?;
        write_manifest(&extension, &folder, browser)?;
        check(&folder, browser.folder())?;
    }

    let www = next.join("www");
    copy(&workspace.path("www"), &www)?;
    for shared in SHARED {
        copy(&extension.join(shared), &www.join(shared))?;
    }
    copy(&modules, &www.join("wasm"))?;
    check(&www, "www")?;

    write_types(&modules, "keyferry", &next.join("types"))?;
    write_types(&next.join("background"), "keyferry_background", &next.join("types"))?;
    write_types(&next.join("later"), "keyferry_later", &next.join("types"))?;

    for folder in ["chromium", "firefox", "www", "types"] {
        let place = workspace.dist().join(folder);
        remove(&place)?;
        fs::rename(next.join(folder), place)?;
    }
    remove(&next)?;
    Ok(Built { panel, background, later })
}

fn check(folder: &Path, name: &str) -> Result<()> {
    references::check(folder).with_context(|| format!("dist/{name} would be broken"))
}

fn write_manifest(extension: &Path, folder: &Path, browser: Browser) -> Result<()> {
    let source = fs::read_to_string(extension.join("manifest.json"))
        .context("extension/manifest.json can't be read")?;
    let manifest = manifest::for_browser(&source, browser)?;
    let text = serde_json::to_string_pretty(&manifest)?;
    Ok(fs::write(folder.join("manifest.json"), text + "\n")?)
}

/// The declarations of a WebAssembly, for tsc only. `rootDirs` in tsconfig.json puts this folder
/// beside the sources, so that their `./wasm/keyferry.js` is found before it is built into `dist`.
fn write_types(modules: &Path, name: &str, types: &Path) -> Result<()> {
    let again =
        format!("export * from '../{name}.js';\nexport {{ default }} from '../{name}.js';\n");
    let file = format!("{name}.d.ts");
    fs::create_dir_all(types.join("wasm"))?;
    fs::copy(modules.join(&file), types.join(&file))?;
    Ok(fs::write(types.join("wasm").join(&file), again)?)
}

/// Copies what ships of a folder: hidden files, type declarations and notes stay behind. A file
/// that is there already is an error, so that two sources can't hide each other.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in references::files_below(from)? {
        let relative = file.strip_prefix(from)?;
        if !ships(relative) {
            continue;
        }
        let place = to.join(relative);
        if place.exists() {
            bail!("two files want to be {}", relative.display());
        }
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, &place).with_context(|| format!("{} can't be copied", file.display()))?;
    }
    Ok(())
}

fn ships(relative: &Path) -> bool {
    let path = relative.to_string_lossy();
    let hidden =
        relative.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."));
    !hidden && !path.ends_with(".d.ts") && !path.ends_with(".md")
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} can't be removed", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_on_every_page_is_small() {
        use flate2::{Compression, write::GzEncoder};
        use std::io::Write;

        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../extension/content");
        let mut all = Vec::new();
        for file in references::files_below(&folder).unwrap() {
            all.extend(fs::read(file).unwrap());
        }
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&all).unwrap();
        let (raw, packed) = (all.len(), gzip.finish().unwrap().len());
        assert!(raw > 0 && raw <= 40_000, "{raw} bytes");
        assert!(packed <= 12_000, "{packed} bytes gzipped");
    }

    #[test]
    fn hidden_files_declarations_and_notes_stay_behind() {
        for kept in ["panel.js", "_locales/en/messages.json", "wasm/keyferry_bg.wasm"] {
            assert!(ships(Path::new(kept)), "{kept}");
        }
        for left in [".DS_Store", "content/.x.swp", "wasm/keyferry.d.ts", "icons/README.md"] {
            assert!(!ships(Path::new(left)), "{left}");
        }
    }
}
