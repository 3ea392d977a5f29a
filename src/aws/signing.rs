//! AWS Signature Version 4: how a request proves to AWS that its sender has the secret, without the
//! secret being in it. As far as it is needed here: no query, and a path that encodes to itself.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{AccessKeyId, SecretAccessKey, Time};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// A request as it is signed.
#[derive(Debug, Clone)]
pub struct Unsigned<'r> {
    /// `GET` or `POST`.
    pub method: &'r str,
    /// The absolute path, of unreserved characters and slashes, without dots between two.
    pub path: &'r str,
    /// The headers to sign, `host` and `x-amz-date` among them: as they are sent, in any order.
    pub headers: &'r [(&'r str, &'r str)],
    /// The body.
    pub body: &'r [u8],
}

/// What a signature is good for: one service in one region, on one day.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'r> {
    /// The region's code; of a service without regions that of its home, such as `us-east-1`.
    pub region: &'r str,
    /// The service's name in signatures, such as `ecr`.
    pub service: &'r str,
    /// When.
    pub time: Time,
}

/// What a request is signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The names of the headers that are signed, in order: `content-type;host;x-amz-date`.
    pub signed_headers: String,
    /// Sixty-four hexadecimal digits.
    pub signature: String,
}

impl Signature {
    /// What goes into the header `authorization`.
    pub fn authorization(&self, id: &AccessKeyId, scope: &Scope) -> String {
        let Signature { signed_headers, signature } = self;
        [
            ALGORITHM,
            " Credential=",
            id.as_str(),
            "/",
            &credential_scope(scope),
            ", SignedHeaders=",
            signed_headers,
            ", Signature=",
            signature,
        ]
        .concat()
    }
}

/// Signs a request (AWS, *Signature Version 4 signing process*).
pub fn sign(request: &Unsigned, scope: &Scope, secret: &SecretAccessKey) -> Signature {
    let headers = canonical_headers(request.headers);
    let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    let signed_headers = names.join(";");
    let mut canonical = [request.method, "\n", request.path, "\n\n"].concat();
    for (name, value) in &headers {
        for part in [name, ":", value, "\n"] {
            canonical.push_str(part);
        }
    }
    for part in ["\n", &signed_headers, "\n", &hex(&Sha256::digest(request.body))] {
        canonical.push_str(part);
    }
    let of_day = credential_scope(scope);
    let time = scope.time.to_string();
    let digest = hex(&Sha256::digest(&canonical));
    let string_to_sign = [ALGORITHM, "\n", &time, "\n", &of_day, "\n", &digest].concat();
    let key = signing_key(scope, secret);
    Signature { signed_headers, signature: hex(&mac(&*key, &string_to_sign)[..]) }
}

/// `20150830/us-east-1/service/aws4_request`.
fn credential_scope(scope: &Scope) -> String {
    let time = scope.time.to_string();
    [day(&time), "/", scope.region, "/", scope.service, "/aws4_request"].concat()
}

/// Names in small letters and in order; values without blanks around them, and with one where there were
/// several; the values of one name in one line, in the order in which they are sent.
fn canonical_headers(headers: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut canonical: Vec<(String, String)> = Vec::with_capacity(headers.len());
    for (name, value) in headers {
        let name = name.to_ascii_lowercase();
        let mut words = value.split(' ').filter(|word| !word.is_empty());
        let mut tidy = words.next().unwrap_or_default().to_owned();
        for word in words {
            tidy.push(' ');
            tidy.push_str(word);
        }
        match canonical.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => {
                values.push(',');
                values.push_str(&tidy);
            }
            None => canonical.push((name, tidy)),
        }
    }
    canonical.sort();
    canonical
}

/// The key of one day, region and service: whoever had it could sign for that day.
fn signing_key(scope: &Scope, secret: &SecretAccessKey) -> Zeroizing<[u8; 32]> {
    let mut start = Zeroizing::new([0; 4 + SecretAccessKey::LENGTH]);
    let (prefix, rest) = start.split_at_mut(4);
    prefix.copy_from_slice(b"AWS4");
    rest.copy_from_slice(secret.expose().as_bytes());
    let time = scope.time.to_string();
    let key = mac(&*start, day(&time));
    let key = mac(&*key, scope.region);
    let key = mac(&*key, scope.service);
    mac(&*key, "aws4_request")
}

/// The day of a moment as it is written.
fn day(time: &str) -> &str {
    time.split_once('T').map_or(time, |(day, _)| day)
}

fn mac(key: &[u8], text: &str) -> Zeroizing<[u8; 32]> {
    // Any length will do for a key, so the other way is never taken.
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(key) else { return Zeroizing::new([0; 32]) };
    Zeroizing::new(mac.chain_update(text).finalize().into_bytes().into())
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |of: u8| char::from(DIGITS[usize::from(of & 15)]);
    bytes.iter().flat_map(|&byte| [digit(byte >> 4), digit(byte)]).collect()
}
