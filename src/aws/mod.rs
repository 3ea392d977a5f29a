//! What AWS's own words mean: key ids, secrets, accounts, regions, registry hosts, repositories.
//!
//! Each is a type that can't hold a wrong value, and `parse` is the only way in. What a value is
//! instead of what it should be is told by the error, and an error never carries a secret.
//!
//! ```
//! use keyferry::aws::{AccessKeyId, Region, RegistryHost};
//!
//! let id = AccessKeyId::parse("AKIARZPUZDIKKVKVKVKV")?;
//! let account = id.account().ok_or("an id of the old generation")?;
//! let host = RegistryHost::private(account, Region::parse("eu-west-1")?)?;
//! assert_eq!(host.to_string(), "123456789012.dkr.ecr.eu-west-1.amazonaws.com");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod access_key_id;
mod account_id;
mod alphabet;
pub mod login;
mod placeholder;
mod region;
mod registry_host;
mod repository;
mod secret_access_key;
pub mod signing;
mod surroundings;
mod time;

pub use access_key_id::{AccessKeyId, AccessKeyIdError, Entity};
pub use account_id::{AccountId, AccountIdError};
pub use region::{Partition, Region, RegionError, RegionFacts};
pub use registry_host::{Change, Normalised, RegistryHost, RegistryHostError};
pub use repository::Repository;
pub(crate) use secret_access_key::is_told;
pub use secret_access_key::{SecretAccessKey, SecretAccessKeyError, holds_a_secret};
pub(crate) use surroundings::{bare, is_invisible};
pub use time::Time;
