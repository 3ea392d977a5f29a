//! Python, and what the stand-in AWS is made of.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::apt::Apt;
use crate::program;
use crate::workspace::Workspace;

/// The oldest Python that the packages run on.
const OLDEST: (u32, u32) = (3, 10);

/// The packages, each with its version and its hashes.
const REQUIREMENTS: &str = "tests/stand-in/requirements.txt";

/// Where the environment with the packages is, apart from all that the system has.
const FOLDER: &str = "target/python";

/// The environment's own Python.
const INTERPRETER: &str = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };

/// A Python with the packages.
pub struct Python {
    /// The program.
    pub path: PathBuf,
    /// What `python --version` says, such as `Python 3.11.7`.
    pub version: String,
}

impl Python {
    /// Finds Python, and makes the environment unless it is there.
    pub fn with_packages(workspace: &Workspace) -> Result<Python> {
        let _alone = workspace.alone_at("python")?;
        let folder = workspace.path(FOLDER);
        let path = folder.join(INTERPRETER);
        let wanted = fs::read_to_string(workspace.path(REQUIREMENTS)).context(REQUIREMENTS)?;
        // Written last: an environment without it isn't whole.
        let installed = folder.join("installed.txt");
        let version = || program::output(workspace.command(&path).arg("--version"));
        if fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
            // The Python that it was made of may be gone.
            if let Ok(version) = version() {
                return Ok(Python { path, version: version.trim().to_owned() });
            }
        }

        let system = find(workspace)?;
        eprintln!("Installing the Python packages of {REQUIREMENTS}");
        make(workspace, &system)?;
        // What needn't be built runs nothing while it is installed.
        let words =
            ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"];
        let which = ["--only-binary=:all:", "--require-hashes", "--requirement", REQUIREMENTS];
        program::run_as_progress(workspace.command(&path).args(words).args(which))?;
        fs::write(&installed, wanted).context(FOLDER)?;
        Ok(Python { version: version()?.trim().to_owned(), path })
    }
}

/// The system's Python.
fn find(workspace: &Workspace) -> Result<PathBuf> {
    let (major, minor) = OLDEST;
    let mut too_old = None;
    for path in ["python3", "python"].into_iter().filter_map(program::on_path) {
        // On Windows a program of this name may only say where to get Python.
        let Ok(said) = program::output(workspace.command(&path).arg("--version")) else { continue };
        match version(&said) {
            Some(found) if found >= OLDEST => return Ok(path),
            _ => too_old = too_old.or(Some(said)),
        }
    }
    match too_old {
        Some(said) => {
            bail!("Python {major}.{minor} or newer is needed, and here is {}", said.trim())
        }
        None => bail!(
            "Python isn't installed: get version {major}.{minor} or newer with your system's \
             packages (`apt-get install python3-venv` on Debian) or from https://www.python.org/"
        ),
    }
}

/// Makes an empty environment. Debian keeps what this takes in a package of its own.
fn make(workspace: &Workspace, system: &Path) -> Result<()> {
    let has_venv = || {
        let output = workspace.command(system).args(["-c", "import ensurepip, venv"]).output();
        output.is_ok_and(|output| output.status.success())
    };
    if !has_venv()
        && let Some(apt) = Apt::find(workspace)
    {
        eprintln!("Installing Python's venv with apt");
        apt.update()?;
        apt.install(&["python3-venv"])?;
    }
    if !has_venv() {
        bail!(
            "Python's venv isn't installed: install it with your system's packages \
             (`apt-get install python3-venv` on Debian)"
        );
    }
    let words = ["-m", "venv", "--clear", FOLDER];
    program::run_as_progress(workspace.command(system).args(words))
}

/// The version in what `python --version` says.
fn version(said: &str) -> Option<(u32, u32)> {
    let mut parts = said.trim().strip_prefix("Python ")?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read() {
        assert_eq!(version("Python 3.11.7\n"), Some((3, 11)));
        assert_eq!(version("Python 3.9.2+"), Some((3, 9)));
        assert_eq!(version("3.11"), None);
        assert!(version("Python 3.9.2") < Some(OLDEST) && version("Python 3.10.0") == Some(OLDEST));
    }
}
