//! Keys, accounts, regions and registry hosts, as AWS and Wave have them.

// clippy.toml allows these in test functions; what they share must be allowed to fail as well.
#![allow(clippy::unwrap_used, clippy::panic)]

use keyferry::aws::{
    AccessKeyId, AccessKeyIdError, AccountId, AccountIdError, Change, Entity, Partition, Region,
    RegionError, RegistryHost, RegistryHostError, Repository, SecretAccessKey,
    SecretAccessKeyError,
};
use keyferry::credential::judge;
use keyferry::finding::{Code, Field, Finding, Severity};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use regex::Regex;

const ID: &str = "AKIARZPUZDIKKVKVKVKV";
const SECRET: &str = "kfExampleSecretKeyForTests0000000000/+AB";
const HOST: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

fn host(text: &str) -> RegistryHost {
    RegistryHost::parse(text).unwrap()
}

// Accounts.

#[test]
fn an_account_has_twelve_digits_zeros_in_front_included() {
    for text in [
        "123456789012",
        "000000000001",
        " 123456789012\n",
        "1234-5678-9012",
        "\u{feff}123456789012",
    ] {
        assert_eq!(AccountId::parse(text).unwrap().as_str().len(), 12, "{text:?}");
    }
    assert_eq!(AccountId::parse("1234-5678-9012").unwrap().to_string(), "123456789012");
}

#[test]
fn what_is_no_account_says_why() {
    for (text, error) in [
        ("", AccountIdError::Empty),
        (" ", AccountIdError::Empty),
        ("12345678901", AccountIdError::Length { found: 11 }),
        ("1234567890123", AccountIdError::Length { found: 13 }),
        ("12345678901a", AccountIdError::Character { position: 12 }),
        ("12-3456789012", AccountIdError::Character { position: 3 }),
        ("my-alias", AccountIdError::Character { position: 1 }),
        ("１23456789012", AccountIdError::Character { position: 1 }),
    ] {
        assert_eq!(AccountId::parse(text), Err(error), "{text:?}");
    }
}

#[test]
fn an_account_travels_as_a_string_and_a_wrong_one_not_at_all() {
    let account = AccountId::parse("012345678901").unwrap();
    let json = serde_json::to_string(&account).unwrap();
    assert_eq!(json, "\"012345678901\"");
    assert_eq!(serde_json::from_str::<AccountId>(&json).unwrap(), account);
    assert!(serde_json::from_str::<AccountId>("\"12\"").is_err());
}

// Access key ids.

#[test]
fn only_long_term_key_ids_are_key_ids() {
    use AccessKeyIdError as E;
    let one_letter = format!("AKIA{}", "X".repeat(16));
    for (text, error) in [
        ("", E::Empty),
        (" \u{200b}\"\"", E::Empty),
        ("ASIARZPUZDIKKVKVKVKV", E::Temporary),
        ("ASIAIOSFODNN7EXAMPLE", E::Example),
        (" akiaiosfodnn7example", E::Example),
        ("ABIARZPUZDIKKVKVKVKV", E::OtherEntity(Entity::BearerToken)),
        ("ACCARZPUZDIKKVKVKVKV", E::OtherEntity(Entity::ServiceCredential)),
        ("AGPARZPUZDIKKVKVKVKVA", E::OtherEntity(Entity::Group)),
        ("AIDARZPUZDIKKVKVKVKVA", E::OtherEntity(Entity::User)),
        ("AIPARZPUZDIKKVKVKVKVA", E::OtherEntity(Entity::InstanceProfile)),
        ("ANPARZPUZDIKKVKVKVKVA", E::OtherEntity(Entity::Policy)),
        ("ANVARZPUZDIKKVKVKVKVA", E::OtherEntity(Entity::Policy)),
        ("APKARZPUZDIKKVKVKVKVA", E::OtherEntity(Entity::PublicKey)),
        ("AROARZPUZDIKKVKVKVKVA", E::OtherEntity(Entity::Role)),
        ("ASCARZPUZDIKKVKVKVKVA", E::OtherEntity(Entity::Certificate)),
        ("arn:aws:iam::123456789012:role/wave/pull", E::RoleArn),
        ("arn:aws-us-gov:iam::123456789012:role/pull", E::RoleArn),
        ("arn:aws:iam::123456789012:user/joe", E::Arn),
        ("arn:aws:iam::12345678901:role/pull", E::Arn),
        ("123456789012", E::Account),
        ("AWS", E::DockerLogin),
        ("ABSKQUJDQUJDQUJDQUJD", E::Bedrock),
        ("LTAIkfExampleIdForTests0", E::OtherCloud { cloud: "Alibaba Cloud" }),
        ("DO00KFEXAMPLE0000000", E::OtherCloud { cloud: "DigitalOcean" }),
        ("AKIDkfExampleIdForTests0000000000000", E::OtherCloud { cloud: "Tencent Cloud" }),
        ("HPUAKFEXAMPLE0000000", E::OtherCloud { cloud: "Huawei Cloud" }),
        (SECRET, E::Secret),
        ("AKIDEXAMPLE", E::Example),
        ("<your key>", E::Placeholder),
        ("${AWS_ACCESS_KEY_ID}", E::Placeholder),
        ("YOUR_ACCESS_KEY_ID", E::Placeholder),
        (&one_letter, E::Placeholder),
        ("AKIA****************", E::Placeholder),
        ("AKIAYOURACCESSKEYIDX", E::Placeholder),
        ("AKIA1234", E::Length { found: 8 }),
        ("AKIARZPUZDIKKVKVKVKVAA", E::Length { found: 22 }),
        ("AKIARZPUZDIK-VKVKVKV", E::Character { position: 13 }),
        ("AKIAc29tZXRoaW5nCg==", E::Character { position: 5 }),
        ("joe@example.org", E::Prefix),
        ("Ascari", E::Prefix),
        ("é", E::Prefix),
    ] {
        assert_eq!(AccessKeyId::parse(text), Err(error), "{text:?}");
    }
}

#[test]
fn an_id_with_something_around_it_or_in_small_letters_is_mended() {
    for text in [
        " AKIARZPUZDIKKVKVKVKV",
        "AKIARZPUZDIKKVKVKVKV\n",
        "\"AKIARZPUZDIKKVKVKVKV\"",
        "\u{200b}AKIARZPUZDIKKVKVKVKV",
        "akiarzpuzdikkvkvkvkv",
    ] {
        let finding = AccessKeyId::parse(text).unwrap_err().finding();
        assert_eq!(finding.fix.as_deref(), Some(ID), "{text:?}");
        assert_eq!((finding.field, finding.severity), (Field::UserName, Severity::Error));
    }
}

// Secrets.

#[test]
fn a_secret_has_forty_characters_of_base64_without_padding() {
    let secret = SecretAccessKey::parse(SECRET).unwrap();
    assert_eq!((secret.expose(), secret.expose().len()), (SECRET, SecretAccessKey::LENGTH));
    assert_eq!(secret.doubt(), None);
}

#[test]
fn what_is_no_secret_says_why() {
    use SecretAccessKeyError as E;
    let spoilt = SECRET.replace('+', "-");
    let padded = format!("{SECRET} ");
    let quoted = format!("'{SECRET}'");
    let bedrock = format!("ABSK{}", "QUJD".repeat(30));
    let token = format!("eyJ{}", "QUJD".repeat(400));
    for (text, error) in [
        ("", E::Empty),
        ("  ", E::Empty),
        (padded.as_str(), E::Surrounded),
        (&quoted, E::Surrounded),
        (ID, E::AccessKeyId),
        ("BKfExampleMailPasswordForTests000000000/+ABC", E::SesOrCodeCommit),
        ("BKfExampleMailPasswordForTests000000000/+AB=", E::SesOrCodeCommit),
        (&bedrock, E::Bedrock),
        (&token, E::LoginToken),
        ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY", E::Example),
        ("****************", E::Placeholder),
        ("•••••••• Show", E::Placeholder),
        (&"x".repeat(40), E::Placeholder),
        (&"A".repeat(40), E::Placeholder),
        ("YOURSECRETACCESSKEYYOURSECRETACCESSKEYXX", E::Placeholder),
        ("<secret>", E::Placeholder),
        (&SECRET[1..], E::Length { found: 39 }),
        ("hunter2", E::Length { found: 7 }),
        (&spoilt, E::Character { position: 38 }),
    ] {
        assert_eq!(SecretAccessKey::parse(text).unwrap_err(), error);
    }
}

#[test]
fn a_secret_never_shows_itself() {
    let secret = SecretAccessKey::parse(SECRET).unwrap();
    assert_eq!(format!("{secret:?}"), "SecretAccessKey(hidden)");
    for text in [&SECRET[1..], &SECRET.replace('+', "-"), &format!(" {SECRET}")] {
        let error = SecretAccessKey::parse(text).unwrap_err();
        let said = format!("{error:?} {error} {:?}", error.finding());
        assert!(!said.contains("kfExample"), "{said}");
        assert_eq!(error.finding().fix, None);
    }
}

#[test]
fn twelve_characters_in_a_row_tell_a_secret() {
    let secret = SecretAccessKey::parse(SECRET).unwrap();
    for text in [SECRET, &SECRET[..12], &SECRET[28..], &format!("for {}!", &SECRET[5..20])] {
        assert!(secret.is_told_by(text), "{text}");
    }
    for text in ["", &SECRET[..11], "wave-ecr", "kfExampleSe kretKey"] {
        assert!(!secret.is_told_by(text), "{text}");
    }
}

// Regions and partitions.

#[test]
fn an_unknown_region_of_a_known_shape_is_a_region() {
    for (text, partition) in [
        ("eu-west-9", Partition::Aws),
        ("mx-northwest-12", Partition::Aws),
        ("cn-south-1", Partition::China),
        ("us-gov-south-1", Partition::UsGov),
        ("eusc-de-west-1", Partition::EuSovereign),
        ("us-iso-south-1", Partition::Iso),
        ("us-isob-south-1", Partition::IsoB),
        ("eu-isoe-east-1", Partition::IsoE),
        ("us-isof-north-1", Partition::IsoF),
    ] {
        let region = Region::parse(text).unwrap();
        assert_eq!((region.partition(), region.facts()), (partition, None), "{text}");
    }
}

#[test]
fn what_fits_no_partition_is_no_region() {
    for text in [
        "eu-west",
        "eu-west-",
        "eu-west-0",
        "eu-west-100",
        "EU-WEST-1",
        "xx-west-1",
        "aws-global",
        "cn-north",
        "us-gov-",
        "us-mars-west-1",
        "eu west 1",
        "Ireland",
        "eu-west-1a",
        "-west-1",
    ] {
        assert!(matches!(Region::parse(text), Err(RegionError::Shape { .. })), "{text}");
    }
    assert_eq!(Region::parse(" "), Err(RegionError::Empty));
}

#[test]
fn a_slip_leads_to_the_one_region_that_was_meant() {
    for (text, meant) in [
        ("eu-wset-1", Some("eu-west-1")),
        ("eu-cental-1", Some("eu-central-1")),
        ("ap-southheast-2", Some("ap-southeast-2")),
        ("eu-west-1", None),
        // AWS may open these tomorrow.
        ("eu-north-2", None),
        ("ca-east-1", None),
        // Two regions are equally near.
        ("us-est-1", None),
    ] {
        let region = Region::parse(text).unwrap();
        assert_eq!(region.meant().map(|facts| facts.code), meant, "{text}");
    }
    for (text, meant) in [
        ("eu-west1", Some("eu-west-1")),
        ("useast1", Some("us-east-1")),
        ("us_east_1", Some("us-east-1")),
        ("sa-east", Some("sa-east-1")),
        ("eu-central", None),
        ("frankfurt", Some("eu-central-1")),
        ("ue-west-1", None),
    ] {
        let Err(RegionError::Shape { nearest }) = Region::parse(text) else {
            panic!("{text} fits a shape");
        };
        assert_eq!(nearest.map(|facts| facts.code), meant, "{text}");
    }
}

// Registry hosts.

#[test]
fn a_host_is_built_from_account_and_region_where_wave_can_reach_it() {
    let account = AccountId::parse("123456789012").unwrap();
    for (region, host) in [
        ("eu-west-1", Some(HOST)),
        ("us-gov-west-1", Some("123456789012.dkr.ecr.us-gov-west-1.amazonaws.com")),
        ("cn-north-1", Some("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn")),
        ("eusc-de-east-1", None),
        ("us-iso-east-1", None),
        ("us-isob-east-1", None),
        ("eu-isoe-west-1", None),
        ("us-isof-east-1", None),
    ] {
        let built = RegistryHost::private(account, Region::parse(region).unwrap());
        assert_eq!(built.as_ref().ok().map(ToString::to_string).as_deref(), host, "{region}");
        assert!(built.is_ok() || built.is_err_and(|e| e.code() == Code::RegistryPartition));
    }
}

#[test]
fn only_the_exact_host_is_read() {
    for text in [HOST, "public.ecr.aws", "123456789012.dkr.ecr.cn-northwest-1.amazonaws.com.cn"] {
        assert_eq!(host(text).to_string(), text);
    }
    let error = RegistryHost::parse("https://public.ecr.aws").unwrap_err();
    assert_eq!(
        error,
        RegistryHostError::NotExact { change: Change::Scheme, host: RegistryHost::Public }
    );
    assert_eq!(error.finding().fix.as_deref(), Some("public.ecr.aws"));
}

#[test]
fn whatever_is_pasted_is_brought_to_the_host_and_every_change_is_told() {
    use Change::*;
    for (text, changes) in [
        (HOST, &[][..]),
        (" 123456789012.dkr.ecr.eu-west-1.amazonaws.com ", &[Blanks]),
        ("\u{200b}123456789012.dkr.ecr.eu-west-1.amazonaws.com", &[Blanks]),
        ("123456789012.dkr.\u{200b}ecr.eu-west-1.amazonaws.com", &[Blanks]),
        ("\"123456789012.dkr.ecr.eu-west-1.amazonaws.com\"", &[Quotes]),
        ("https://123456789012.dkr.ecr.eu-west-1.amazonaws.com", &[Scheme]),
        ("https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/blah/blah", &[Scheme, Path]),
        ("oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com", &[Scheme]),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/", &[Path]),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/tools/samtools:1.21", &[Path]),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com:latest", &[Path]),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com:443", &[Port]),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com.", &[TrailingDot]),
        ("123456789012.DKR.ECR.EU-West-1.amazonaws.com", &[Case]),
        ("1234-5678-9012.dkr.ecr.eu-west-1.amazonaws.com", &[AccountDashes]),
        (
            "docker pull 123456789012.dkr.ecr.eu-west-1.amazonaws.com/samtools:1.21",
            &[Command, Path],
        ),
        (
            "docker login --username AWS --password-stdin \
             123456789012.dkr.ecr.eu-west-1.amazonaws.com",
            &[Command],
        ),
        ("FROM 123456789012.dkr.ecr.eu-west-1.amazonaws.com/base AS build", &[Command, Path]),
        ("arn:aws:ecr:eu-west-1:123456789012:repository/samtools", &[Arn]),
        (
            "https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/123456789012/\
             samtools?region=eu-west-1",
            &[ConsoleUrl],
        ),
        (
            " HTTPS://123456789012.dkr.ecr.eu-west-1.AMAZONAWS.com:443/x ",
            &[Blanks, Scheme, Path, Port, Case],
        ),
    ] {
        let normalised = RegistryHost::normalise(text);
        assert_eq!(normalised.host, Ok(host(HOST)), "{text:?}");
        assert_eq!(normalised.changes, changes, "{text:?}");
        for finding in normalised.findings() {
            assert_eq!(finding.fix.as_deref(), Some(HOST), "{text:?}");
        }
    }
}

#[test]
fn an_image_of_ecr_public_is_brought_to_its_host() {
    let normalised = RegistryHost::normalise("public.ecr.aws/amazonlinux/amazonlinux:2");
    assert_eq!(normalised.host, Ok(RegistryHost::Public));
}

#[test]
fn hosts_that_wave_does_not_take_for_ecr_are_told_apart() {
    for (text, code, fix) in [
        ("", Code::RegistryEmpty, None),
        ("docker.io", Code::RegistryDockerHub, None),
        ("quay.io", Code::RegistryNotEcr, None),
        ("not.ecr.io", Code::RegistryNotEcr, None),
        ("sts.amazonaws.com", Code::RegistryOtherAws, None),
        ("api.ecr.eu-west-1.amazonaws.com", Code::RegistryOtherAws, None),
        ("vpce-0abc.dkr.ecr.eu-west-1.vpce.amazonaws.com", Code::RegistryOtherAws, None),
        ("123456789012.dkr.ecr.eu-west-1.vpce.amazonaws.com", Code::RegistryOtherAws, None),
        ("hub.docker.com", Code::RegistryDockerHub, None),
        ("registry.hub.docker.com", Code::RegistryDockerHub, None),
        ("https://hub.docker.com/r/biocontainers/samtools", Code::RegistryDockerHub, None),
        (
            "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com",
            Code::RegistryFips,
            Some("123456789012.dkr.ecr.us-east-1.amazonaws.com"),
        ),
        (
            "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
            Code::RegistryFips,
            Some("123456789012.dkr.ecr.us-gov-west-1.amazonaws.com"),
        ),
        (
            "123456789012.dkr-ecr-fips.us-west-2.on.aws",
            Code::RegistryFips,
            Some("123456789012.dkr.ecr.us-west-2.amazonaws.com"),
        ),
        (
            "123456789012.dkr-ecr.us-west-2.on.aws",
            Code::RegistryDualStack,
            Some("123456789012.dkr.ecr.us-west-2.amazonaws.com"),
        ),
        (
            "210987654321.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn",
            Code::RegistryDualStack,
            Some("210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn"),
        ),
        ("ecr-public.aws.com", Code::RegistryDualStack, Some("public.ecr.aws")),
        ("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu", Code::RegistryPartition, None),
        ("123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov", Code::RegistryPartition, None),
        ("123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov", Code::RegistryPartition, None),
        ("123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk", Code::RegistryPartition, None),
        ("123456789012.dkr.ecr.us-isof-east-1.csp.hci.ic.gov", Code::RegistryPartition, None),
        ("12345678901.dkr.ecr.eu-west-1.amazonaws.com", Code::AccountLength, None),
        (".dkr.ecr.not-real.amazonaws.com", Code::AccountEmpty, None),
        ("dkr.ecr.eu-west-1.amazonaws.com", Code::AccountEmpty, None),
        ("123456789012.dkr.ecr.amazonaws.com", Code::RegionEmpty, None),
        ("123456789012.dkr.ecr..amazonaws.com", Code::RegionEmpty, None),
        ("<account>.dkr.ecr.eu-west-1.amazonaws.com", Code::AccountCharacter, None),
        ("123456789012.dkr.ecr.nowhere.amazonaws.com", Code::RegionShape, None),
        ("123456789012.dkr.ecr.eu-west1.amazonaws.com", Code::RegionShape, Some(HOST)),
        (
            "123456789012.dkr.ecr.cn-north-1.amazonaws.com",
            Code::RegistrySuffix,
            Some("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn"),
        ),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn", Code::RegistrySuffix, Some(HOST)),
    ] {
        let finding = RegistryHost::parse(text).unwrap_err().finding();
        assert_eq!((finding.code, finding.fix.as_deref()), (code, fix), "{text:?}");
        assert_eq!(finding.field, Field::Registry);
    }
}

#[test]
fn a_host_that_only_reads_like_ecr_is_refused() {
    for text in [
        "123456789012.dkr.ecr.us-west-2.amazonaws.com.evil.example",
        "123456789012.dkr.ecr.us-west-2.amazonaws.com.evil.example/image:latest",
        "123456789012.dkr.ecr-fips.us-west-2.amazonaws.com.evil.example",
        "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn.evil.example",
        "123456789012.dkr-ecr.cn-north-1.on.aws.com.cn",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.comx",
        "public.ecr.aws.evil.example",
        "notpublic.ecr.aws",
        "amazonaws.com.evil.example",
    ] {
        let host = RegistryHost::normalise(text).host;
        assert_eq!(host, Err(RegistryHostError::LookAlike), "{text}");
    }
}

#[test]
fn a_region_that_nobody_knows_is_doubted_and_a_slip_is_mended() {
    let doubt = host("123456789012.dkr.ecr.eu-west-9.amazonaws.com").doubt().unwrap();
    assert_eq!((doubt.code, doubt.fix), (Code::RegistryRegionUnknown, None));
    let doubt = host("123456789012.dkr.ecr.eu-wset-1.amazonaws.com").doubt().unwrap();
    assert_eq!((doubt.code, doubt.fix.as_deref()), (Code::RegistryRegionTypo, Some(HOST)));
    assert_eq!(host(HOST).doubt(), None);
    assert_eq!(RegistryHost::Public.doubt(), None);
}

/// What is pasted, with `HOST` for the host.
fn registry(pasted: &str) -> Vec<Finding> {
    judge::registry(&pasted.replace("HOST", HOST), None)
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

/// The one fix of all findings that have one. Each says the same, and leaves nothing to mend.
fn fix(findings: &[Finding]) -> Option<&str> {
    let mut fixes = findings.iter().filter_map(|finding| finding.fix.as_deref());
    let fix = fixes.next()?;
    assert!(fixes.all(|other| other == fix), "{findings:?}");
    let left = judge::registry(fix, None);
    assert!(left.iter().all(|f| f.severity < Severity::Error && f.fix.is_none()), "{left:?}");
    Some(fix)
}

#[test]
fn blanks_within_a_host_keep_it_from_being_one_and_are_taken_away() {
    for blank in [" ", "\t", "\n", "\r", "\r\n  ", "\u{a0}", "\u{2028}", "\u{3000}"] {
        for (torn, at) in [("HOST", 12), ("HOST", 21), ("HOST", 30), ("HOST", 40)] {
            let mut text = torn.replace("HOST", HOST);
            text.insert_str(at, blank);
            let findings = registry(&text);
            assert_eq!(codes(&findings), ["registry_blanks"], "{text:?}");
            assert_eq!(fix(&findings), Some(HOST), "{text:?}");
        }
    }
    for (text, all) in [
        (HOST.replace('.', " . "), &["registry_blanks"][..]),
        (HOST.replace("1234", "1234 ") + "/x", &["registry_blanks", "registry_path"]),
        (format!("'{}'", HOST.replace(".eu", ". eu")), &["registry_quotes", "registry_blanks"]),
    ] {
        let findings = registry(&text);
        assert_eq!(codes(&findings), all, "{text:?}");
        assert_eq!(fix(&findings), Some(HOST), "{text:?}");
    }
}

#[test]
fn a_slip_in_the_region_is_mended_together_with_all_else() {
    for text in [
        "123456789012.dkr.ecr.eu-wset-1.amazonaws.com",
        " 123456789012.dkr.ecr.eu-wset-1.amazonaws.com",
        "https://123456789012.dkr.ecr.eu-wset-1.amazonaws.com/x",
        "docker pull 123456789012.dkr.ecr.eu-wset-1.amazonaws.com/x",
        "1234-5678-9012.DKR.ecr.eu-wset-1.amazonaws.com.",
        "123456789012.dkr.ecr-fips.eu-wset-1.amazonaws.com:443",
        "123456789012.dkr-ecr.eu-wset-1.on.aws/x",
        "123456789012.dkr.ecr.eu-wset-1.amazonaws.com.cn/",
        "https://123456789012.dkr.ecr.eu-west1.amazonaws.com",
        "arn:aws:ecr:eu-wset-1:123456789012:repository/x",
        "https://eu-wset-1.console.aws.amazon.com/ecr/repositories/private/123456789012/x",
    ] {
        assert_eq!(fix(&registry(text)), Some(HOST), "{text}");
    }
    let error =
        RegistryHost::parse("https://123456789012.dkr.ecr.eu-wset-1.amazonaws.com").unwrap_err();
    assert_eq!(error.finding().fix.as_deref(), Some(HOST));
}

#[test]
fn a_port_is_part_of_another_registrys_host_and_of_none_of_ecr() {
    for text in ["registry.example.com:5000", "reg.internal:8443", "localhost:5000", "quay.io:443"]
    {
        assert_eq!(codes(&registry(text)), ["registry_not_ecr"], "{text}");
    }
    for text in ["HOST:443", "HOST:5000", "HOST:"] {
        let findings = registry(text);
        assert_eq!((codes(&findings), fix(&findings)), (vec!["registry_port"], Some(HOST)));
    }
    assert_eq!(codes(&registry("https://ghcr.io:443/x")).last(), Some(&"registry_not_ecr"));
}

#[test]
fn what_can_never_be_a_host_is_an_error_and_nothing_else_is_said() {
    let (long, dots, brackets) = ("x".repeat(5_000), ".".repeat(5_000), "(".repeat(5_000));
    for text in [
        "123456789012",
        "1234-5678-9012",
        "eu-west-1",
        "null",
        "-",
        "\u{1f433}",
        "my-repo",
        "latest",
        "my-repo:latest",
        "my-repo/img:1",
        ".",
        "..",
        "a..b",
        "/",
        "#",
        "@",
        "https://",
        "\"\"",
        "localhost",
        "quay.io|x",
        "quay\\.io",
        "123456789012-dkr-ecr-eu-west-1-amazonaws-com",
        "123456789012.dkr.ecr.eu-west-1.amazonaws,com",
        "HOST:443.evil.example",
        "HOST:.evil.example",
        "HOST:443evil.example",
        "HOST|evil.example",
        "javascript:alert(1)//HOST",
        "aws ecr get-login-password --region eu-west-1",
        "docker pull ubuntu:22.04",
        &long,
        &dots,
        &brackets,
    ] {
        let findings = registry(text);
        assert_eq!(codes(&findings), ["registry_not_host"], "{text:?}");
        assert_eq!(findings[0].fix, None);
    }
    for text in ["", " ", "\n", "\u{200b}", " \u{feff} "] {
        assert_eq!(codes(&registry(text)), ["registry_empty"], "{text:?}");
    }
}

#[test]
fn the_one_host_of_ecr_in_a_text_mends_it() {
    for (text, all) in [
        ("https:/HOST", &["registry_scheme"][..]),
        ("https//HOST", &["registry_scheme"]),
        ("http//HOST", &["registry_scheme"]),
        ("https//:HOST", &["registry_scheme"]),
        ("https:HOST", &["registry_scheme"]),
        ("https:///HOST", &["registry_scheme"]),
        ("https://https://HOST", &["registry_scheme"]),
        ("//HOST", &["registry_scheme"]),
        ("<HOST>", &["registry_punctuation"]),
        ("(HOST)", &["registry_punctuation"]),
        ("[HOST]", &["registry_punctuation"]),
        ("{HOST}", &["registry_punctuation"]),
        ("HOST,", &["registry_punctuation"]),
        ("HOST;", &["registry_punctuation"]),
        ("HOST!", &["registry_punctuation"]),
        ("(HOST).", &["registry_punctuation"]),
        ("\"HOST\",", &["registry_quotes", "registry_punctuation"]),
        ("HOST.", &["registry_trailing_dot"]),
        ("<https://HOST/r>", &["registry_punctuation", "registry_scheme", "registry_path"]),
        ("docker pull HOST,", &["registry_command"]),
        ("$ docker pull HOST/img:tag", &["registry_command", "registry_path"]),
        ("# docker pull HOST/img:tag", &["registry_command", "registry_path"]),
        ("> docker pull HOST/img:tag", &["registry_command", "registry_path"]),
        ("% docker pull HOST/img:tag", &["registry_command", "registry_path"]),
        ("container 'HOST/img:tag'", &["registry_command", "registry_path"]),
        ("container = \"HOST/img:tag\"", &["registry_command", "registry_path"]),
        ("process.container = 'HOST/img:tag'", &["registry_command", "registry_path"]),
        ("wave.build.repository='HOST/x'", &["registry_command", "registry_path"]),
        ("docker.registry = 'HOST'", &["registry_command"]),
        ("registry=HOST", &["registry_command"]),
        ("image: HOST/img:tag", &["registry_command", "registry_path"]),
        (
            "singularity pull docker://HOST/img:tag",
            &["registry_command", "registry_scheme", "registry_path"],
        ),
        (
            "apptainer exec docker://HOST/img:tag ls",
            &["registry_command", "registry_scheme", "registry_path"],
        ),
        (
            "helm pull oci://HOST/chart --version 1.0",
            &["registry_command", "registry_scheme", "registry_path"],
        ),
        ("helm push x.tgz oci://HOST/", &["registry_command", "registry_scheme", "registry_path"]),
        (
            "aws ecr get-login-password --region eu-west-1 | docker login --username AWS \
             --password-stdin HOST",
            &["registry_command"],
        ),
        ("docker tag tool:1 HOST/tool:1", &["registry_command", "registry_path"]),
        ("docker pull HOST/a && docker push HOST/b", &["registry_command", "registry_path"]),
        ("podman push localhost/tool HOST/tool", &["registry_command", "registry_path"]),
        (
            "skopeo copy docker://HOST/x:1 docker-archive:/tmp/x.tar",
            &["registry_command", "registry_scheme", "registry_path"],
        ),
        ("docker run -v /data:/data HOST/x ls", &["registry_command", "registry_path"]),
        ("FROM HOST/base:1 AS base\nRUN make\n", &["registry_command", "registry_path"]),
        ("[HOST](https://HOST)", &["registry_command"]),
        ("Registry server: HOST (Ireland)", &["registry_command"]),
        ("HOST/quay.io/biocontainers/samtools:1.21", &["registry_path"]),
        ("HOST:1.21", &["registry_path"]),
        (
            "eu-west-1.console.aws.amazon.com/ecr/repositories/private/123456789012/x",
            &["registry_console_url"],
        ),
        ("ARN:AWS:ECR:EU-WEST-1:123456789012:REPOSITORY/X", &["registry_arn"]),
    ] {
        let findings = registry(text);
        assert_eq!(codes(&findings), all, "{text}");
        assert_eq!(fix(&findings), Some(HOST), "{text}");
    }
    for text in [
        "http:/public.ecr.aws",
        "<public.ecr.aws>",
        "arn:aws:ecr-public::123456789012:repository/x",
        "gallery.ecr.aws",
        "https://gallery.ecr.aws/docker/library/ubuntu",
        "https://us-east-1.console.aws.amazon.com/ecr/repositories/public/123456789012/x",
    ] {
        assert_eq!(fix(&registry(text)), Some("public.ecr.aws"), "{text}");
    }
}

#[test]
fn where_another_registry_may_be_meant_nothing_is_mended() {
    const OTHER: &str = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
    let command = ["registry_command", "registry_several"];
    for text in [
        "docker tag HOST/a OTHER/b",
        "docker tag HOST/a evil.example/a",
        "docker tag HOST/a evil:5000/a",
        "docker tag HOST/a 10.0.0.1/a",
        "docker login --username HOST evil.example",
        "docker login -u X evil.example HOST",
        "docker login my.registry HOST",
        "docker push evil.example/x # HOST",
        "FROM evil.example/x AS HOST",
        "FROM HOST/x\nFROM evil.example/y",
        "skopeo copy docker-daemon:evil.example/x docker://HOST/x",
        "[HOST](https://evil.example)",
        "[HOST](https://OTHER)",
        "HOST OTHER",
        "HOST .evil.example",
        "HOST\n.evil.example",
        "evil.example=HOST",
        "HOST see https://evil/",
    ] {
        let findings = registry(&text.replace("OTHER", OTHER));
        assert_eq!(codes(&findings), command, "{text}");
        assert_eq!(fix(&findings), None, "{text}");
    }
    for (text, code) in [
        ("HOST,OTHER", "registry_not_host"),
        ("HOST/a,OTHER/b", "registry_several"),
        ("HOST/a;evil.example/b", "registry_several"),
        ("https://evil.example@HOST", "registry_several"),
        ("https://evil.example\\@HOST", "registry_several"),
        ("https://HOST#@evil.example", "registry_several"),
        ("https://evil.example://HOST", "registry_look_alike"),
        ("https://HOST@evil.example", "registry_look_alike"),
        ("HOST@evil.example", "registry_look_alike"),
        ("evil.example/HOST", "registry_look_alike"),
        ("docker pull evil.example/HOST/x", "registry_look_alike"),
        ("docker pull HOST.evil.example/x", "registry_look_alike"),
        ("https://evil.example/HOST", "registry_look_alike"),
        ("https://evil.example#HOST", "registry_look_alike"),
        ("//evil.example/HOST", "registry_look_alike"),
        ("HOST.evil.example", "registry_look_alike"),
    ] {
        let findings = registry(&text.replace("OTHER", OTHER));
        assert_eq!(codes(&findings).last(), Some(&code), "{text}");
        assert_eq!(fix(&findings), None, "{text}");
    }
}

#[test]
fn arns_and_pages_without_a_registry_of_wave_get_no_host() {
    let out_of_reach = &["registry_arn", "registry_partition"][..];
    for (text, all) in [
        ("arn:aws-eusc:ecr:eusc-de-east-1:123456789012:repository/x", out_of_reach),
        ("arn:aws-iso:ecr:us-iso-east-1:123456789012:repository/x", out_of_reach),
        ("arn:aws-iso-b:ecr:us-isob-east-1:123456789012:repository/x", out_of_reach),
        ("arn:aws-iso-e:ecr:eu-isoe-west-1:123456789012:repository/x", out_of_reach),
        ("arn:aws-iso-f:ecr:us-isof-south-1:123456789012:repository/x", out_of_reach),
        ("arn:evil:ecr:eu-west-1:123456789012:repository/x", &["registry_arn"]),
        ("arn:aws:ecr:cn-north-1:123456789012:repository/x", &["registry_arn"]),
        ("arn:aws:ecr:eu-west-1:1234:repository/x", &["registry_arn", "account_length"]),
        ("arn:aws:ecr:::repository/x", &["registry_arn", "account_empty"]),
        ("arn:aws:iam::123456789012:role/x", &["registry_arn"]),
        (
            "https://eu-west-1.console.aws.amazon.com/ecr/private-registry/repositories?\
             region=eu-west-1",
            &["registry_console_url"],
        ),
        (
            "https://console.aws.amazon.com/ecr/home?region=eu-west-1#/repositories",
            &["registry_console_url"],
        ),
        (
            "https://us-east-1.console.aws.amazon.com/ecr/repositories/private/123456789012/x?\
             region=eu-west-1",
            &["registry_console_url"],
        ),
        (
            "https://eu-west-1.console.aws.amazon.com.evil.example/ecr/repositories/private/\
             123456789012/x",
            &["registry_scheme", "registry_path", "registry_not_ecr"],
        ),
    ] {
        let findings = registry(text);
        assert_eq!((codes(&findings), fix(&findings)), (all.to_vec(), None), "{text}");
    }
}

#[test]
fn a_key_in_the_registry_server_is_told_and_not_shown() {
    let hash = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    for (text, code) in [
        ("SECRET", "registry_is_secret"),
        (" \"SECRET\" ", "registry_is_secret"),
        ("https://SECRET:x@quay.io", "registry_is_secret"),
        ("https://AWS:SECRET@quay.io/x", "registry_is_secret"),
        ("https://ghcr.io/SECRET", "registry_is_secret"),
        ("SECRET.example.com", "registry_is_secret"),
        ("SECRET.dkr.ecr.eu-west-1.amazonaws.com", "registry_is_secret"),
        ("docker login -u ID -p SECRET", "registry_is_secret"),
        ("ID", "registry_is_key_id"),
        ("'ID'", "registry_is_key_id"),
        ("https://ID@quay.io", "registry_is_key_id"),
        ("ASIARZPUZDIKKVKVKVKV", "registry_is_key_id"),
        // What isn't one.
        (hash, "registry_not_host"),
        ("team/project/section/tools/samtools12345", "registry_not_host"),
    ] {
        let findings = registry(&text.replace("SECRET", SECRET).replace("ID", ID));
        let unfixed = findings.iter().all(|finding| finding.fix.is_none());
        assert_eq!((codes(&findings), unfixed), (vec![code], true), "{text}");
    }
    // Beside a host it goes away with all that isn't the host.
    let findings = registry(&format!("docker login -u {ID} -p {SECRET} HOST"));
    assert_eq!((codes(&findings), fix(&findings)), (vec!["registry_command"], Some(HOST)));
    let told = format!("{:?}", RegistryHost::normalise(SECRET));
    assert!(!told.contains("kfExample"), "{told}");
}

const BEFORE: &[&str] = &[
    "",
    " ",
    "\"",
    "(",
    "<",
    "[",
    "https://",
    "https:/",
    "//",
    "docker://",
    "AWS@",
    "AWS:token@",
    "docker pull ",
    "$ docker run ",
    "FROM ",
    "image: ",
    "container = '",
    "docker.registry = \"",
    "registry=",
    "\u{feff}",
    "see ",
];
const BEHIND: &[&str] = &[
    "",
    " ",
    "\"",
    ")",
    ">",
    "]",
    "'",
    ",",
    ".",
    ";",
    ":443",
    ":",
    "/",
    "/x:1",
    "/quay.io/x",
    ":latest",
    "@sha256:0123",
    "?x=1",
    " AS base",
    " bash",
    "\nRUN make",
    "\u{200b}",
];
/// Around a host, these may be the registry that is meant. Not so a repository's name with dots in
/// it, `HOST/evil.example`: Wave ends the host at the first slash.
const EVIL_BEFORE: &[&str] = &[
    "evil.example/",
    "https://evil.example/",
    "evil.example ",
    "docker tag evil.example/x ",
    "https://evil.example@",
    "https://evil.example#",
    "evil.example:443/",
    "evil.example=",
    "//evil.example?",
    "FROM evil.example/x AS ",
    "https://evil.example\\@",
    "evil.example,",
];
const EVIL_BEHIND: &[&str] = &[
    ".evil.example",
    "@evil.example",
    " evil.example",
    "\n.evil.example",
    "](https://evil.example)",
    ":443.evil.example",
    ":.evil.example",
    "\\evil.example",
    ",evil.example",
    "/x evil.example/x",
    "/x,evil.example",
    "#@evil.example",
    "?evil.example",
    "-evil.example",
    "/x@evil.example",
];
const HOSTS: &[&str] = &[
    HOST,
    "123456789012.DKR.ecr.eu-west-1.amazonaws.com",
    "1234-5678-9012.dkr.ecr.eu-west-1.amazonaws.com",
    "123456789012.dkr.ecr.eu-wset-1.amazonaws.com",
    "123456789012.dkr.ecr-fips.eu-wset-1.amazonaws.com",
    "123456789012.dkr-ecr.eu-west-1.on.aws",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn",
    "123456789012 .dkr.ecr.eu-west-1.amazonaws.com",
];

/// A fixed seed: what a random search finds belongs in a fuzz run, not in a build.
fn config() -> Config {
    Config { rng_seed: RngSeed::Fixed(20261122), failure_persistence: None, ..Config::default() }
}

fn any_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(texts), 1..3).prop_map(|texts| texts.concat())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn all_fixes_of_one_text_are_the_same_and_final(
        before in any_of(BEFORE),
        host in prop::sample::select(HOSTS),
        behind in any_of(BEHIND),
    ) {
        let findings = registry(&format!("{before}{host}{behind}"));
        prop_assert!(matches!(fix(&findings), None | Some(HOST)), "{findings:?}");
        let mut codes = codes(&findings);
        codes.sort_unstable();
        prop_assert!(codes.windows(2).all(|pair| pair[0] != pair[1]), "{codes:?}");
    }

    #[test]
    fn nothing_is_mended_where_another_host_stands_beside_it(
        before in any_of(BEFORE),
        evil_before in any_of(EVIL_BEFORE),
        host in prop::sample::select(HOSTS),
        evil_behind in any_of(EVIL_BEHIND),
        behind in any_of(BEHIND),
    ) {
        for text in [
            format!("{before}{evil_before}{host}{behind}"),
            format!("{before}{host}{evil_behind}{behind}"),
            format!("{evil_before}{before}{host}{behind}"),
        ] {
            let findings = registry(&text);
            prop_assert_eq!(fix(&findings), None, "{:?}", text);
            let refused = findings.iter().any(|finding| finding.severity == Severity::Error);
            prop_assert!(refused, "{:?} {:?}", text, findings);
        }
    }
}

// What is easily overlooked.

#[test]
fn a_zone_leads_to_its_region() {
    for (zone, region) in [("eu-west-1a", "eu-west-1"), ("us-gov-east-1c", "us-gov-east-1")] {
        let Err(RegionError::Shape { nearest }) = Region::parse(zone) else { panic!("{zone}") };
        assert_eq!(nearest.unwrap().code, region);
    }
    assert!(matches!(Region::parse("eu-west-9a"), Err(RegionError::Shape { nearest: None })));
}

#[test]
fn a_login_before_the_host_is_taken_away_and_a_digest_behind_it_too() {
    for (text, changes) in [
        (format!("AWS@{HOST}"), vec![Change::UserInfo]),
        (
            format!("https://AWS:eyJwYXlsb2FkIjoi@{HOST}/x"),
            vec![Change::Scheme, Change::UserInfo, Change::Path],
        ),
        (format!("{HOST}@sha256:0123456789abcdef"), vec![Change::Path]),
        (format!("{HOST}/x@sha256:0123456789abcdef"), vec![Change::Path]),
    ] {
        let normalised = RegistryHost::normalise(&text);
        assert_eq!(normalised.host.unwrap().to_string(), HOST, "{text}");
        assert_eq!(normalised.changes, changes, "{text}");
    }
}

// Each mistake has a name of its own.

#[test]
fn whatever_stands_in_for_a_key_id_has_a_finding_of_its_own() {
    for (text, code) in [
        ("", "key_id_empty"),
        (" AKIARZPUZDIKKVKVKVKV", "key_id_surrounded"),
        ("akiarzpuzdikkvkvkvkv", "key_id_case"),
        ("ASIARZPUZDIKKVKVKVKV", "key_id_temporary"),
        ("ABIARZPUZDIKKVKVKVKV", "key_id_is_bearer_token"),
        ("ACCARZPUZDIKKVKVKVKV", "key_id_is_service_credential"),
        ("AGPARZPUZDIKKVKVKVKVA", "key_id_is_group"),
        ("AIDARZPUZDIKKVKVKVKVA", "key_id_is_user"),
        ("AIPARZPUZDIKKVKVKVKVA", "key_id_is_instance_profile"),
        ("ANPARZPUZDIKKVKVKVKVA", "key_id_is_policy"),
        ("APKARZPUZDIKKVKVKVKVA", "key_id_is_public_key"),
        ("AROARZPUZDIKKVKVKVKVA", "key_id_is_role"),
        ("ASCARZPUZDIKKVKVKVKVA", "key_id_is_certificate"),
        ("arn:aws:iam::123456789012:role/pull", "key_id_role_arn"),
        ("arn:aws:iam::123456789012:user/joe", "key_id_arn"),
        ("123456789012", "key_id_is_account"),
        ("AWS", "key_id_docker_login"),
        ("ABSKQUJDQUJDQUJDQUJD", "key_id_bedrock"),
        ("LTAIkfExampleIdForTests0", "key_id_other_cloud"),
        (SECRET, "key_id_is_secret"),
        ("<your key>", "key_id_placeholder"),
        ("AKIDEXAMPLE", "key_id_example"),
        ("AKIA1234", "key_id_length"),
        ("AKIARZPUZDIK-VKVKVKV", "key_id_character"),
        ("joe", "key_id_prefix"),
    ] {
        let finding = AccessKeyId::parse(text).unwrap_err().finding();
        assert_eq!((finding.code.as_str(), finding.field), (code, Field::UserName), "{text}");
    }
}

#[test]
fn whatever_stands_in_for_a_secret_has_a_finding_of_its_own() {
    let token = format!("eyJ{}", "QUJD".repeat(400));
    let bedrock = format!("ABSK{}", "QUJD".repeat(30));
    for (text, code) in [
        ("", "secret_empty"),
        (&format!("{SECRET} "), "secret_surrounded"),
        (ID, "secret_is_key_id"),
        ("BKfExampleMailPasswordForTests000000000/+ABC", "secret_other_password"),
        (&bedrock, "secret_bedrock"),
        (&token, "secret_login_token"),
        ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY", "secret_example"),
        ("<your secret>", "secret_placeholder"),
        ("****************", "secret_placeholder"),
        (&SECRET[1..], "secret_length"),
        (&SECRET.replace('+', "-"), "secret_character"),
    ] {
        let finding = SecretAccessKey::parse(text).unwrap_err().finding();
        assert_eq!((finding.code.as_str(), finding.field), (code, Field::Password), "{code}");
        assert_eq!((finding.severity, finding.fix), (Severity::Error, None), "{code}");
    }
}

#[test]
fn whatever_surrounds_a_host_has_a_finding_of_its_own() {
    for (text, code) in [
        (format!(" {HOST}"), "registry_blanks"),
        (format!("\"{HOST}\""), "registry_quotes"),
        (format!("({HOST})"), "registry_punctuation"),
        (format!("docker pull {HOST}"), "registry_command"),
        ("arn:aws:ecr:eu-west-1:123456789012:repository/x".to_owned(), "registry_arn"),
        (
            "https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/123456789012/x"
                .to_owned(),
            "registry_console_url",
        ),
        (format!("https://{HOST}"), "registry_scheme"),
        (format!("AWS@{HOST}"), "registry_user_info"),
        (format!("{HOST}/x"), "registry_path"),
        (format!("{HOST}:443"), "registry_port"),
        (format!("{HOST}."), "registry_trailing_dot"),
        (HOST.to_uppercase(), "registry_case"),
        (HOST.replace("123456789012", "1234-5678-9012"), "registry_account_dashes"),
    ] {
        let findings = RegistryHost::normalise(&text).findings();
        let told: Vec<_> = findings.iter().map(|f| (f.code.as_str(), f.severity)).collect();
        assert_eq!(told, [(code, Severity::Error)], "{text}");
        assert_eq!(findings[0].fix.as_deref(), Some(HOST), "{text}");
    }
}

#[test]
fn what_is_wrong_with_a_hosts_account_is_counted() {
    let error = RegistryHost::parse("12345678901.dkr.ecr.eu-west-1.amazonaws.com").unwrap_err();
    assert_eq!(error.finding().arguments, [("found", "11".to_owned())]);
    assert_eq!(error.to_string(), "account_length");
}

// Repositories.

#[test]
fn a_repository_is_what_ecr_takes_for_one() {
    let (longest, too_long) = ("a".repeat(256), "a".repeat(257));
    for name in ["ab", "09", "team/tool", "a.b_c__d-e---f/g", &longest] {
        assert_eq!(Repository::parse(name).unwrap().to_string(), name);
    }
    let not_any = "|a|A1|a b|/ab|ab/|a//b|-ab|ab-|a..b|a___b|a._b|a-_b|*|ab*|ab:1|é1|ab\n|a\",\"b";
    for text in not_any.split('|').chain([too_long.as_str()]) {
        assert_eq!(Repository::parse(text), None, "{text:?}");
    }
}

proptest! {
    #![proptest_config(config())]

    /// The pattern of botocore's `ecr` service model, `RepositoryName`.
    #[test]
    fn a_repository_fits_the_pattern_of_aws(
        text in prop::collection::vec(prop::sample::select("a0._-/A*".as_bytes()), 0..9),
    ) {
        let text = String::from_utf8(text).unwrap();
        let part = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*";
        let pattern = Regex::new(&format!("^{part}(/{part})*$")).unwrap();
        let fits = text.len() >= 2 && pattern.is_match(&text);
        prop_assert_eq!(Repository::parse(&text).is_some(), fits, "{:?}", text);
    }
}
