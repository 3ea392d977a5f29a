//! The extension's manifest: one source for both browsers, less what the other doesn't know.

use anyhow::{Context, Result};
use serde_json::Value;

/// A browser with a package of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Chromium, Chrome, Edge and their kin.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Browser {
    /// Both, in the order in which they are built.
    pub const ALL: [Browser; 2] = [Browser::Chromium, Browser::Firefox];

    /// The name of its folder in `dist`.
    pub fn folder(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
        }
    }
}

/// What a browser doesn't know, and would warn of: the path of keys to it, and for a member of a
/// list that member last.
const UNKNOWN: &[(Browser, &[&str])] = &[
    (Browser::Chromium, &["sidebar_action"]),
    (Browser::Chromium, &["browser_specific_settings"]),
    (Browser::Chromium, &["background", "scripts"]),
    (Browser::Firefox, &["side_panel"]),
    (Browser::Firefox, &["minimum_chrome_version"]),
    (Browser::Firefox, &["background", "service_worker"]),
    (Browser::Firefox, &["permissions", "sidePanel"]),
    // There whoever manages it needs no schema.
    (Browser::Firefox, &["storage"]),
];

/// The manifest for one browser, from the text of the source.
pub fn for_browser(source: &str, browser: Browser) -> Result<Value> {
    let mut manifest: Value = serde_json::from_str(source).context("manifest.json isn't JSON")?;
    for (_, path) in UNKNOWN.iter().filter(|(unknown_to, _)| *unknown_to == browser) {
        remove(&mut manifest, path);
    }
    Ok(manifest)
}

fn remove(value: &mut Value, path: &[&str]) {
    match (path, value) {
        ([key], Value::Object(object)) => {
            object.shift_remove(*key);
        }
        ([member], Value::Array(list)) => list.retain(|entry| entry != member),
        ([key, rest @ ..], Value::Object(object)) => {
            if let Some(inner) = object.get_mut(*key) {
                remove(inner, rest);
            }
        }
        _ => {}
    }
}

/// Every file that a manifest names, as paths from its folder. A pattern with `*` is none.
pub fn files(manifest: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(manifest, &mut found);
    if let Some(language) = manifest["default_locale"].as_str() {
        found.push(format!("_locales/{language}/messages.json"));
    }
    found
}

/// The endings of files that an extension may name in its manifest.
const ENDINGS: &[&str] = &[".html", ".js", ".css", ".png", ".svg", ".json", ".wasm"];

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let is_file = ENDINGS.iter().any(|ending| text.ends_with(ending));
            if is_file && !text.contains(['*', ':']) {
                found.push(text.trim_start_matches('/').to_owned());
            }
        }
        Value::Array(list) => list.iter().for_each(|entry| collect(entry, found)),
        Value::Object(object) => object.values().for_each(|entry| collect(entry, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SOURCE: &str = r#"{
        "name": "__MSG_name__", "default_locale": "en", "minimum_chrome_version": "120",
        "permissions": ["sidePanel", "scripting"],
        "background": {"service_worker": "background.js", "scripts": ["background.js"]},
        "side_panel": {"default_path": "panel.html"},
        "sidebar_action": {"default_panel": "panel.html"},
        "browser_specific_settings": {"gecko": {"id": "a@b"}},
        "content_scripts": [{"matches": ["https://cloud.seqera.io/*"], "js": ["content/a.js"]}],
        "web_accessible_resources": [{"resources": ["drop.html", "icons/*.png"]}]
    }"#;

    #[test]
    fn chromium_gets_only_what_it_knows() {
        let manifest = for_browser(SOURCE, Browser::Chromium).unwrap();
        assert_eq!(manifest["background"], json!({"service_worker": "background.js"}));
        assert_eq!(manifest["permissions"], json!(["sidePanel", "scripting"]));
        assert!(manifest.get("side_panel").is_some());
        assert!(manifest.get("sidebar_action").is_none());
        assert!(manifest.get("browser_specific_settings").is_none());
    }

    #[test]
    fn firefox_gets_only_what_it_knows() {
        let manifest = for_browser(SOURCE, Browser::Firefox).unwrap();
        assert_eq!(manifest["background"], json!({"scripts": ["background.js"]}));
        assert_eq!(manifest["permissions"], json!(["scripting"]));
        assert!(manifest.get("side_panel").is_none());
        assert!(manifest.get("minimum_chrome_version").is_none());
        assert!(manifest.get("sidebar_action").is_some());
    }

    #[test]
    fn a_manifest_without_those_keys_stays_as_it_is() {
        let manifest = for_browser(r#"{"name": "x", "background": 3}"#, Browser::Firefox).unwrap();
        assert_eq!(manifest, json!({"name": "x", "background": 3}));
    }

    #[test]
    fn the_keys_keep_their_order() {
        let manifest = for_browser(r#"{"b": 1, "side_panel": 2, "a": 3}"#, Browser::Firefox);
        assert_eq!(manifest.unwrap().to_string(), r#"{"b":1,"a":3}"#);
    }

    #[test]
    fn named_files_are_found_and_patterns_left_out() {
        let manifest = for_browser(SOURCE, Browser::Chromium).unwrap();
        assert_eq!(
            files(&manifest),
            [
                "background.js",
                "panel.html",
                "content/a.js",
                "drop.html",
                "_locales/en/messages.json"
            ]
        );
    }
}
