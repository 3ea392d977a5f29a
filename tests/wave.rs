//! Our judgement of a registry server against Wave's own: its two patterns, as they stand in Wave
//! 1.37 `AwsEcrService`, and its comparison, letter by letter, with the host of an image.

use keyferry::aws::{AccountId, Region, RegistryHost};
use keyferry::credential::judge;
use keyferry::finding::Severity;
use proptest::prelude::*;
use regex::Regex;

/// How Wave would log in to a registry.
#[derive(Debug, PartialEq)]
enum Login {
    /// With a token of the private registry in this region.
    Private(String),
    /// With a token of ECR Public.
    Public,
    /// With id and secret as they are, which ECR refuses.
    Basic,
}

fn wave(registry: &str) -> Login {
    let find = |pattern: &str| Regex::new(pattern).ok()?.captures(registry);
    if let Some(found) = find(r"^([0-9]+)\.dkr\.ecr\.([a-z\-0-9]+)\.amazonaws\.com") {
        Login::Private(found[2].to_owned())
    } else if find(r"public\.ecr\.aws").is_some() {
        Login::Public
    } else {
        Login::Basic
    }
}

/// Wave compares the registry server with what stands before the first `/` of an image's name, if
/// that has a dot or a colon; else the image is Docker Hub's.
fn host_of_image(image: &str) -> &str {
    let first = image.split('/').next().unwrap_or_default();
    if first.contains(['.', ':']) { first } else { "docker.io" }
}

fn is_without_error(text: &str) -> bool {
    judge::registry(text, None).iter().all(|finding| finding.severity < Severity::Error)
}

#[test]
fn what_keyferry_writes_is_what_wave_matches_and_logs_in_to() {
    let account = AccountId::parse("123456789012").unwrap();
    for facts in Region::known() {
        let region = Region::parse(facts.code).unwrap();
        let Ok(host) = RegistryHost::private(account, region) else {
            assert!(!facts.partition.works_with_wave(), "{}", facts.code);
            continue;
        };
        let text = host.to_string();
        assert_eq!(wave(&text), Login::Private(facts.code.to_owned()), "{text}");
        assert_eq!(host_of_image(&format!("{text}/team/tool:1.0")), text);
        assert!(is_without_error(&text), "{text}");
    }
    assert_eq!(wave(&RegistryHost::Public.to_string()), Login::Public);
}

#[test]
fn partitions_that_keyferry_refuses_are_no_ecr_for_wave() {
    for host in [
        "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu",
        "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov",
        "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com",
        "123456789012.dkr-ecr.us-west-2.on.aws",
        "ecr-public.aws.com",
        "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        " 123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        "123456789012.dkr.ecr.EU-WEST-1.amazonaws.com",
        "1234-5678-9012.dkr.ecr.eu-west-1.amazonaws.com",
    ] {
        assert_eq!(wave(host), Login::Basic, "{host}");
        assert!(!is_without_error(host), "{host}");
    }
}

#[test]
fn hosts_that_wave_would_send_a_token_to_by_mistake_are_refused() {
    for host in [
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example",
        "12345678901.dkr.ecr.eu-west-1.amazonaws.com",
        "public.ecr.aws.evil.example",
    ] {
        assert_ne!(wave(host), Login::Basic, "{host}");
        assert!(!is_without_error(host), "{host}");
    }
}

#[test]
fn a_port_of_another_registry_is_part_of_what_wave_compares() {
    for host in ["registry.example.com:5000", "reg.internal:8443", "localhost:5000", "quay.io"] {
        assert_eq!(host_of_image(&format!("{host}/team/tool")), host);
        assert!(is_without_error(host), "{host}");
    }
}

#[test]
fn what_never_equals_the_host_of_an_image_is_refused() {
    for host in [
        "123456789012",
        "eu-west-1",
        "localhost",
        "123456789012-dkr-ecr-eu-west-1-amazonaws-com",
        "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        "docker://123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/tool:1.0",
        "public.ecr.aws/team",
    ] {
        assert_ne!(host_of_image(&format!("{host}/team/tool")), host);
        assert!(!is_without_error(host), "{host}");
    }
}

proptest! {
    /// A text that passes as an ECR host is one that Wave logs in to, and that an image can have.
    #[test]
    fn a_private_host_without_an_error_is_one_for_wave(
        text in "(https?://)?[0-9]{11,13}\\.dkr[.-]ecr(-fips)?\\.[a-zA-Z]{2,4}(-[a-z]{3,9}){1,2}-[0-9]{1,2}\\.(amazonaws\\.com|amazonaws\\.com\\.cn|amazonaws\\.eu|on\\.aws)[/.]?"
    ) {
        if is_without_error(&text) {
            prop_assert!(matches!(wave(&text), Login::Private(_)), "{text}");
            let image = format!("{text}/team/tool");
            prop_assert_eq!(host_of_image(&image), &text);
        }
    }
}
