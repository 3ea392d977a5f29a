//! The registry hosts of each of AWS's clouds, and what Wave and other programs make of them.

use keyferry::aws::{Partition, RegistryHost};
use keyferry::credential::judge;
use keyferry::finding::{Code, Severity};

use crate::patterns::{Pattern, held_against};

/// The worst that is said of a registry server, and what mends it.
pub fn judged(text: &str) -> (Severity, Option<String>) {
    let findings = judge::registry(text, None);
    let worst = findings.iter().map(|finding| finding.severity).max().unwrap();
    (worst, findings.into_iter().find_map(|finding| finding.fix))
}

/// Whether it is taken as it is, and will work through Wave for all that can be told.
pub fn works(text: &str) -> bool {
    RegistryHost::parse(text).is_ok() && judged(text).0 <= Severity::Advice
}

pub fn says(text: &str, code: Code) -> bool {
    judge::registry(text, None).iter().any(|finding| finding.code == code)
}

#[track_caller]
fn is_fine(text: &str) {
    assert_eq!(RegistryHost::parse(text).map(|host| host.to_string()), Ok(text.to_owned()));
    assert_eq!(judged(text), (Severity::Good, None), "{text}");
}

/// That it is refused, and what mends it, which is fine itself.
#[track_caller]
fn is_refused(text: &str, fix: Option<&str>) {
    assert!(RegistryHost::parse(text).is_err(), "{text}");
    assert_eq!(judged(text), (Severity::Error, fix.map(str::to_owned)), "{text}");
    if let Some(fix) = fix {
        assert!(works(fix), "{fix}");
    }
}

#[track_caller]
fn is_refused_as(text: &str, code: Code, fix: Option<&str>) {
    is_refused(text, fix);
    assert!(says(text, code), "{text}: {:?}", judge::registry(text, None));
}

// The clouds.

/// The four hosts of a registry: standard, dual-stack, FIPS, and both.
fn four(region: &str, suffix: &str, dual_stack: &str) -> [String; 4] {
    [
        format!("123456789012.dkr.ecr.{region}.{suffix}"),
        format!("123456789012.dkr-ecr.{region}.{dual_stack}"),
        format!("123456789012.dkr.ecr-fips.{region}.{suffix}"),
        format!("123456789012.dkr-ecr-fips.{region}.{dual_stack}"),
    ]
}

/// Of a cloud within Wave's reach the standard host is fine, and mends the three others.
#[track_caller]
fn is_within_reach(partition: Partition, region: &str, suffix: &str, dual_stack: &str) {
    assert!(partition.works_with_wave());
    assert_eq!((partition.dns_suffix(), partition.dual_stack_suffix()), (suffix, dual_stack));
    let [standard, dual_stack, fips, both] = four(region, suffix, dual_stack);
    is_fine(&standard);
    is_refused_as(&dual_stack, Code::RegistryDualStack, Some(&standard));
    is_refused_as(&fips, Code::RegistryFips, Some(&standard));
    is_refused_as(&both, Code::RegistryFips, Some(&standard));
}

/// Of any other cloud all four are valid, can never work, and nothing mends them.
#[track_caller]
fn is_out_of_reach(partition: Partition, region: &str, suffix: &str, dual_stack: &str) {
    assert_eq!((partition.dns_suffix(), partition.dual_stack_suffix()), (suffix, dual_stack));
    assert!(!partition.works_with_wave());
    for host in four(region, suffix, dual_stack) {
        is_refused_as(&host, Code::RegistryPartition, None);
        let findings = judge::registry(&host, None);
        let named = ("partition", partition.as_str().to_owned());
        assert!(findings.iter().any(|finding| finding.arguments.contains(&named)), "{host}");
    }
}

#[test]
fn partition_aws() {
    assert_eq!(Partition::Aws.as_str(), "aws");
    is_within_reach(Partition::Aws, "eu-west-1", "amazonaws.com", "on.aws");
}

#[test]
fn partition_aws_us_gov() {
    assert_eq!(Partition::UsGov.as_str(), "aws-us-gov");
    is_within_reach(Partition::UsGov, "us-gov-west-1", "amazonaws.com", "on.aws");
}

#[test]
fn partition_aws_cn() {
    assert_eq!(Partition::China.as_str(), "aws-cn");
    let dual_stack = "on.amazonwebservices.com.cn";
    is_within_reach(Partition::China, "cn-north-1", "amazonaws.com.cn", dual_stack);
}

#[test]
fn partition_aws_eusc() {
    assert_eq!(Partition::EuSovereign.as_str(), "aws-eusc");
    let dual_stack = "on.amazonwebservices.eu";
    is_out_of_reach(Partition::EuSovereign, "eusc-de-east-1", "amazonaws.eu", dual_stack);
}

#[test]
fn partition_aws_iso() {
    assert_eq!(Partition::Iso.as_str(), "aws-iso");
    is_out_of_reach(Partition::Iso, "us-iso-east-1", "c2s.ic.gov", "on.aws.ic.gov");
}

#[test]
fn partition_aws_iso_b() {
    assert_eq!(Partition::IsoB.as_str(), "aws-iso-b");
    is_out_of_reach(Partition::IsoB, "us-isob-east-1", "sc2s.sgov.gov", "on.aws.scloud");
}

#[test]
fn partition_aws_iso_e() {
    assert_eq!(Partition::IsoE.as_str(), "aws-iso-e");
    let dual_stack = "on.cloud-aws.adc-e.uk";
    is_out_of_reach(Partition::IsoE, "eu-isoe-west-1", "cloud.adc-e.uk", dual_stack);
}

#[test]
fn partition_aws_iso_f() {
    assert_eq!(Partition::IsoF.as_str(), "aws-iso-f");
    is_out_of_reach(Partition::IsoF, "us-isof-south-1", "csp.hci.ic.gov", "on.aws.hci.ic.gov");
}

#[test]
fn ecr_public_is_taken_and_what_it_needs_is_said() {
    assert_eq!(RegistryHost::parse("public.ecr.aws"), Ok(RegistryHost::Public));
    assert_eq!(judged("public.ecr.aws"), (Severity::Advice, None));
    assert!(says("public.ecr.aws", Code::RegistryPublic));
}

#[test]
fn ecr_publics_dual_stack_host_is_mended_by_its_standard_one() {
    is_refused_as("ecr-public.aws.com", Code::RegistryDualStack, Some("public.ecr.aws"));
}

#[test]
fn ecr_publics_api_in_either_of_its_regions_is_no_registry() {
    for region in ["us-east-1", "us-west-2"] {
        let text = format!("api.ecr-public.{region}.amazonaws.com");
        assert!(RegistryHost::parse(&text).is_err());
        assert_eq!(judged(&text).0, Severity::Error, "{text}");
    }
}

#[test]
fn cn_stands_at_the_end_if_and_only_if_the_region_is_chinas() {
    for (wrong, right) in [
        (
            "123456789012.dkr.ecr.cn-north-1.amazonaws.com",
            "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
        ),
        (
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        ),
    ] {
        is_refused_as(wrong, Code::RegistrySuffix, Some(right));
    }
}

macro_rules! fips {
    ($($name:ident: $region:literal;)+) => { $(
        #[test]
        fn $name() {
            let [standard, _, fips, _] = four($region, "amazonaws.com", "on.aws");
            is_refused_as(&fips, Code::RegistryFips, Some(&standard));
        }
    )+ };
}

fips! {
    fips_us_east_1: "us-east-1";
    fips_us_east_2: "us-east-2";
    fips_us_west_1: "us-west-1";
    fips_us_west_2: "us-west-2";
    fips_us_gov_east_1: "us-gov-east-1";
    fips_us_gov_west_1: "us-gov-west-1";
}

// Other programs' patterns.

const STANDARD: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const GOVCLOUD: &str = "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com";
const CHINA: &str = "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn";
const FIPS: &str = "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com";
const DUAL_STACK: &str = "123456789012.dkr-ecr.us-west-2.on.aws";
const BOTH: &str = "123456789012.dkr-ecr-fips.us-west-2.on.aws";
const SOVEREIGN: &str = "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu";
const ISO: &str = "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov";
const ISO_E: &str = "123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk";
const PUBLIC: &str = "public.ecr.aws";
const PUBLIC_DUAL_STACK: &str = "ecr-public.aws.com";
const ELEVEN_DIGITS: &str = "12345678901.dkr.ecr.eu-west-1.amazonaws.com";
const LOOK_ALIKE: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example";
const PUBLIC_LOOK_ALIKE: &str = "public.ecr.aws.evil.example";

const WAVE: Pattern = Pattern(r"^(\d+)\.dkr\.ecr\.([a-z\-\d]+)\.amazonaws\.com");
const WAVE_PUBLIC: Pattern = Pattern(r"public\.ecr\.aws");
const HELPER: Pattern = Pattern(concat!(
    r"^(\d{12})\.dkr[\.\-]ecr(\-fips)?\.([a-zA-Z0-9][a-zA-Z0-9-_]*)\.(amazonaws\.(?:com(?:\.cn)?|",
    r"eu)|on\.(?:aws|amazonwebservices\.com\.cn)|sc2s\.sgov\.gov|c2s\.ic\.gov|",
    r"cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$",
));

const BY_WAVE: &str = "valid, but Wave doesn't take it for ECR";

#[test]
fn wave_pattern_agrees_but_for_what_it_takes_too_much() {
    held_against(
        WAVE,
        works,
        &[
            (STANDARD, true, true, ""),
            (GOVCLOUD, true, true, ""),
            (CHINA, true, true, ""),
            (FIPS, false, false, ""),
            (DUAL_STACK, false, false, ""),
            (BOTH, false, false, ""),
            (SOVEREIGN, false, false, ""),
            (ISO, false, false, ""),
            ("123456789012.dkr.ecr.EU-WEST-1.amazonaws.com", false, false, ""),
            ("1234-5678-9012.dkr.ecr.eu-west-1.amazonaws.com", false, false, ""),
            (ELEVEN_DIGITS, true, false, "an account has twelve digits: nobody's registry"),
            (LOOK_ALIKE, true, false, "Wave looks at no end, and would send a token there"),
            (
                "123456789012.dkr.ecr.eu-west-1.amazonaws.com/x",
                true,
                false,
                "Wave would log in, but never finds it equal to an image's host",
            ),
            (
                "123456789012.dkr.ecr.cn-north-1.amazonaws.com",
                true,
                false,
                "China's hosts end in .cn, and this one doesn't exist",
            ),
            ("123456789012.dkr.ecr.eu-wset-1.amazonaws.com", true, false, "no such region"),
        ],
    );
    assert_eq!(WAVE.capture(STANDARD, 2).as_deref(), Some("eu-west-1"));
}

#[test]
fn wave_pattern_for_ecr_public_agrees_but_for_what_it_takes_too_much() {
    held_against(
        WAVE_PUBLIC,
        works,
        &[
            (PUBLIC, true, true, ""),
            (PUBLIC_DUAL_STACK, false, false, ""),
            (PUBLIC_LOOK_ALIKE, true, false, "Wave finds it anywhere, and would send a token"),
            ("notpublic.ecr.aws", true, false, "Wave finds it anywhere, and would send a token"),
            ("public.ecr.aws/team", true, false, "never equal to an image's host"),
        ],
    );
}

#[test]
fn helper_pattern_agrees_but_for_hosts_that_wave_does_not_know() {
    held_against(
        HELPER,
        works,
        &[
            (STANDARD, true, true, ""),
            (GOVCLOUD, true, true, ""),
            (CHINA, true, true, ""),
            (ELEVEN_DIGITS, false, false, ""),
            (LOOK_ALIKE, false, false, ""),
            ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/x", false, false, ""),
            ("1234-5678-9012.dkr.ecr.eu-west-1.amazonaws.com", false, false, ""),
            (FIPS, true, false, BY_WAVE),
            (DUAL_STACK, true, false, BY_WAVE),
            (BOTH, true, false, BY_WAVE),
            (SOVEREIGN, true, false, BY_WAVE),
            (ISO, true, false, BY_WAVE),
            (ISO_E, true, false, BY_WAVE),
            (
                "123456789012.dkr.ecr.EU-WEST-1.amazonaws.com",
                true,
                false,
                "Wave compares letter by letter with an image's host",
            ),
            ("123456789012.dkr.ecr.not_real.amazonaws.com", true, false, "no such region"),
            (PUBLIC, false, true, "the helper has it in a list of its own"),
        ],
    );
}

#[test]
fn fluxcd_pattern_agrees_but_for_hosts_that_wave_does_not_know() {
    held_against(
        Pattern(concat!(
            r"([0-9+]*).dkr[.-]ecr(?:-fips)?\.([^/.]*)\.(amazonaws\.com[.cn]*|",
            r"amazonaws\.eu|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk|",
            r"csp\.hci\.ic\.gov|on\.aws)",
        )),
        works,
        &[
            (STANDARD, true, true, ""),
            (GOVCLOUD, true, true, ""),
            (CHINA, true, true, ""),
            ("quay.io", false, false, ""),
            (FIPS, true, false, BY_WAVE),
            (DUAL_STACK, true, false, BY_WAVE),
            (SOVEREIGN, true, false, BY_WAVE),
            (ISO, true, false, BY_WAVE),
            (ELEVEN_DIGITS, true, false, "an account has twelve digits: nobody's registry"),
            (LOOK_ALIKE, true, false, "theirs has no end"),
            ("dkr.ecr.eu-west-1.amazonaws.com", false, false, ""),
            ("x.dkr.ecr.eu-west-1.amazonaws.com", true, false, "theirs needs no account"),
            (PUBLIC, false, true, "they look for private registries only"),
        ],
    );
}

#[test]
fn renovate_pattern_agrees_but_for_hosts_that_wave_does_not_know() {
    held_against(
        Pattern(concat!(
            r"\d+\.(?:dkr\.ecr|dkr-ecr)(?:-fips)?\.([-a-z0-9]+)\.(?:amazonaws\.com|",
            r"on\.aws|amazonaws\.com\.cn|on\.amazonwebservices\.com\.cn|amazonaws\.eu|",
            r"on\.amazonwebservices\.eu|c2s\.ic\.gov|on\.aws\.ic\.gov|sc2s\.sgov\.gov|",
            r"on\.aws\.scloud|scloud\.adc-e\.uk|on\.cloud-aws\.adc-e\.uk|",
            r"csp\.hci\.ic\.gov|on\.aws\.hci\.ic\.gov|)",
        )),
        works,
        &[
            (STANDARD, true, true, ""),
            (GOVCLOUD, true, true, ""),
            (CHINA, true, true, ""),
            ("123456789012.dkr.ecr.EU-WEST-1.amazonaws.com", false, false, ""),
            ("quay.io", false, false, ""),
            (FIPS, true, false, BY_WAVE),
            (DUAL_STACK, true, false, BY_WAVE),
            (SOVEREIGN, true, false, BY_WAVE),
            (ISO, true, false, BY_WAVE),
            (ISO_E, true, false, BY_WAVE),
            (ELEVEN_DIGITS, true, false, "an account has twelve digits: nobody's registry"),
            (LOOK_ALIKE, true, false, "theirs has no end"),
            (
                "123456789012.dkr.ecr.eu-west-1.evil.example",
                true,
                false,
                "their last branch is empty, so any end will do",
            ),
            (PUBLIC, false, true, "they have a pattern of its own for it"),
        ],
    );
}

#[test]
fn renovate_pattern_for_ecr_public_agrees_but_for_the_dual_stack_host() {
    held_against(
        Pattern(r"public\.ecr\.aws|ecr-public\.aws\.com"),
        works,
        &[
            (PUBLIC, true, true, ""),
            (PUBLIC_DUAL_STACK, true, false, BY_WAVE),
            (PUBLIC_LOOK_ALIKE, true, false, "theirs has no end"),
        ],
    );
}

#[test]
fn kargo_pattern_agrees_but_for_the_path_that_it_wants() {
    held_against(
        Pattern(r"^(oci://)?[0-9]{12}\.dkr\.ecr\.(.+)\.amazonaws\.com/"),
        // Theirs is for images and charts, so it is held against what they lead to.
        |text| RegistryHost::normalise(text).host.is_ok(),
        &[
            ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/x", true, true, ""),
            ("oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com/x", true, true, ""),
            ("12345678901.dkr.ecr.eu-west-1.amazonaws.com/x", false, false, ""),
            ("123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/x", false, false, ""),
            ("123456789012.dkr-ecr.us-west-2.on.aws/x", false, false, ""),
            (STANDARD, false, true, "a registry server has no path"),
            (
                "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/x",
                false,
                true,
                "they forgot China, which Wave reaches",
            ),
            (
                "123456789012.dkr.ecr.eu.west.1.amazonaws.com/x",
                true,
                false,
                "a region holds no dots",
            ),
        ],
    );
    assert!(says("oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com/x", Code::RegistryScheme));
}

// The test cases of AWS's credential helper for Docker.

/// The helper cuts a path off; what it takes then is held against the host that we come to.
#[track_caller]
fn helper_takes(text: &str, fix: Option<&str>) {
    let host = text.trim_start_matches("https://").split('/').next().unwrap();
    assert!(HELPER.finds(host) || [PUBLIC, PUBLIC_DUAL_STACK].contains(&host), "{text}");
    match fix {
        Some(fix) if fix == text => assert!(works(text), "{text}"),
        fix => is_refused(text, fix),
    }
}

macro_rules! taken {
    ($($name:ident: $text:literal => $fix:expr;)+) => { $(
        #[test]
        fn $name() { helper_takes($text, $fix); }
    )+ };
}

taken! {
    helper_takes_a_url_and_we_mend_it:
        "https://123456789012.dkr.ecr.us-east-1.amazonaws.com/v2/blah/blah"
        => Some("123456789012.dkr.ecr.us-east-1.amazonaws.com");
    helper_takes_a_host_and_so_do_we:
        "123456789012.dkr.ecr.us-west-2.amazonaws.com"
        => Some("123456789012.dkr.ecr.us-west-2.amazonaws.com");
    helper_takes_dual_stack_and_we_mend_it:
        "123456789012.dkr-ecr.us-west-2.on.aws"
        => Some("123456789012.dkr.ecr.us-west-2.amazonaws.com");
    helper_takes_dual_stack_with_fips_and_we_mend_it:
        "123456789012.dkr-ecr-fips.us-west-2.on.aws"
        => Some("123456789012.dkr.ecr.us-west-2.amazonaws.com");
    helper_takes_china_with_a_path_and_we_mend_it:
        "210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn/foo"
        => Some("210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn");
    helper_takes_chinas_dual_stack_and_we_mend_it:
        "210987654321.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn"
        => Some("210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn");
    helper_takes_iso_and_we_refuse_it:
        "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov" => None;
    helper_takes_isob_and_we_refuse_it:
        "123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov" => None;
    helper_takes_isoe_and_we_refuse_it:
        "123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk" => None;
    helper_takes_isof_and_we_refuse_it:
        "123456789012.dkr.ecr.us-isof-east-1.csp.hci.ic.gov" => None;
    helper_takes_govclouds_fips_and_we_mend_it:
        "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com"
        => Some("123456789012.dkr.ecr.us-gov-west-1.amazonaws.com");
    helper_takes_the_sovereign_cloud_and_we_refuse_it:
        "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu" => None;
    helper_takes_ecr_public_and_so_do_we:
        "public.ecr.aws" => Some("public.ecr.aws");
    helper_takes_ecr_publics_dual_stack_and_we_mend_it:
        "ecr-public.aws.com" => Some("public.ecr.aws");
}

/// What the helper rejects can't work here either, and is never mended into a host.
#[track_caller]
fn helper_rejects(text: &str) {
    let host = text.split('/').next().unwrap();
    assert!(!HELPER.finds(host) && host != PUBLIC && host != PUBLIC_DUAL_STACK, "{text}");
    assert!(RegistryHost::normalise(text).host.is_err(), "{text}");
    assert_eq!(judged(text).1, None, "{text}");
}

#[track_caller]
fn helper_rejects_a_look_alike(text: &str) {
    helper_rejects(text);
    assert!(says(text, Code::RegistryLookAlike), "{text}");
    assert_eq!(judged(text).0, Severity::Error);
}

#[test]
fn helper_rejects_a_host_without_an_account() {
    helper_rejects(".dkr.ecr.not-real.amazonaws.com");
    assert_eq!(judged(".dkr.ecr.not-real.amazonaws.com").0, Severity::Error);
}

#[test]
fn helper_rejects_what_is_not_of_aws() {
    helper_rejects("not.ecr.io");
    assert!(judged("not.ecr.io").0 >= Severity::Warning);
}

#[test]
fn helper_rejects_a_host_that_goes_on_behind_amazonaws_com() {
    helper_rejects_a_look_alike("123456789012.dkr.ecr.us-west-2.amazonaws.com.fake.example.com");
}

#[test]
fn helper_rejects_an_image_whose_host_goes_on_behind_amazonaws_com() {
    helper_rejects_a_look_alike(
        "123456789012.dkr.ecr.us-west-2.amazonaws.com.fake.example.com/image:latest",
    );
}

#[test]
fn helper_rejects_a_fips_host_that_goes_on_behind_amazonaws_com() {
    helper_rejects_a_look_alike(
        "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com.fake.example.com",
    );
}

#[test]
fn helper_rejects_a_chinese_host_that_goes_on_behind_cn() {
    helper_rejects_a_look_alike(
        "210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn.fake.example.com",
    );
}

#[test]
fn helper_rejects_an_end_of_china_that_does_not_exist() {
    helper_rejects_a_look_alike("210987654321.dkr-ecr.cn-north-1.on.aws.com.cn");
}

#[test]
fn helper_rejects_a_host_that_goes_on_behind_ecr_public() {
    helper_rejects_a_look_alike("public.ecr.aws.fake.example.com");
}

// What each host does: how Wave logs in, whether the helper takes it, and what is said here.

/// Wave's way to log in to a registry: with a token of ECR, or with id and secret as they are.
fn is_ecr_for_wave(host: &str) -> bool {
    WAVE.finds(host) || WAVE_PUBLIC.finds(host)
}

#[test]
fn does_standard_and_govcloud_are_ecr_for_wave_and_fine() {
    for host in [STANDARD, GOVCLOUD] {
        assert!(is_ecr_for_wave(host) && HELPER.finds(host));
        is_fine(host);
    }
}

#[test]
fn does_china_is_ecr_for_wave_since_its_pattern_has_no_end_and_is_fine() {
    assert!(is_ecr_for_wave(CHINA) && HELPER.finds(CHINA));
    is_fine(CHINA);
}

#[test]
fn does_fips_is_a_plain_login_for_wave_and_can_never_work() {
    assert!(!is_ecr_for_wave(FIPS) && HELPER.finds(FIPS));
    let standard = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
    is_refused_as(FIPS, Code::RegistryFips, Some(standard));
}

#[test]
fn does_dual_stack_is_a_plain_login_for_wave_and_can_never_work() {
    assert!(!is_ecr_for_wave(DUAL_STACK) && HELPER.finds(DUAL_STACK));
    let standard = "123456789012.dkr.ecr.us-west-2.amazonaws.com";
    is_refused_as(DUAL_STACK, Code::RegistryDualStack, Some(standard));
}

#[test]
fn does_sovereign_is_a_plain_login_for_wave_and_can_never_work() {
    assert!(!is_ecr_for_wave(SOVEREIGN) && HELPER.finds(SOVEREIGN));
    is_refused_as(SOVEREIGN, Code::RegistryPartition, None);
}

#[test]
fn does_iso_is_a_plain_login_for_wave_and_can_never_work() {
    for host in [
        ISO,
        "123456789012.dkr.ecr.us-isob-west-1.sc2s.sgov.gov",
        ISO_E,
        "123456789012.dkr.ecr.us-isof-south-1.csp.hci.ic.gov",
    ] {
        assert!(!is_ecr_for_wave(host) && HELPER.finds(host), "{host}");
        is_refused_as(host, Code::RegistryPartition, None);
    }
}

#[test]
fn does_ecr_publics_dual_stack_is_a_plain_login_for_wave_and_can_never_work() {
    assert!(!is_ecr_for_wave(PUBLIC_DUAL_STACK));
    is_refused_as(PUBLIC_DUAL_STACK, Code::RegistryDualStack, Some(PUBLIC));
}

#[test]
fn does_a_scheme_keeps_wave_and_helper_from_knowing_it_and_is_mended() {
    let text = format!("https://{STANDARD}");
    assert!(!is_ecr_for_wave(&text) && !HELPER.finds(&text));
    is_refused_as(&text, Code::RegistryScheme, Some(STANDARD));
}

#[test]
fn does_a_blank_in_front_keeps_wave_and_helper_from_knowing_it_and_is_mended() {
    let text = format!(" {STANDARD}");
    assert!(!is_ecr_for_wave(&text) && !HELPER.finds(&text));
    is_refused(&text, Some(STANDARD));
}

#[test]
fn does_dashes_in_the_account_keep_wave_and_helper_from_knowing_it_and_are_mended() {
    let text = "1234-5678-9012.dkr.ecr.eu-west-1.amazonaws.com";
    assert!(!is_ecr_for_wave(text) && !HELPER.finds(text));
    is_refused(text, Some(STANDARD));
}

#[test]
fn does_a_region_in_capitals_keeps_wave_from_knowing_it_and_is_mended() {
    let text = "123456789012.dkr.ecr.EU-WEST-1.amazonaws.com";
    assert!(!is_ecr_for_wave(text));
    is_refused_as(text, Code::RegistryCase, Some(STANDARD));
}

#[test]
fn does_a_slash_or_a_repository_is_ecr_for_wave_but_equals_no_images_host_and_is_mended() {
    for end in ["/", "/repo"] {
        let text = format!("{STANDARD}{end}");
        assert!(is_ecr_for_wave(&text) && !HELPER.finds(&text));
        // Wave compares with what stands before the first slash of an image's name.
        assert_ne!(format!("{text}/tool").split('/').next(), Some(text.as_str()));
        is_refused_as(&text, Code::RegistryPath, Some(STANDARD));
    }
}

#[test]
fn does_an_account_of_11_digits_would_be_sent_a_token_by_wave_and_is_refused() {
    assert!(is_ecr_for_wave(ELEVEN_DIGITS) && !HELPER.finds(ELEVEN_DIGITS));
    is_refused(ELEVEN_DIGITS, None);
}

#[test]
fn does_a_look_alike_would_be_sent_a_token_by_wave_and_is_refused() {
    assert!(is_ecr_for_wave(LOOK_ALIKE) && !HELPER.finds(LOOK_ALIKE));
    is_refused_as(LOOK_ALIKE, Code::RegistryLookAlike, None);
}

#[test]
fn does_nothing_at_all_means_docker_hub() {
    assert!(says("", Code::RegistryEmpty) && says("docker.io", Code::RegistryDockerHub));
    for text in ["", "docker.io"] {
        assert!(!is_ecr_for_wave(text) && RegistryHost::parse(text).is_err());
        assert_eq!(judged(text), (Severity::Warning, None), "{text:?}");
    }
}

#[test]
fn what_is_to_be_tidied_is_tidied_before_it_is_judged() {
    for text in [
        "\t123456789012.dkr.ecr.eu-west-1.amazonaws.com\n",
        "123456789012.DKR.ecr.eu-west-1.amazonaws.com",
        "oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/a/b:1",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com.",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com:443",
    ] {
        assert_eq!(judged(text), (Severity::Error, Some(STANDARD.to_owned())), "{text:?}");
    }
}

#[test]
fn the_rule_is_one_pattern_and_ecr_public() {
    held_against(
        Pattern(r"^(\d{12})\.dkr\.ecr\.([a-z]{2,4}(?:-[a-z]+)+-\d)\.amazonaws\.com(\.cn)?$"),
        |text| RegistryHost::parse(text).is_ok(),
        &[
            (STANDARD, true, true, ""),
            (GOVCLOUD, true, true, ""),
            (CHINA, true, true, ""),
            ("123456789012.dkr.ecr.eu-west-9.amazonaws.com", true, true, ""),
            (FIPS, false, false, ""),
            (DUAL_STACK, false, false, ""),
            (SOVEREIGN, false, false, ""),
            (ISO, false, false, ""),
            (ELEVEN_DIGITS, false, false, ""),
            (LOOK_ALIKE, false, false, ""),
            (
                "123456789012.dkr.ecr.cn-north-1.amazonaws.com",
                true,
                false,
                "the pattern can't bind .cn to China's regions",
            ),
            (
                "123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn",
                true,
                false,
                "the pattern can't bind .cn to China's regions",
            ),
            (
                "123456789012.dkr.ecr.xx-west-1.amazonaws.com",
                true,
                false,
                "no cloud has regions in xx",
            ),
            (
                "123456789012.dkr.ecr.eu-west-12.amazonaws.com",
                false,
                true,
                "a region may get a number of two digits",
            ),
            (PUBLIC, false, true, "beside the pattern"),
        ],
    );
}
