//! Scripts that drive a browser with the built extension.

use std::path::Path;

use anyhow::{Context, Result};

use crate::browser::{self, Installed, Wanted};
use crate::dist;
use crate::node::Node;
use crate::program;
use crate::python::Python;
use crate::signatures;
use crate::workspace::Workspace;

/// What such a script needs.
pub struct Tools<'w> {
    /// Node with its packages.
    pub node: Node<'w>,
    browsers: Vec<(&'static Wanted, Installed)>,
    python: Option<Python>,
    xtask: &'w Path,
}

impl<'w> Tools<'w> {
    /// Finds Node and the browsers, or installs what can be installed from here.
    pub fn ensure(workspace: &'w Workspace, browsers: &[&'static Wanted]) -> Result<Tools<'w>> {
        let node = Node::with_packages(workspace)?;
        let found = browsers.iter().map(|wanted| Ok((*wanted, wanted.ensure(workspace)?)));
        let browsers = found.collect::<Result<_>>()?;
        Ok(Tools { node, browsers, python: None, xtask: workspace.program() })
    }

    /// The same with Python, in which AWS stands in.
    pub fn with_python(self, workspace: &Workspace) -> Result<Tools<'w>> {
        Ok(Tools { python: Some(Python::with_packages(workspace)?), ..self })
    }

    /// All of them with their versions, for people.
    pub fn versions(&self) -> String {
        let browsers = self.browsers.iter().map(|(_, browser)| browser.version.as_str());
        let python = self.python.as_ref().map(|python| python.version.as_str());
        let node = format!("Node {}", self.node.version);
        [node.as_str()].into_iter().chain(browsers).chain(python).collect::<Vec<_>>().join(", ")
    }

    /// Builds the pages that stand in for Seqera's.
    pub fn build_pages(&self) -> Result<()> {
        program::run_as_progress(&mut self.node.script("tests/pages/build.mjs"))
    }

    /// Holds Keyferry's signatures against botocore's.
    pub fn compare_signatures(&self, workspace: &Workspace) -> Result<()> {
        let python = self.python.as_ref().context("there is no Python")?;
        signatures::compare(workspace, python)
    }

    /// Runs Node with the browsers and Python in its environment, and this program, so that a script
    /// can run another task without building it again. Browser tests drive `browser`.
    pub fn run(&self, browser: &Wanted, words: impl IntoIterator<Item = String>) -> Result<()> {
        let mut node = self.node.call();
        node.args(words).env("KEYFERRY_BROWSER", browser.id).env("KEYFERRY_XTASK", self.xtask);
        node.envs(self.browsers.iter().map(|(wanted, browser)| (wanted.variable, &browser.path)));
        node.envs(self.python.as_ref().map(|python| ("KEYFERRY_PYTHON", &python.path)));
        program::run(&mut node)
    }
}

/// Builds everything, then runs one script of the checkout.
pub fn run(workspace: &Workspace, script: &str) -> Result<()> {
    let tools = Tools::ensure(workspace, &[&browser::CHROMIUM])?;
    eprintln!("{}", dist::build(workspace)?);
    tools.build_pages()?;
    tools.run(&browser::CHROMIUM, [script.to_owned()])
}
