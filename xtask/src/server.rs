//! A server for one static site on loopback, on nothing but the standard library.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::request::{self, BAD_REQUEST, METHOD_NOT_ALLOWED, Status};
use crate::site::{CONTENT_SECURITY_POLICY, Site};

const OK: Status = Status(200, "OK");
const NOT_FOUND: Status = Status(404, "Not Found");

/// The longest head of a request that is read, in bytes.
const LONGEST_HEAD: usize = 16 * 1024;

/// How long a browser may stay silent in the middle of a request.
const PATIENCE: Duration = Duration::from_secs(10);

/// Answers one request for each connection until the program ends.
pub fn serve(listener: &TcpListener, site: Site) {
    let site = Arc::new(site);
    for stream in listener.incoming().flatten() {
        let site = Arc::clone(&site);
        // A connection that breaks concerns only the browser that broke it.
        thread::spawn(move || answer(stream, &site).ok());
    }
}

fn answer(mut stream: TcpStream, site: &Site) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let head = read_head(&mut stream)?;
    stream.write_all(&response(&head, site))?;
    // To close with a body still unread would reset the connection and lose the answer.
    stream.shutdown(Shutdown::Write)?;
    io::copy(&mut stream.take(LONGEST_HEAD as u64), &mut io::sink())?;
    Ok(())
}

/// The bytes up to the empty line, or as many as are allowed.
fn read_head(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut part = [0; 2048];
    while head.len() < LONGEST_HEAD {
        let read = stream.read(&mut part)?;
        head.extend_from_slice(&part[..read]);
        if let Some(end) = head.windows(4).position(|window| window == b"\r\n\r\n") {
            head.truncate(end + 2);
            return Ok(head);
        }
        if read == 0 {
            break;
        }
    }
    Ok(Vec::new())
}

fn response(head: &[u8], site: &Site) -> Vec<u8> {
    let request = str::from_utf8(head).map_err(|_| BAD_REQUEST).and_then(request::parse);
    let (status, body, mime, head_only) = match request {
        Ok(request) => match site.read(&request.path) {
            Some((body, mime)) => (OK, body, mime, request.head_only),
            None => text(NOT_FOUND, request.head_only),
        },
        Err(status) => text(status, false),
    };
    let allow = if status == METHOD_NOT_ALLOWED { "Allow: GET, HEAD\r\n" } else { "" };
    let mut response = format!(
        "HTTP/1.1 {} {}\r\n\
         Content-Type: {mime}\r\n\
         Content-Length: {}\r\n\
         Cache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: no-referrer\r\n\
         Content-Security-Policy: {CONTENT_SECURITY_POLICY}\r\n\
         {allow}Connection: close\r\n\r\n",
        status.0,
        status.1,
        body.len(),
    )
    .into_bytes();
    if !head_only {
        response.extend_from_slice(&body);
    }
    response
}

fn text(status: Status, head_only: bool) -> (Status, Vec<u8>, &'static str, bool) {
    (status, format!("{}\n", status.1).into_bytes(), "text/plain; charset=utf-8", head_only)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// This crate's folder stands in for a site: it has files, and files above it.
    fn answered(head: &str) -> String {
        let site = Site::new(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        String::from_utf8(response(head.as_bytes(), &site)).unwrap()
    }

    #[test]
    fn a_file_is_sent_with_its_headers() {
        let answer = answered("GET /Cargo.toml HTTP/1.1\r\nHost: localhost\r\n");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        for header in [
            "Cache-Control: no-store",
            "X-Content-Type-Options: nosniff",
            "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
             style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; \
             form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        ] {
            assert!(head.lines().any(|line| line == header), "{header} in {head}");
        }
        assert_eq!(body, include_str!("../Cargo.toml"));
    }

    #[test]
    fn head_sends_the_length_and_no_body() {
        let answer = answered("HEAD /Cargo.toml HTTP/1.1\r\nHost: localhost\r\n");
        let length = format!("Content-Length: {}\r\n", include_str!("../Cargo.toml").len());
        assert!(answer.contains(&length) && answer.ends_with("\r\n\r\n"), "{answer}");
    }

    #[test]
    fn nothing_outside_the_site_is_sent() {
        for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/src", "/src/", "/none.txt"] {
            let answer = answered(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n"));
            assert!(answer.starts_with("HTTP/1.1 404 Not Found\r\n"), "{path}: {answer}");
        }
    }

    #[test]
    fn a_refusal_says_what_is_allowed() {
        let answer = answered("POST / HTTP/1.1\r\nHost: localhost\r\n");
        assert!(answer.starts_with("HTTP/1.1 405 ") && answer.contains("\r\nAllow: GET, HEAD\r\n"));
        assert!(answered("GET / HTTP/1.1\r\nHost: evil.test\r\n").starts_with("HTTP/1.1 421 "));
        assert!(answered("").starts_with("HTTP/1.1 400 "));
    }

    #[test]
    fn a_request_over_a_socket_is_answered() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let site = Site::new(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        thread::spawn(move || serve(&listener, site));
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "POST / HTTP/1.1\r\nHost: {address}\r\nContent-Length: 4\r\n\r\nbody")
            .unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
    }
}
