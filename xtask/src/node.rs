//! Node and the npm packages of the lock file.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::program;
use crate::workspace::Workspace;

/// The oldest Node that the packages run on.
const OLDEST: u32 = 20;

/// A Node that is installed, in one checkout.
pub struct Node<'w> {
    workspace: &'w Workspace,
    node: PathBuf,
    /// What `node --version` says, such as `v20.20.0`.
    pub version: String,
}

impl<'w> Node<'w> {
    /// Finds Node, and installs the packages of the lock file unless they are there.
    pub fn with_packages(workspace: &'w Workspace) -> Result<Node<'w>> {
        let node = Node::find(workspace)?;
        node.install_packages()?;
        Ok(node)
    }

    fn find(workspace: &'w Workspace) -> Result<Node<'w>> {
        let Some(node) = program::on_path("node") else {
            bail!("Node isn't installed: get version {OLDEST} or newer from https://nodejs.org/");
        };
        let version = program::output(workspace.command(&node).arg("--version"))?;
        let version = version.trim().to_owned();
        if major(&version).is_none_or(|major| major < OLDEST) {
            bail!("Node {OLDEST} or newer is needed, and here is {version}");
        }
        Ok(Node { workspace, node, version })
    }

    fn install_packages(&self) -> Result<()> {
        let _alone = self.workspace.alone_at("npm")?;
        let lock = json(self.workspace.path("package-lock.json"))?;
        let installed = json(self.workspace.path("node_modules/.package-lock.json"));
        if installed.is_ok_and(|installed| is_current(&lock, &installed)) {
            return Ok(());
        }
        let Some(npm) = program::on_path("npm") else {
            bail!("npm isn't installed, which would get the packages of package-lock.json");
        };
        eprintln!("Installing the npm packages of package-lock.json");
        // No package needs its install script, and what doesn't run can't harm.
        let words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        program::run_as_progress(self.workspace.command(npm).args(words))
    }

    /// A call of a script in the checkout; `path` is relative to its top folder.
    pub fn script(&self, path: &str) -> Command {
        let mut command = self.call();
        command.arg(path);
        command
    }

    /// A call of Node without a word yet, in the top folder.
    pub fn call(&self) -> Command {
        self.workspace.command(&self.node)
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn json(path: PathBuf) -> Result<Value> {
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}

/// Whether what npm notes in `node_modules` is what the lock file asks for. Packages that the lock
/// file marks as optional (those of other operating systems) may be missing.
fn is_current(lock: &Value, installed: &Value) -> bool {
    let (Some(wanted), Some(present)) =
        (lock["packages"].as_object(), installed["packages"].as_object())
    else {
        return false;
    };
    let all_there = wanted.iter().filter(|(path, _)| !path.is_empty()).all(|(path, package)| {
        match present.get(path) {
            Some(found) => {
                found["version"] == package["version"] && found["integrity"] == package["integrity"]
            }
            None => package["optional"] == true,
        }
    });
    all_there && present.keys().all(|path| wanted.contains_key(path))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lock() -> Value {
        json!({"packages": {
            "": {"name": "keyferry"},
            "node_modules/a": {"version": "1.0.0", "integrity": "x"},
            "node_modules/a-win32": {"version": "1.0.0", "integrity": "y", "optional": true},
        }})
    }

    #[test]
    fn packages_of_another_system_may_be_missing() {
        let installed =
            json!({"packages": {"node_modules/a": {"version": "1.0.0", "integrity": "x"}}});
        assert!(is_current(&lock(), &installed));
    }

    #[test]
    fn a_missing_changed_or_left_over_package_is_stale() {
        for packages in [
            json!({}),
            json!({"node_modules/a": {"version": "1.0.1", "integrity": "x"}}),
            json!({"node_modules/a": {"version": "1.0.0", "integrity": "z"}}),
            json!({
                "node_modules/a": {"version": "1.0.0", "integrity": "x"},
                "node_modules/b": {"version": "1.0.0"},
            }),
        ] {
            assert!(!is_current(&lock(), &json!({"packages": packages})), "{packages}");
        }
        assert!(!is_current(&lock(), &json!(null)));
    }

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.1"), Some(20));
        assert_eq!(major("20"), None);
    }
}
