//! Where things are, and the cargo that runs us.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The checkout that `cargo xtask` was called in.
pub struct Workspace {
    root: PathBuf,
    program: PathBuf,
}

impl Workspace {
    /// Finds the checkout from what cargo says when it runs this program.
    pub fn find() -> Result<Workspace> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .context("this program is run by cargo: call `cargo xtask`")?;
        let xtask = PathBuf::from(manifest);
        let root = xtask.parent().context("xtask isn't inside a workspace")?;
        let program = std::env::current_exe().context("this program's own path")?;
        Ok(Workspace { root: root.to_owned(), program })
    }

    /// This program, where it lay when it started. Building the tests may put a newer one there, and
    /// Linux says of the old one's path that it is deleted.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// The top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the top folder; `relative` is written with `/`.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The folder of all that is built to be shipped.
    pub fn dist(&self) -> PathBuf {
        self.path("dist")
    }

    /// A call of `program` in the top folder.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.root);
        command
    }

    /// A call of the same cargo that runs this program.
    pub fn cargo(&self) -> Command {
        self.command(std::env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from))
    }

    /// Waits until no other `cargo xtask` of this checkout does `work`, and keeps others waiting
    /// until the returned file is dropped.
    pub fn alone_at(&self, work: &str) -> Result<File> {
        fs::create_dir_all(self.dist())?;
        let file = File::create(self.dist().join(format!(".lock-{work}")))?;
        file.lock()?;
        Ok(file)
    }
}
