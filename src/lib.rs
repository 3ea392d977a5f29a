//! Keyferry carries an AWS access key from the file that AWS let the user download into Seqera
//! Platform's **Add Credentials** form.
pub mod aws;
pub mod credential;
pub mod finding;
pub mod form;
pub mod key_file;
pub mod messages;
pub mod seqera;
#[cfg(target_arch = "wasm32")]
pub mod web;
