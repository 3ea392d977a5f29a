//! Builds, shows and tests Keyferry: `cargo xtask build | demo | test | pictures`.

fn main() {}
