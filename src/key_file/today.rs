//! The file that IAM hands out today, which nearly every file is: two columns, a key a line.
//!
//! It is read straight, each byte once. Whatever differs in the least is left to the general way,
//! which comes to the same for every file that is read here.

use super::collected::Collected;
use super::{Export, Key};
use crate::aws::{AccessKeyId, SecretAccessKey};

const MARK: &[u8] = b"\xef\xbb\xbf";
const HEADINGS: &[u8] = b"Access key ID,Secret access key";

/// Takes the keys, of which there must be one at least. `None` when the file differs; then nothing of
/// what was collected counts.
pub(super) fn read(bytes: &[u8], collected: &mut Collected) -> Option<()> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let mut rest = bytes.strip_prefix(HEADINGS)?;
    collected.export = Export::AccessKeys;
    loop {
        rest = past_line_ends(rest)?;
        if rest.is_empty() {
            return (!collected.is_without_key()).then_some(());
        }
        let (id, behind) = rest.split_first_chunk()?;
        let [b',', behind @ ..] = behind else { return None };
        let (secret, behind) = behind.split_first_chunk()?;
        let (id, secret) = (AccessKeyId::exact(id)?, SecretAccessKey::exact(secret)?);
        if id.is_example() || secret.is_example() {
            return None;
        }
        collected.key(Key { id, secret, about: None });
        rest = behind;
    }
}

/// What follows one line end or more, or the end of the file.
fn past_line_ends(rest: &[u8]) -> Option<&[u8]> {
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    if ends > 0 || rest.is_empty() { rest.get(ends..) } else { None }
}
