//! Scripts that drive a Chromium with the built extension.

use std::path::Path;

use anyhow::Result;

use crate::chromium::Chromium;
use crate::dist;
use crate::node::Node;
use crate::program;
use crate::workspace::Workspace;

/// What such a script needs.
pub struct Tools<'w> {
    /// Node with its packages.
    pub node: Node<'w>,
    chromium: Chromium,
    xtask: &'w Path,
}

impl<'w> Tools<'w> {
    /// Finds both, or installs what can be installed from here.
    pub fn ensure(workspace: &'w Workspace) -> Result<Tools<'w>> {
        let node = Node::with_packages(workspace)?;
        let chromium = Chromium::ensure(workspace)?;
        Ok(Tools { node, chromium, xtask: workspace.program() })
    }

    /// Both with their versions, for people.
    pub fn versions(&self) -> String {
        format!("Node {}, {}", self.node.version, self.chromium.version)
    }

    /// Builds the pages that stand in for Seqera's.
    pub fn build_pages(&self) -> Result<()> {
        program::run_as_progress(&mut self.node.script("tests/pages/build.mjs"))
    }

    /// Runs Node with the browser in its environment, and this program, so that a script can run
    /// another task without building it again.
    pub fn run(&self, words: impl IntoIterator<Item = String>) -> Result<()> {
        let mut node = self.node.call();
        node.args(words).env("CHROMIUM", &self.chromium.path).env("KEYFERRY_XTASK", self.xtask);
        program::run(&mut node)
    }
}

/// Builds everything, then runs one script of the checkout.
pub fn run(workspace: &Workspace, script: &str) -> Result<()> {
    let tools = Tools::ensure(workspace)?;
    eprintln!("{}", dist::build(workspace)?);
    tools.build_pages()?;
    tools.run([script.to_owned()])
}
