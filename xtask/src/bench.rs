//! The benchmarks that need a browser: key files read, forms filled, pages looked at.

use std::fs;

use anyhow::Result;

use crate::browser;
use crate::browser_script::Tools;
use crate::dist;
use crate::wasm;
use crate::workspace::Workspace;

/// What can be measured on its own, as `benches/page/run.mjs` knows it.
pub const PARTS: &[&str] = &["key-files", "fills", "snapshots", "standing"];

/// Builds the extension, the stand-in's pages and the page below `target/bench`, measures `parts` (all
/// of them, if none is named) in Chromium and prints the tables. Fails if Keyferry did something
/// wrongly, never for a time.
pub fn run(workspace: &Workspace, parts: Vec<String>) -> Result<()> {
    let tools = Tools::ensure(workspace, &[&browser::CHROMIUM])?;
    eprintln!("{}", dist::build(workspace)?);
    tools.build_pages()?;
    let folder = workspace.path("target/bench");
    fs::create_dir_all(&folder)?;
    wasm::package(workspace, &wasm::BENCH, &folder)?;
    tools.run(&browser::CHROMIUM, ["benches/page/run.mjs".to_owned()].into_iter().chain(parts))
}
