//! The Chromium that the browser tests drive.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

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

/// A Chromium that starts.
pub struct Chromium {
    /// The program.
    pub path: PathBuf,
    /// What it says of itself, such as `Chromium 156.0.8078.79`.
    pub version: String,
}

impl Chromium {
    /// Finds Chromium, or installs it with apt where that is possible.
    pub fn ensure(workspace: &Workspace) -> Result<Chromium> {
        if let Some(named) = std::env::var_os("CHROMIUM").filter(|named| !named.is_empty()) {
            let path = PathBuf::from(named);
            let shown = path.display().to_string();
            return Chromium::at(workspace, path).with_context(|| {
                format!("the variable CHROMIUM names {shown}, which doesn't start")
            });
        }
        if let Some(found) = Chromium::find(workspace) {
            return Ok(found);
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
        Chromium::find(workspace).context(ADVICE)
    }

    fn find(workspace: &Workspace) -> Option<Chromium> {
        let installed = NAMES.iter().filter_map(|name| program::on_path(name));
        let applications = APPLICATIONS.iter().map(PathBuf::from).filter(|path| path.is_file());
        installed.chain(applications).find_map(|path| Chromium::at(workspace, path))
    }

    /// None when it doesn't start: what some systems install under the name only says where to
    /// get it. What it complains of on the way is of no use to anyone.
    fn at(workspace: &Workspace, path: PathBuf) -> Option<Chromium> {
        let output = workspace.command(&path).arg("--version").output().ok()?;
        let said = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
        let version = said.split(" built on").next().unwrap_or_default().trim().to_owned();
        Some(Chromium { path, version })
    }
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
