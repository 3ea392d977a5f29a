//! The key file's way in: a drop, the file picker, or a paste.

use crate::finding::{Code, Finding};
use crate::key_file::{self, KeyFile};
use crate::web::cast::cast;
use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File};
use zeroize::Zeroizing;

/// No key file is larger. Larger files aren't even opened.
const LARGEST: f64 = 65_536.0;

/// What came in.
pub enum Incoming {
    /// A file, not yet read.
    File(File),
    /// A text: pasted, or dragged.
    Text(Zeroizing<String>),
}

/// A key file that was understood, and its name; empty for a text.
pub struct Read {
    /// The file.
    pub file: KeyFile,
    /// Its name.
    pub name: String,
}

/// What a drop or a paste brings, if it is one thing.
///
/// # Errors
/// The finding for several files at once, for a folder, and for nothing that could be read.
pub fn incoming(data: &DataTransfer) -> Result<Incoming, Finding> {
    if let Some(files) = data.files() {
        if files.length() > 1 {
            return Err(Finding::new(Code::FileSeveral).with("count", files.length().to_string()));
        }
        if let Some(file) = files.get(0) {
            return if is_folder(data) {
                Err(Finding::new(Code::FileFolder).with("file", file.name()))
            } else {
                Ok(Incoming::File(file))
            };
        }
    }
    match data.get_data("text/plain") {
        Ok(text) if !text.trim().is_empty() => Ok(Incoming::Text(Zeroizing::new(text))),
        _ => Err(Finding::new(Code::FileNothing)),
    }
}

fn is_folder(data: &DataTransfer) -> bool {
    let item = data.items().get(0);
    let entry = item.and_then(|item| item.webkit_get_as_entry().ok().flatten());
    entry.is_some_and(|entry| entry.is_directory())
}

/// Reads and understands what came in.
///
/// # Errors
/// The finding that says what it is instead of a key file.
pub async fn read(incoming: Incoming) -> Result<Read, (String, Finding)> {
    match incoming {
        Incoming::Text(text) => key_file::read(text.as_bytes(), "")
            .map(|file| Read { file, name: String::new() })
            .map_err(|refusal| (String::new(), refusal.into_finding())),
        Incoming::File(file) => {
            let name = file.name();
            let refused = |finding| (name.clone(), finding);
            if file.size() > LARGEST {
                // As a whole number: to write a fraction takes 14 KB of WebAssembly.
                let kib = (file.size() as u64).div_ceil(1024).to_string();
                return Err(refused(Finding::new(Code::FileTooLarge).with("kib", kib)));
            }
            let buffer = JsFuture::from(file.array_buffer()).await;
            let Some(buffer) = buffer.ok().and_then(cast::<js_sys::ArrayBuffer>) else {
                return Err(refused(Finding::new(Code::FileUnreadable)));
            };
            let view = Uint8Array::new(&buffer);
            let bytes = Zeroizing::new(view.to_vec());
            // The browser's copy of the file's bytes is the one part that can be wiped there.
            view.fill(0, 0, view.length());
            key_file::read(&bytes, &name)
                .map(|file| Read { file, name: name.clone() })
                .map_err(|refusal| refused(refusal.into_finding()))
        }
    }
}
