//! The browsers that the tests drive.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::apt::Apt;
use crate::program;
use crate::workspace::Workspace;

/// A browser as it is looked for.
pub struct Wanted {
    name: &'static str,
    /// What the tests call it.
    pub id: &'static str,
    /// The variable that names another one.
    pub variable: &'static str,
    /// Names of the program, the free one first.
    programs: &'static [&'static str],
    /// Where a Mac keeps them, which isn't in `PATH`.
    applications: &'static [&'static str],
    /// What apt calls it, on one system or another.
    packages: &'static [&'static str],
}

/// Chromium, Chrome and their kin.
pub const CHROMIUM: Wanted = Wanted {
    name: "Chromium",
    id: "chromium",
    variable: "CHROMIUM",
    programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    applications: &[
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
    packages: &["chromium"],
};

/// Firefox. Debian has only the one with extended support.
pub const FIREFOX: Wanted = Wanted {
    name: "Firefox",
    id: "firefox",
    variable: "FIREFOX",
    programs: &["firefox-esr", "firefox"],
    applications: &["/Applications/Firefox.app/Contents/MacOS/firefox"],
    packages: &["firefox-esr", "firefox"],
};

/// A browser that starts.
pub struct Installed {
    /// The program.
    pub path: PathBuf,
    /// What it says of itself, such as `Chromium 156.0.8078.79`.
    pub version: String,
}

impl Wanted {
    /// Finds the browser, or installs it with apt where that is possible.
    pub fn ensure(&self, workspace: &Workspace) -> Result<Installed> {
        let Wanted { name, variable, packages, .. } = self;
        if let Some(named) = std::env::var_os(variable).filter(|named| !named.is_empty()) {
            let path = PathBuf::from(named);
            let shown = path.display().to_string();
            return start(workspace, path).with_context(|| {
                format!("the variable {variable} names {shown}, which doesn't start")
            });
        }
        if let Some(found) = self.find(workspace) {
            return Ok(found);
        }
        if let Some(apt) = Apt::find(workspace) {
            eprintln!("Installing {name} with apt");
            apt.update()?;
            for package in *packages {
                let installed = apt.install(&["fonts-dejavu-core", package]);
                if let Some(found) = installed.ok().and_then(|()| self.find(workspace)) {
                    return Ok(found);
                }
            }
        }
        let first = packages[0];
        bail!(
            "{name} isn't installed: install it with your system's packages (`apt-get install \
             {first}` on Debian), or name one in the variable {variable}"
        )
    }

    fn find(&self, workspace: &Workspace) -> Option<Installed> {
        let programs = self.programs.iter().filter_map(|name| program::on_path(name));
        let applications =
            self.applications.iter().map(PathBuf::from).filter(|path| path.is_file());
        programs.chain(applications).find_map(|path| start(workspace, path))
    }
}

/// None when it doesn't start: what some systems install under the name only says where to get it.
/// What it complains of on the way is of no use to anyone.
fn start(workspace: &Workspace, path: PathBuf) -> Option<Installed> {
    let output = workspace.command(&path).arg("--version").output().ok()?;
    let said = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let version = said.split(" built on").next().unwrap_or_default().trim().to_owned();
    Some(Installed { path, version })
}
