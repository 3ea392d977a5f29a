//! Any text, as a key ID, as a secret and as a name.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| keyferry_fuzz::access_key(text));
