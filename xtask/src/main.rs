//! `cargo xtask`: builds, shows, tests and measures Keyferry.
//!
//! Progress goes to stderr; stdout holds only what a caller may want to read (the demo's address,
//! the size of the WebAssembly, the stages of the test, the tables of the benchmark, what was made of a
//! key file).

mod apt;
mod arguments;
mod bench;
mod browser;
mod browser_script;
mod demo;
mod dist;
mod inspect;
mod manifest;
mod node;
mod program;
mod python;
mod references;
mod request;
mod server;
mod signatures;
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
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(task: Task) -> anyhow::Result<ExitCode> {
    match task {
        Task::Help => program::say(arguments::USAGE)?,
        Task::Build => build(&Workspace::find()?)?,
        Task::Demo { port, open } => demo::serve(&Workspace::find()?, port, open)?,
        Task::BrowserDemo => {
            browser_script::run(&Workspace::find()?, "tests/browser/demo.mjs")?;
        }
        Task::Bench(parts) => bench::run(&Workspace::find()?, parts)?,
        Task::Test => test::run(&Workspace::find()?)?,
        Task::Inspect(inspection) => return inspect::run(&inspection),
        Task::Pictures => {
            browser_script::run(&Workspace::find()?, "tests/browser/pictures.mjs")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn build(workspace: &Workspace) -> anyhow::Result<()> {
    let built = dist::build(workspace)?;
    program::say(&built.to_string())?;
    built.check_size()
}
