//! Any text, as what stands in Registry server.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| keyferry_fuzz::registry_host(text));
