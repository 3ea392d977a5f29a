//! Scripts that drive a Chromium with the built extension.

use std::path::PathBuf;

use anyhow::Result;

use crate::chromium;
use crate::dist;
use crate::node::Node;
use crate::program;
use crate::workspace::Workspace;

/// What such a script needs.
pub struct Stage<'w> {
    /// Node with its packages.
    pub node: Node<'w>,
    chromium: PathBuf,
    /// Both with their versions, for people.
    pub versions: String,
}

impl<'w> Stage<'w> {
    /// Finds both, or installs what can be installed from here.
    pub fn ensure(workspace: &'w Workspace) -> Result<Stage<'w>> {
        let node = Node::with_packages(workspace)?;
        let chromium = chromium::ensure(workspace)?;
        let browser = chromium::version(workspace, &chromium).unwrap_or_default();
        let versions = format!("Node {}, {browser}", node.version);
        Ok(Stage { node, chromium, versions })
    }

    /// Builds the pages that stand in for Seqera's.
    pub fn build_pages(&self) -> Result<()> {
        program::run_as_progress(&mut self.node.script("tests/pages/build.mjs"))
    }

    /// Runs Node with the browser in its environment.
    pub fn run(&self, words: impl IntoIterator<Item = String>) -> Result<()> {
        program::run(self.node.call().args(words).env("CHROMIUM", &self.chromium))
    }
}

/// Builds everything, then runs one script of the checkout.
pub fn run(workspace: &Workspace, script: &str) -> Result<()> {
    let stage = Stage::ensure(workspace)?;
    eprintln!("{}", dist::build(workspace)?);
    stage.build_pages()?;
    stage.run([script.to_owned()])
}
