//! WebAssembly: compiled, bound to JavaScript, made small.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::node::Node;
use crate::program;
use crate::workspace::Workspace;

/// The Rust target of a browser's WebAssembly.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// A library of this workspace that becomes WebAssembly.
pub struct Library {
    /// The cargo package.
    package: &'static str,
    /// The features that it is compiled with.
    features: &'static str,
    /// What cargo calls its file.
    target: &'static str,
    /// What its modules are called.
    name: &'static str,
}

/// What a panel loads.
pub const KEYFERRY: Library = Library::keyferry("panel", "keyferry");

/// What the background loads.
pub const BACKGROUND: Library = Library::keyferry("background", "keyferry_background");

/// What is loaded once it is wanted.
pub const LATER: Library = Library::keyferry("later", "keyferry_later");

/// What the benchmark's page reads key files with.
pub const BENCH: Library = Library {
    package: "keyferry-bench",
    features: "",
    target: "keyferry_bench",
    name: "keyferry_bench",
};

impl Library {
    /// All that are made.
    pub const ALL: [Library; 4] = [KEYFERRY, BACKGROUND, LATER, BENCH];

    /// One of those that are made of Keyferry's own crate, each by a feature.
    const fn keyferry(features: &'static str, name: &'static str) -> Library {
        Library { package: "keyferry", features, target: "keyferry", name }
    }

    /// The words that have cargo take this library and nothing else, for a browser.
    pub fn words(&self) -> [&str; 8] {
        let (package, features) = (self.package, self.features);
        let apart = "--no-default-features";
        ["--lib", "--target", TARGET, "--package", package, apart, "--features", features]
    }
}

/// How large the WebAssembly is, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    raw: usize,
    gzip: usize,
}

impl Size {
    /// What a browser loads in the blink between a click and a panel: 450 KB, 180 KB gzipped,
    /// with 1 KB = 1,000 bytes.
    pub const LIMIT: Size = Size { raw: 450_000, gzip: 180_000 };

    fn of(wasm: &[u8]) -> Result<Size> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(wasm)?;
        Ok(Size { raw: wasm.len(), gzip: gzip.finish()?.len() })
    }

    /// Whether both sizes are within [`Size::LIMIT`].
    pub fn is_within_limit(self) -> bool {
        self.raw <= Size::LIMIT.raw && self.gzip <= Size::LIMIT.gzip
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kilobytes = |bytes: usize| bytes as f64 / 1000.0;
        write!(f, "{:.1} KB, {:.1} KB gzipped", kilobytes(self.raw), kilobytes(self.gzip))
    }
}

/// The finished WebAssembly.
pub struct Wasm {
    /// How large it is.
    pub size: Size,
    /// Whether wasm-opt made it small.
    pub optimised: bool,
}

/// Writes `<name>.js`, `<name>_bg.wasm` and `<name>.d.ts` into `folder`.
pub fn package(workspace: &Workspace, library: &Library, folder: &Path) -> Result<Wasm> {
    ensure_target(workspace)?;
    let private = private_folders(workspace)?;
    let compiled = compile(workspace, library, &private)?;
    Bindgen::new()
        .input_path(&compiled)
        .out_name(library.name)
        .web(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .context("wasm-bindgen failed")?;

    // The name that wasm-bindgen gives to the compiled code.
    let binary = format!("{}_bg.wasm", library.name);
    let path = folder.join(&binary);
    let optimised = optimise(workspace, &path)?;
    let wasm = fs::read(&path)?;
    for (folder, _) in &private {
        if contains(&wasm, folder.as_os_str().as_encoded_bytes()) {
            bail!("{binary} names a folder of this machine: {}", folder.display());
        }
    }
    Ok(Wasm { size: Size::of(&wasm)?, optimised })
}

/// Adds the target through rustup, unless the compiler in use has it.
pub fn ensure_target(workspace: &Workspace) -> Result<()> {
    let print = ["--print", "sysroot"];
    let sysroot = program::output(workspace.command("rustc").args(print))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    let Some(rustup) = program::on_path("rustup") else {
        bail!(
            "the Rust target {TARGET} is missing, and so is rustup, which would add it: \
             install rustup from https://rustup.rs/"
        );
    };
    eprintln!("Adding the Rust target {TARGET}");
    program::run_as_progress(workspace.command(rustup).args(["target", "add", TARGET]))
}

/// Folders whose names would tell who built it and would make two builds differ, with the names
/// that stand in for them.
fn private_folders(workspace: &Workspace) -> Result<Vec<(PathBuf, &'static str)>> {
    let cargo_home = match std::env::var_os("CARGO_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::home_dir().context("no home folder is known")?.join(".cargo"),
    };
    Ok(vec![(cargo_home, "/cargo"), (workspace.root().to_owned(), "/keyferry")])
}

fn compile(
    workspace: &Workspace,
    library: &Library,
    private: &[(PathBuf, &str)],
) -> Result<PathBuf> {
    let flags = rust_flags(
        std::env::var_os("CARGO_ENCODED_RUSTFLAGS"),
        std::env::var_os("RUSTFLAGS"),
        private,
    );
    let mut cargo = workspace.cargo();
    cargo
        .env("CARGO_ENCODED_RUSTFLAGS", flags)
        .args(["build", "--release"])
        .args(library.words())
        .arg("--message-format=json-render-diagnostics");
    let messages = program::output(&mut cargo)?;
    binary_in(&messages, library.target)
        .with_context(|| format!("cargo built no WebAssembly of {}", library.package))
}

/// The flags of whoever calls us, then a new name for each private folder, as cargo wants them in
/// `CARGO_ENCODED_RUSTFLAGS` (which wins over `RUSTFLAGS`, so those are taken over here).
fn rust_flags(
    encoded: Option<OsString>,
    plain: Option<OsString>,
    private: &[(PathBuf, &str)],
) -> OsString {
    const SEPARATOR: &str = "\x1f";
    let plain = plain.unwrap_or_default();
    let split = || plain.to_string_lossy().split_whitespace().collect::<Vec<_>>().join(SEPARATOR);
    let mut flags = encoded.unwrap_or_else(|| split().into());
    for (folder, name) in private {
        if !flags.is_empty() {
            flags.push(SEPARATOR);
        }
        flags.push("--remap-path-prefix=");
        flags.push(folder);
        flags.push("=");
        flags.push(name);
    }
    flags
}

/// The path of the WebAssembly in cargo's messages, one JSON object a line.
fn binary_in(messages: &str, name: &str) -> Option<PathBuf> {
    messages.lines().rev().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        if message["reason"] != "compiler-artifact" || message["target"]["name"] != name {
            return None;
        }
        let files = message["filenames"].as_array()?.iter().filter_map(Value::as_str);
        files.map(PathBuf::from).find(|file| file.extension() == Some(OsStr::new("wasm")))
    })
}

/// Makes the binary small in place. Without Node it stays as it is, which is said.
fn optimise(workspace: &Workspace, path: &Path) -> Result<bool> {
    let node = match Node::with_packages(workspace) {
        Ok(node) => node,
        Err(missing) => {
            eprintln!("wasm-opt was left out, so the WebAssembly is larger: {missing:#}");
            return Ok(false);
        }
    };
    let mut wasm_opt = node.script("node_modules/binaryen/bin/wasm-opt");
    // Functions that are put into their one caller make it 1 % smaller, but 4 % larger once gzipped; and
    // browsers compile a function when it is called first, so small ones are compiled sooner.
    let smallest = ["-Oz", "--one-caller-inline-max-function-size=0"];
    program::run_as_progress(wasm_opt.args(smallest).arg(path).arg("-o").arg(path))?;
    Ok(true)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len().max(1)).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_callers_flags_come_first() {
        let private = [(PathBuf::from("/home/a/.cargo"), "/cargo")];
        let remap = "--remap-path-prefix=/home/a/.cargo=/cargo";
        let flags = |encoded: Option<&str>, plain: Option<&str>| {
            rust_flags(encoded.map(Into::into), plain.map(Into::into), &private)
        };
        assert_eq!(flags(None, None), remap);
        assert_eq!(
            flags(None, Some(" -C  debuginfo=1 ")).to_string_lossy(),
            format!("-C\x1fdebuginfo=1\x1f{remap}")
        );
        assert_eq!(
            flags(Some("-Cx=a b"), Some("ignored")).to_string_lossy(),
            format!("-Cx=a b\x1f{remap}")
        );
    }

    #[test]
    fn the_binary_is_found_among_cargos_messages() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"serde"},"filenames":["/t/serde.wasm"]}
{"reason":"compiler-artifact","target":{"name":"keyferry"},"filenames":["/t/keyferry.rlib","/t/keyferry.wasm"]}
{"reason":"build-finished","success":true}"#;
        assert_eq!(binary_in(messages, "keyferry"), Some("/t/keyferry.wasm".into()));
        assert_eq!(binary_in(messages, "keyferry_bench"), None);
        assert_eq!(binary_in("", "keyferry"), None);
    }

    #[test]
    fn a_size_is_shown_in_thousands_of_bytes() {
        let size = Size { raw: 353_040, gzip: 146_000 };
        assert_eq!(size.to_string(), "353.0 KB, 146.0 KB gzipped");
        assert!(size.is_within_limit());
        assert!(Size::LIMIT.is_within_limit());
        assert!(!Size { raw: 450_001, gzip: 1 }.is_within_limit());
        assert!(!Size { raw: 1, gzip: 180_001 }.is_within_limit());
    }

    #[test]
    fn a_folder_name_inside_a_binary_is_seen() {
        assert!(contains(b"\0/home/a/.cargo/x", b"/home/a/.cargo"));
        assert!(!contains(b"/home", b"/home/a"));
    }
}
