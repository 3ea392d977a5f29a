//! How JSON is read: in a browser by its own reader, which costs no code; natively by whoever tests.

use serde::de::DeserializeOwned;

/// A reader of JSON.
pub trait Json {
    /// What a text says, if it is JSON and says something of this type.
    fn read<T: DeserializeOwned>(text: &str) -> Option<T>;
}
