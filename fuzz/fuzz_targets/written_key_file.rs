//! A file that somebody wrote, in any of the ways in which files are written: read as it was meant.
#![no_main]

use arbitrary::Arbitrary;
use keyferry::aws::{AccessKeyId, SecretAccessKey};

/// One key of the file, from which its texts are drawn.
#[derive(Arbitrary, Debug)]
struct Key {
    user: [u8; 12],
    id: [u8; 16],
    secret: [u8; 40],
    note: String,
}

/// How it is written.
#[derive(Arbitrary, Debug)]
struct Writing {
    keys: Vec<Key>,
    delimiter: u8,
    end: u8,
    encoding: u8,
    order: u8,
    quoted: bool,
    padded: bool,
    blank_lines: bool,
    ends_bare: bool,
    upright: bool,
}

fn drawn(bytes: &[u8], alphabet: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(alphabet[usize::from(*byte) % alphabet.len()])).collect()
}

const UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const SECRET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const USER: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789+=,.@-_";

impl Writing {
    fn cell(&self, text: &str, delimiter: char) -> String {
        let special = text.contains([delimiter, '"', '\n', '\r']) || text.trim() != text;
        let text = if self.quoted || special {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        };
        if self.padded { format!(" {text} ") } else { text }
    }

    fn text(&self, rows: &[[String; 4]]) -> String {
        let delimiter = [',', ';', '\t'][usize::from(self.delimiter) % 3];
        let end = ["\n", "\r\n", "\r"][usize::from(self.end) % 3];
        let headings =
            ["User name", "Access key ID", "Secret access key", "Note"].map(str::to_owned);
        let table: Vec<&[String; 4]> = std::iter::once(&headings).chain(rows).collect();
        // Every order of four columns, by its number.
        let mut left: Vec<usize> = (0..4).collect();
        let mut number = usize::from(self.order);
        let mut order = Vec::new();
        while !left.is_empty() {
            order.push(left.remove(number % left.len()));
            number /= left.len() + 1;
        }
        let lines: Vec<Vec<&String>> = if self.upright {
            // Beside a heading stand all its values; the note may be anything, so it stays out.
            let columns = order.iter().filter(|column| **column != 3);
            columns.map(|column| table.iter().map(|row| &row[*column]).collect()).collect()
        } else {
            table.iter().map(|row| order.iter().map(|column| &row[*column]).collect()).collect()
        };
        let lines: Vec<String> = lines
            .iter()
            .map(|cells| {
                let cells: Vec<_> = cells.iter().map(|text| self.cell(text, delimiter)).collect();
                cells.join(&delimiter.to_string())
            })
            .collect();
        let gap = if self.blank_lines { end.repeat(2) } else { end.to_owned() };
        lines.join(&gap) + if self.ends_bare { "" } else { end }
    }

    fn bytes(&self, text: &str) -> Vec<u8> {
        let marked = format!("\u{feff}{text}");
        match self.encoding % 4 {
            0 => text.into(),
            1 => marked.into(),
            2 => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            _ => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

libfuzzer_sys::fuzz_target!(|writing: Writing| {
    if writing.keys.is_empty() || writing.keys.len() > 50 {
        return;
    }
    let mut rows: Vec<[String; 4]> = Vec::new();
    let mut secrets = Vec::new();
    for key in &writing.keys {
        let id = format!("AKIA{}", drawn(&key.id, UPPER));
        let secret = drawn(&key.secret, SECRET);
        let user = format!("u{}", drawn(&key.user, USER));
        // Twins are merged, what instructions show is refused, and who is called by a secret isn't
        // named: none of that is what is asked here.
        let Ok((read_id, read_secret)) = AccessKeyId::parse(&id)
            .map_err(|_| ())
            .and_then(|id| SecretAccessKey::parse(&secret).map(|s| (id, s)).map_err(|_| ()))
        else {
            return;
        };
        let is_example = read_id.is_example() || read_secret.is_example();
        let is_twin = rows.iter().any(|row| row[1] == id);
        let told = rows.iter().any(|row| read_secret.is_told_by(&row[0]))
            || read_secret.is_told_by(&user)
            || secrets.iter().any(|secret: &SecretAccessKey| secret.is_told_by(&user));
        if is_example || is_twin || told {
            return;
        }
        secrets.push(read_secret);
        // A note is a remark, not another secret or a heading.
        let note: String = key.note.chars().filter(|c| !c.is_control()).take(9).collect();
        rows.push([user, id, secret, note]);
    }
    let bytes = writing.bytes(&writing.text(&rows));
    let file = keyferry::key_file::read(&bytes, "keys.csv").expect("a file that was written well");
    let read: Vec<_> =
        file.keys.iter().map(|key| (key.user(), key.id.as_str(), key.secret.expose())).collect();
    let written: Vec<_> =
        rows.iter().map(|row| (Some(row[0].as_str()), row[1].as_str(), row[2].as_str())).collect();
    assert_eq!(read, written);
    keyferry_fuzz::key_file(&bytes);
});
