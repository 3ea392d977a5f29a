//! The benchmark that needs a browser: key files read by Keyferry and by other readers of tables,
//! in one page, how fast and how rightly.

use std::fs;

use anyhow::Result;

use crate::browser_script::Tools;
use crate::wasm;
use crate::workspace::Workspace;

/// Builds the page below `target/bench`, runs it in Chromium and prints its tables. Fails if
/// Keyferry read a file wrongly, never for a time.
pub fn run(workspace: &Workspace) -> Result<()> {
    let tools = Tools::ensure(workspace)?;
    let folder = workspace.path("target/bench");
    fs::create_dir_all(&folder)?;
    wasm::package(workspace, &wasm::BENCH, &folder)?;
    tools.run(["benches/page/run.mjs".to_owned()])
}
