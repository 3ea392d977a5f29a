//! The page's form: which control is which field, and how it gets filled.

// clippy.toml allows these in test functions; what they share must be allowed to fail as well.
#![allow(clippy::unwrap_used, clippy::panic)]

mod bounds;
mod drawing;
mod fake_page;
mod filling;
mod recognition;
mod typing;

use proptest::test_runner::{Config, RngSeed};

/// A fixed seed: what a random search finds belongs in a fuzz run, not in a build.
fn config() -> Config {
    Config { rng_seed: RngSeed::Fixed(20261122), failure_persistence: None, ..Config::default() }
}
