//! The head of an HTTP request, as far as a static site must understand it.

/// What an answer says first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status(pub u16, pub &'static str);

/// The request can't be read.
pub const BAD_REQUEST: Status = Status(400, "Bad Request");
/// Only `GET` and `HEAD` are known.
pub const METHOD_NOT_ALLOWED: Status = Status(405, "Method Not Allowed");
/// The request was meant for another host.
pub const MISDIRECTED: Status = Status(421, "Misdirected Request");

/// A request that may be answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// The path with its query, as it was sent.
    pub path: String,
    /// Whether only the head of the answer is wanted.
    pub head_only: bool,
}

/// Reads the lines before the empty one. The host must be this machine: a page of another site
/// can point a name of its own at 127.0.0.1, but can't change the `Host` that the browser sends.
pub fn parse(head: &str) -> Result<Request, Status> {
    let mut lines = head.lines();
    let words: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let [method, path, "HTTP/1.1" | "HTTP/1.0"] = words[..] else {
        return Err(BAD_REQUEST);
    };
    let mut hosts = lines
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| name.eq_ignore_ascii_case("host"));
    let (Some((_, host)), None) = (hosts.next(), hosts.next()) else {
        return Err(BAD_REQUEST);
    };
    if !is_this_machine(host.trim()) {
        return Err(MISDIRECTED);
    }
    let head_only = match method {
        "GET" => false,
        "HEAD" => true,
        _ => return Err(METHOD_NOT_ALLOWED),
    };
    Ok(Request { path: path.to_owned(), head_only })
}

fn is_this_machine(host: &str) -> bool {
    let end = host.find(']').map_or(0, |bracket| bracket + 1);
    let (name, port) = match host[end..].split_once(':') {
        Some((rest, port)) => (&host[..end + rest.len()], port),
        None => (host, ""),
    };
    let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        && ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| own.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browsers_request_is_read() {
        let head = "GET /a.js?x HTTP/1.1\r\nAccept: */*\r\nhOST: LocalHost:8640\r\n";
        assert_eq!(parse(head), Ok(Request { path: "/a.js?x".to_owned(), head_only: false }));
        let head = "HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        assert_eq!(parse(head), Ok(Request { path: "/".to_owned(), head_only: true }));
    }

    #[test]
    fn only_loopback_is_answered() {
        for own in ["localhost", "127.0.0.1:8640", "[::1]", "[::1]:80"] {
            assert!(is_this_machine(own), "{own}");
        }
        for foreign in [
            "",
            "evil.test",
            "evil.test:8640",
            "127.0.0.1.evil.test",
            "localhost.evil.test:1",
            "localhost:80@evil.test",
            "[::1]evil.test",
            "[::2]",
            "]",
        ] {
            assert!(!is_this_machine(foreign), "{foreign}");
        }
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for (head, status) in [
            ("", BAD_REQUEST),
            ("GET /\r\nHost: localhost\r\n", BAD_REQUEST),
            ("GET / HTTP/2\r\nHost: localhost\r\n", BAD_REQUEST),
            ("GET / HTTP/1.1\r\n", BAD_REQUEST),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n", BAD_REQUEST),
            ("POST / HTTP/1.1\r\nHost: localhost\r\n", METHOD_NOT_ALLOWED),
            ("GET / HTTP/1.1\r\nHost: evil.test\r\n", MISDIRECTED),
        ] {
            assert_eq!(parse(head), Err(status), "{head}");
        }
    }
}
