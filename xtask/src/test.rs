//! The proof that everything works: stages in order, the first failure ends it.

use std::fs;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::browser::{CHROMIUM, FIREFOX, Wanted};
use crate::browser_script::Tools;
use crate::dist;
use crate::program;
use crate::wasm::{self, Library};
use crate::workspace::Workspace;

/// The fuzz targets are a workspace of their own, which only a nightly toolchain can run.
const FUZZ: &str = "fuzz/Cargo.toml";

/// Runs all stages. The error names the stage that failed.
pub fn run(workspace: &Workspace) -> Result<()> {
    let started = Instant::now();
    stage("formatting", || {
        ensure_component(workspace, "fmt", "rustfmt")?;
        cargo(workspace, &["fmt", "--all", "--check"])?;
        cargo(workspace, &["fmt", "--manifest-path", FUZZ, "--check"])
    })?;
    stage("clippy", || {
        ensure_component(workspace, "clippy", "clippy")?;
        cargo(workspace, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
    })?;
    stage("clippy for WebAssembly", || {
        wasm::ensure_target(workspace)?;
        let check = |words: &[&str]| {
            cargo(workspace, &[&["clippy"], words, &["--", "-D", "warnings"]].concat())
        };
        // Each as it is built, and all of the crate at once: what none of them uses shows only there.
        for library in &Library::ALL {
            check(&library.words())?;
        }
        check(&["--lib", "--target", wasm::TARGET, "--package", "keyferry", "--all-features"])
    })?;
    stage("clippy for the fuzz targets", || {
        let words = ["--manifest-path", FUZZ, "--locked", "--", "-D", "warnings"];
        let mut clippy = workspace.cargo();
        // Nothing is linked here, so the fuzzer itself needn't be compiled, which takes a C++ compiler.
        clippy.env("CUSTOM_LIBFUZZER_PATH", "./libFuzzer.a").arg("clippy").args(words);
        program::run(&mut clippy)
    })?;
    stage("native tests", || cargo(workspace, &["test", "--workspace"]))?;
    let tools = stage("tools", || {
        let tools = Tools::ensure(workspace, &[&CHROMIUM, &FIREFOX])?.with_python(workspace)?;
        program::say(&tools.versions())?;
        Ok(tools)
    })?;
    stage("build", || {
        let built = dist::build(workspace)?;
        program::say(&built.to_string())?;
        built.check_size()
    })?;
    stage("types", || {
        let mut tsc = tools.node.script("node_modules/typescript/bin/tsc");
        program::run(tsc.args(["-p", "tsconfig.json"]))
    })?;
    stage("pages", || tools.build_pages())?;
    let node_tests = |browser: &Wanted, folder: &str| {
        let words = ["--test", "--test-concurrency=1", "--test-reporter=spec"].map(str::to_owned);
        tools.run(browser, words.into_iter().chain(test_files(workspace, folder)?))
    };
    stage("signatures", || tools.compare_signatures(workspace))?;
    stage("stand-ins", || node_tests(&CHROMIUM, "tests/stand-in"))?;
    stage("browser tests", || node_tests(&CHROMIUM, "tests/browser"))?;
    stage("browser tests in Firefox", || node_tests(&FIREFOX, "tests/browser"))?;
    program::say(&format!("\nAll is well, after {}", seconds(started)))
}

fn stage<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    program::say(&format!("\n== {name}"))?;
    let started = Instant::now();
    let result = work().with_context(|| format!("the stage `{name}` failed"))?;
    program::say(&format!("   {name}: {}", seconds(started)))?;
    Ok(result)
}

fn seconds(started: Instant) -> String {
    format!("{:.1} s", started.elapsed().as_secs_f64())
}

fn cargo(workspace: &Workspace, words: &[&str]) -> Result<()> {
    program::run(workspace.cargo().args(words))
}

/// Adds a part of the toolchain that a small installation of rustup lacks.
fn ensure_component(workspace: &Workspace, command: &str, component: &str) -> Result<()> {
    let is_there = program::output(workspace.cargo().args([command, "--version"])).is_ok();
    match program::on_path("rustup") {
        Some(rustup) if !is_there => program::run_as_progress(workspace.command(rustup).args([
            "component",
            "add",
            component,
        ])),
        _ => Ok(()),
    }
}

/// The files of tests in a folder, in a fixed order. None at all is an error: a suite that silently
/// tests nothing is worse than a red one.
fn test_files(workspace: &Workspace, folder: &str) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(workspace.path(folder)).with_context(|| folder.to_owned())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            files.push(format!("{folder}/{name}"));
        }
    }
    if files.is_empty() {
        bail!("{folder} holds no *.test.mjs");
    }
    files.sort();
    Ok(files)
}
