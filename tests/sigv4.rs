//! Signature Version 4 against what AWS itself publishes and what botocore makes.

// clippy.toml allows these in test functions; what they share must be allowed to fail as well.
#![allow(clippy::unwrap_used)]

use keyferry::aws::signing::{Scope, Signature, Unsigned, sign};
use keyferry::aws::{AccessKeyId, SecretAccessKey, Time};

/// The secret of AWS's test suite.
const SUITE: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
/// The secret of AWS's documentation.
const DOCUMENTATION: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const WHEN: &str = "20150830T123600Z";

struct Case<'c> {
    method: &'c str,
    headers: &'c [(&'c str, &'c str)],
    body: &'c str,
    region: &'c str,
    service: &'c str,
    secret: &'c str,
}

impl Case<'_> {
    fn signed(&self) -> Signature {
        let request = Unsigned {
            method: self.method,
            path: "/",
            headers: self.headers,
            body: self.body.as_bytes(),
        };
        let time = Time::parse(WHEN).unwrap();
        let scope = Scope { region: self.region, service: self.service, time };
        sign(&request, &scope, &SecretAccessKey::parse(self.secret).unwrap())
    }
}

/// A case of the suite: <https://github.com/awslabs/aws-c-auth>, `tests/aws-signing-test-suite/v4`.
fn suite(method: &str, own: &[(&str, &str)], body: &str) -> Signature {
    let common = [("Host", "example.amazonaws.com"), ("X-Amz-Date", WHEN)];
    let headers = &[own, &common].concat();
    let (region, service) = ("us-east-1", "service");
    Case { method, headers, body, region, service, secret: SUITE }.signed()
}

#[test]
fn sigv4_official_get_vanilla() {
    let signed = suite("GET", &[], "");
    assert_eq!(signed.signed_headers, "host;x-amz-date");
    assert_eq!(
        signed.signature,
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    );
}

#[test]
fn sigv4_official_post_vanilla() {
    assert_eq!(
        suite("POST", &[], "").signature,
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
    );
}

#[test]
fn sigv4_official_post_header_key_sort() {
    let signed = suite("POST", &[("My-Header1", "value1")], "");
    assert_eq!(signed.signed_headers, "host;my-header1;x-amz-date");
    assert_eq!(
        signed.signature,
        "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"
    );
}

#[test]
fn sigv4_official_post_header_value_case() {
    assert_eq!(
        suite("POST", &[("My-Header1", "VALUE1")], "").signature,
        "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"
    );
}

#[test]
fn sigv4_official_get_header_value_trim() {
    let own = [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")];
    assert_eq!(
        suite("GET", &own, "").signature,
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
    );
}

#[test]
fn sigv4_official_post_x_www_form_urlencoded() {
    let own = [
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Content-Length", "13"),
        (
            "X-Amz-Content-Sha256",
            "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
        ),
    ];
    assert_eq!(
        suite("POST", &own, "Param1=value1").signature,
        "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b"
    );
}

#[test]
fn sigv4_official_post_sts_header_before() {
    let token = concat!(
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRX",
        "mxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburE",
        "Dy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL",
        "64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==",
    );
    assert_eq!(
        suite("POST", &[("X-Amz-Security-Token", token)], "").signature,
        "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"
    );
}

/// Made with botocore 1.44.5, its clock set to [`WHEN`].
fn golden(host: &str, own: &[(&str, &str)], body: &str, region: &str, service: &str) -> Signature {
    let headers = &[own, &[("host", host), ("x-amz-date", WHEN)]].concat();
    Case { method: "POST", headers, body, region, service, secret: DOCUMENTATION }.signed()
}

#[test]
fn sigv4_golden_sts() {
    let own = [("content-type", "application/x-www-form-urlencoded; charset=utf-8")];
    let body = "Action=GetCallerIdentity&Version=2011-06-15";
    let signed = golden("sts.amazonaws.com", &own, body, "us-east-1", "sts");
    assert_eq!(signed.signed_headers, "content-type;host;x-amz-date");
    assert_eq!(
        signed.signature,
        "af507cdf16ddec6822999fe5f0151f04aee68f5ce6aac4d6bf72901dc60aaf80"
    );
}

#[test]
fn sigv4_golden_ecr() {
    let own = [
        ("content-type", "application/x-amz-json-1.1"),
        ("x-amz-target", "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken"),
    ];
    let signed = golden("api.ecr.eu-west-1.amazonaws.com", &own, "{}", "eu-west-1", "ecr");
    assert_eq!(signed.signed_headers, "content-type;host;x-amz-date;x-amz-target");
    assert_eq!(
        signed.signature,
        "f1f2f6372ec6464eb18b4a277926b0cd23b0b3c411f70ae9cb4bc8bd78ae1bac"
    );
}

#[test]
fn sigv4_golden_ecr_public() {
    let own = [
        ("content-type", "application/x-amz-json-1.1"),
        ("x-amz-target", "SpencerFrontendService.GetAuthorizationToken"),
    ];
    let host = "api.ecr-public.us-east-1.amazonaws.com";
    let signed = golden(host, &own, "{}", "us-east-1", "ecr-public");
    assert_eq!(
        signed.signature,
        "de351292083605b0223a4dc39b4317bcf7a2ba772d1e3a5edba7bcbb0008d1ac"
    );
}

#[test]
fn sigv4_authorization_names_key_scope_and_headers() {
    let signed = Signature { signed_headers: "host;x-amz-date".into(), signature: "0af".into() };
    let id = AccessKeyId::parse("AKIARZPUZDIKKVKVKVKV").unwrap();
    let time = Time::parse(WHEN).unwrap();
    let scope = Scope { region: "eu-west-1", service: "ecr", time };
    assert_eq!(
        signed.authorization(&id, &scope),
        "AWS4-HMAC-SHA256 Credential=AKIARZPUZDIKKVKVKVKV/20150830/eu-west-1/ecr/aws4_request, \
         SignedHeaders=host;x-amz-date, Signature=0af"
    );
}

#[test]
fn sigv4_header_of_one_name_are_one_line_in_the_order_sent() {
    let once = suite("GET", &[("a", "b,c d")], "");
    let twice = suite("GET", &[("A", "b"), ("a", "  c   d ")], "");
    assert_eq!(once, twice);
    assert_ne!(once, suite("GET", &[("A", "c d"), ("a", "b")], ""));
}
