//! The packages of Debian and of the systems made from it.

use std::path::PathBuf;

use anyhow::Result;

use crate::program;
use crate::workspace::Workspace;

/// An apt that may install.
pub struct Apt<'w> {
    workspace: &'w Workspace,
    program: PathBuf,
}

impl<'w> Apt<'w> {
    /// Finds it where it may install: as root, on Debian or a system made from it.
    pub fn find(workspace: &'w Workspace) -> Option<Apt<'w>> {
        let program = program::on_path("apt-get")?;
        let system = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
        let user = program::output(workspace.command("id").arg("-u"));
        let is_root = user.is_ok_and(|user| user.trim() == "0");
        (is_debian(&system) && is_root).then_some(Apt { workspace, program })
    }

    /// Learns which packages there are.
    pub fn update(&self) -> Result<()> {
        self.call(&["update"])
    }

    /// Installs packages.
    pub fn install(&self, packages: &[&str]) -> Result<()> {
        self.call(&[&["install", "-y", "--no-install-recommends"], packages].concat())
    }

    fn call(&self, words: &[&str]) -> Result<()> {
        let mut call = self.workspace.command(&self.program);
        program::run_as_progress(call.env("DEBIAN_FRONTEND", "noninteractive").args(words))
    }
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
