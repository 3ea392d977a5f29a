//! The Chromium that the browser tests drive.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::program;
use crate::workspace::Workspace;

/// Names of the program, the free one first.
const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Where a Mac keeps them, which isn't in `PATH`.
const APPLICATIONS: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// What to do when it can't be installed from here.
const ADVICE: &str = "Chromium isn't installed: install it with your system's packages \
    (`apt-get install chromium` on Debian), or name one in the variable CHROMIUM";

/// Finds Chromium, or installs it with apt where that is possible.
pub fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|named| !named.is_empty()) {
        let path = PathBuf::from(named);
        if version(workspace, &path).is_none() {
            bail!("the variable CHROMIUM names {}, which doesn't start", path.display());
        }
        return Ok(path);
    }
    if let Some(path) = find(workspace) {
        return Ok(path);
    }
    let Some(apt) = program::on_path("apt-get").filter(|_| may_install(workspace)) else {
        bail!(ADVICE);
    };
    eprintln!("Installing Chromium with apt");
    let words = ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"];
    for words in [&["update"][..], &words] {
        let mut call = workspace.command(&apt);
        program::run_as_progress(call.env("DEBIAN_FRONTEND", "noninteractive").args(words))?;
    }
    find(workspace).ok_or_else(|| anyhow::anyhow!(ADVICE))
}

/// The first that starts: what some systems install under the name only says where to get it.
fn find(workspace: &Workspace) -> Option<PathBuf> {
    let installed = NAMES.iter().filter_map(|name| program::on_path(name));
    let applications = APPLICATIONS.iter().map(PathBuf::from).filter(|path| path.is_file());
    installed.chain(applications).find(|path| version(workspace, path).is_some())
}

/// What it says of itself, such as `Chromium 156.0.8078.79`; none when it doesn't start.
pub fn version(workspace: &Workspace, path: &Path) -> Option<String> {
    let said = program::output(workspace.command(path).arg("--version")).ok()?;
    Some(said.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
}

/// Whether apt may install here: root, on Debian or a system made from it.
fn may_install(workspace: &Workspace) -> bool {
    let is_root =
        || program::output(workspace.command("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
    let system = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    is_debian(&system) && is_root()
}

fn is_debian(os_release: &str) -> bool {
    os_release.lines().any(|line| match line.split_once('=') {
        Some(("ID" | "ID_LIKE", names)) => names
            .trim_matches('"')
            .split_whitespace()
            .any(|name| name == "debian" || name == "ubuntu"),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_and_its_descendants_are_known() {
        assert!(is_debian("NAME=\"Debian GNU/Linux\"\nID=debian\n"));
        assert!(is_debian("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_debian("ID=fedora\nNAME=debian\n"));
        assert!(!is_debian(""));
    }
}
