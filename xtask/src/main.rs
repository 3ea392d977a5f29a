//! `cargo xtask`: builds, shows and tests Keyferry.
//!
//! Progress goes to stderr; stdout holds only what a caller may want to read (the demo's address,
//! the size of the WebAssembly, the stages of the test).

mod arguments;
mod browser_script;
mod chromium;
mod demo;
mod dist;
mod manifest;
mod node;
mod program;
mod references;
mod request;
mod server;
mod site;
mod test;
mod wasm;
mod workspace;

use std::process::ExitCode;

use arguments::Task;
use workspace::Workspace;

fn main() -> ExitCode {
    let given = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let task = match arguments::parse(given) {
        Ok(task) => task,
        Err(wrong) => {
            eprintln!("xtask: {wrong}");
            return ExitCode::from(2);
        }
    };
    match carry_out(task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(task: Task) -> anyhow::Result<()> {
    if task == Task::Help {
        return program::say(arguments::USAGE);
    }
    let workspace = Workspace::find()?;
    match task {
        Task::Help => Ok(()),
        Task::Build => build(&workspace),
        Task::Demo { port, open } => demo::serve(&workspace, port, open),
        Task::BrowserDemo => browser_script::run(&workspace, "tests/browser/demo.mjs"),
        Task::Test => test::run(&workspace),
        Task::Pictures => browser_script::run(&workspace, "tests/browser/pictures.mjs"),
    }
}

fn build(workspace: &Workspace) -> anyhow::Result<()> {
    let built = dist::build(workspace)?;
    program::say(&built.to_string())?;
    built.check_size()
}
