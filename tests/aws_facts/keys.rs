//! Access key ids and secrets: what AWS numbers with the same scheme, what its documentation shows,
//! and what other programs take for a key.

use keyferry::aws::{AccessKeyId, AccessKeyIdError, Entity, SecretAccessKey, SecretAccessKeyError};
use keyferry::credential::judge;
use keyferry::finding::{Code, Finding, Severity};

use crate::patterns::{Pattern, entropy, held_against};
use crate::{ID, MAIL_PASSWORD, SECRET};

/// A published one, of account 029608264753 behind `ASIA`; drawn by chance, as AWS does.
const PUBLISHED_ID: &str = "AKIAQNZGKIQY56JQ7WML";
const HASH: &str = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

/// Whether an id is taken and nothing is odd about it.
fn is_fine_id(text: &str) -> bool {
    AccessKeyId::parse(text).is_ok_and(|id| id.doubt().is_none())
}

/// Whether a secret is taken and nothing is odd about it.
fn is_fine_secret(text: &str) -> bool {
    SecretAccessKey::parse(text).is_ok_and(|secret| secret.doubt().is_none())
}

/// The only finding on a value: its code, its severity, and what mends it.
#[track_caller]
fn said(findings: Vec<Finding>) -> (Code, Severity, Option<String>) {
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    (finding.code, finding.severity, finding.fix.clone())
}

#[track_caller]
fn id_is(text: &str, code: Code, severity: Severity, fix: Option<&str>) {
    let expected = (code, severity, fix.map(str::to_owned));
    assert_eq!(said(judge::user_name(text)), expected, "{text:?}");
}

#[track_caller]
fn secret_is(text: &str, code: Code, severity: Severity) {
    assert_eq!(said(judge::password(text)), (code, severity, None), "{text:?}");
}

// What the prefixes mean.

macro_rules! entities {
    ($($name:ident: $prefix:literal, $entity:ident, $code:ident;)+) => { $(
        #[test]
        fn $name() {
            // Ids of users, roles and so on have 21 characters.
            for end in ["", "A"] {
                let id = format!("{}RZPUZDIKKVKVKVKV{end}", $prefix);
                let told = AccessKeyIdError::OtherEntity(Entity::$entity);
                assert_eq!(AccessKeyId::parse(&id), Err(told), "{id}");
                id_is(&id, Code::$code, Severity::Error, None);
            }
        }
    )+ };
}

entities! {
    prefix_abia_is_a_bearer_token: "ABIA", BearerToken, KeyIdIsBearerToken;
    prefix_acca_is_a_service_credential: "ACCA", ServiceCredential, KeyIdIsServiceCredential;
    prefix_agpa_is_a_groups_id: "AGPA", Group, KeyIdIsGroup;
    prefix_aida_is_a_users_id: "AIDA", User, KeyIdIsUser;
    prefix_aipa_is_an_instance_profiles_id: "AIPA", InstanceProfile, KeyIdIsInstanceProfile;
    prefix_anpa_is_a_managed_policys_id: "ANPA", Policy, KeyIdIsPolicy;
    prefix_anva_is_a_policy_versions_id: "ANVA", Policy, KeyIdIsPolicy;
    prefix_apka_is_a_public_keys_id: "APKA", PublicKey, KeyIdIsPublicKey;
    prefix_aroa_is_a_roles_id: "AROA", Role, KeyIdIsRole;
    prefix_asca_is_a_certificates_id: "ASCA", Certificate, KeyIdIsCertificate;
}

#[test]
fn prefix_akia_is_an_access_key() {
    assert_eq!(AccessKeyId::parse(ID).unwrap().as_str(), ID);
    id_is(ID, Code::UserNameGood, Severity::Good, None);
}

#[test]
fn prefix_asia_is_temporary_and_needs_a_session_token() {
    let id = "ASIARZPUZDIKKVKVKVKV";
    assert_eq!(AccessKeyId::parse(id), Err(AccessKeyIdError::Temporary));
    id_is(id, Code::KeyIdTemporary, Severity::Error, None);
}

#[test]
fn prefix_a3t_which_scanners_look_for_is_no_key_id() {
    id_is("A3TARZPUZDIKKVKVKVKV", Code::KeyIdPrefix, Severity::Error, None);
}

// The rules.

#[test]
fn rule_akia_and_sixteen_of_base32_is_an_id() {
    for text in [ID, PUBLISHED_ID, "AKIAABCDEFGHIJKLMNOP", "AKIAQRSTUVWXYZ234567"] {
        assert!(is_fine_id(text), "{text}");
    }
    for text in ["BKIARZPUZDIKKVKVKVKV", "AKIBRZPUZDIKKVKVKVKV", &ID[..19]] {
        assert!(AccessKeyId::parse(text).is_err(), "{text}");
    }
}

#[test]
fn rule_an_id_with_0_1_8_or_9_was_mistyped_most_likely_and_is_warned_of() {
    for digit in ['0', '1', '8', '9'] {
        for text in [format!("{}{digit}", &ID[..19]), format!("AKIA{digit}{}", &ID[5..])] {
            id_is(&text, Code::KeyIdMistyped, Severity::Warning, None);
        }
    }
}

#[test]
fn rule_a_secret_has_forty_characters_of_base64_without_padding() {
    secret_is(SECRET, Code::PasswordGood, Severity::Good);
    secret_is(&SECRET[1..], Code::SecretLength, Severity::Error);
    secret_is(&format!("{SECRET}A"), Code::SecretLength, Severity::Error);
    secret_is(&format!("{}=", &SECRET[..39]), Code::SecretCharacter, Severity::Error);
}

#[test]
fn rule_44_characters_are_a_password_of_ses_or_codecommit() {
    for text in [MAIL_PASSWORD, "BKfExampleMailPasswordForTests000000000/+AB="] {
        assert_eq!(text.len(), 44);
        secret_is(text, Code::SecretOtherPassword, Severity::Error);
    }
}

#[test]
fn rule_40_hexadecimal_digits_look_like_a_hash_and_are_warned_of() {
    secret_is(HASH, Code::SecretHash, Severity::Warning);
    secret_is(&HASH.replacen('d', "g", 1), Code::PasswordGood, Severity::Good);
    secret_is(&HASH.replacen('d', "D", 1), Code::PasswordGood, Severity::Good);
}

#[test]
fn rule_absk_is_bedrocks() {
    let key = format!("ABSK{}", "QUJD".repeat(32));
    id_is(&key, Code::KeyIdBedrock, Severity::Error, None);
    secret_is(&key, Code::SecretBedrock, Severity::Error);
}

#[test]
fn rule_a_roles_arn_which_wave_can_take_in_a_keys_place_is_warned_of() {
    for partition in ["aws", "aws-cn", "aws-us-gov"] {
        let arn = format!("arn:{partition}:iam::123456789012:role/wave/pull@x+y=z,w.v_u-t");
        id_is(&arn, Code::KeyIdRoleArn, Severity::Warning, None);
    }
}

#[test]
fn rule_a_roles_arn_is_told_by_waves_own_pattern() {
    held_against(
        Pattern(r"^arn:aws(-cn|-us-gov)?:iam::\d{12}:role\/[\w+=,.@\/-]+$"),
        |text| AccessKeyId::parse(text) == Err(AccessKeyIdError::RoleArn),
        &[
            ("arn:aws:iam::123456789012:role/pull", true, true, ""),
            ("arn:aws-cn:iam::123456789012:role/a/b_c", true, true, ""),
            ("arn:aws-us-gov:iam::123456789012:role/a+b=c,d.e@f-g", true, true, ""),
            ("arn:aws-iso:iam::123456789012:role/pull", false, false, ""),
            ("arn:aws:iam::12345678901:role/pull", false, false, ""),
            ("arn:aws:iam::1234567890123:role/pull", false, false, ""),
            ("arn:aws:iam::12345678901a:role/pull", false, false, ""),
            ("arn:aws:iam::123456789012:role/", false, false, ""),
            ("arn:aws:iam::123456789012:role/a b", false, false, ""),
            ("arn:aws:iam::123456789012:role/a:b", false, false, ""),
            ("arn:aws:iam::123456789012:user/pull", false, false, ""),
            ("arn:aws:sts::123456789012:role/pull", false, false, ""),
            ("arn:aws:iam:eu-west-1:123456789012:role/pull", false, false, ""),
            (
                " arn:aws:iam::123456789012:role/pull",
                false,
                true,
                "what it is is told with a blank in front as well; neither is taken",
            ),
        ],
    );
}

#[test]
fn rule_id_and_secret_in_each_others_place_are_told() {
    id_is(SECRET, Code::KeyIdIsSecret, Severity::Error, None);
    secret_is(ID, Code::SecretIsKeyId, Severity::Error);
}

#[test]
fn rule_what_surrounds_a_copied_value_is_told_and_an_id_is_mended() {
    for (open, close) in
        [("\"", "\""), ("'", "'"), ("“", "”"), (" ", ""), ("", "\n"), ("\u{200b}", "\u{feff}")]
    {
        let text = format!("{open}{ID}{close}");
        id_is(&text, Code::KeyIdSurrounded, Severity::Error, Some(ID));
        secret_is(&format!("{open}{SECRET}{close}"), Code::SecretSurrounded, Severity::Error);
    }
}

// AWS's documentation.

macro_rules! examples {
    ($($name:ident: $judge:ident, $text:literal, $code:ident;)+) => { $(
        #[test]
        fn $name() {
            let expected = (Code::$code, Severity::Error, None);
            assert_eq!(said(judge::$judge($text)), expected);
        }
    )+ };
}

examples! {
    example_id_of_iam: user_name, "AKIAIOSFODNN7EXAMPLE", KeyIdExample;
    example_id_with_an_8: user_name, "AKIAI44QH8DHBEXAMPLE", KeyIdExample;
    example_id_of_sts: user_name, "ASIAIOSFODNN7EXAMPLE", KeyIdExample;
    example_id_of_the_signing_suite: user_name, "AKIDEXAMPLE", KeyIdExample;
    example_secret_of_iam: password, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", SecretExample;
    example_secret_of_the_cli: password, "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY", SecretExample;
    example_secret_of_the_signing_suite:
        password, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", SecretExample;
    example_secret_of_old_with_41_characters:
        password, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY", SecretExample;
    example_id_is_any_that_ends_so: user_name, "AKIARZPUZDIKKEXAMPLE", KeyIdExample;
    example_secret_is_any_that_ends_so:
        password, "kfExampleSecretKeyForTests0000EXAMPLEKEY", SecretExample;
}

#[test]
fn example_id_with_an_8_is_not_even_base32() {
    assert!(!AccessKeyId::parse("AKIAI44QH8DHBEXAMPLE").unwrap().is_base32());
}

#[test]
fn example_ends_behind_the_end_only() {
    assert!(!AccessKeyId::parse("AKIAEXAMPLERZPUZDIKK").unwrap().is_example());
    assert!(
        !SecretAccessKey::parse("EXAMPLEKEYkfExampleSecretKeyForTests0000").unwrap().is_example()
    );
}

// Other programs' patterns.

#[test]
fn iams_own_pattern_for_an_id_is_wider_than_what_it_ever_made() {
    held_against(
        Pattern(r"^[\w]{16,128}$"),
        is_fine_id,
        &[
            (ID, true, true, ""),
            (PUBLISHED_ID, true, true, ""),
            ("AKIA1234", false, false, ""),
            ("AKIARZPUZDIK-VKVKVKV", false, false, ""),
            ("AKIARZPUZDIKKVKVKVKVAA", true, false, "no key of AWS has more than twenty"),
            ("AKIARZPUZDIKKVKV", true, false, "no key of AWS has fewer than twenty"),
            ("akiarzpuzdikkvkvkvkv", true, false, "ids are in capitals"),
            ("AKIARZPUZDIKKVKVKVK0", true, false, "warned of, and not refused"),
            ("ASIARZPUZDIKKVKVKVKV", true, false, "needs a session token"),
            ("AIDARZPUZDIKKVKVKVKVA", true, false, "a user's id"),
        ],
    );
    assert!(AccessKeyId::parse("AKIARZPUZDIKKVKVKVK0").is_ok());
}

#[test]
fn stss_own_pattern_for_an_id_takes_temporary_ones_which_the_form_cannot() {
    held_against(
        Pattern(r"^[\w]{16,128}$"),
        is_fine_id,
        &[
            (ID, true, true, ""),
            ("ASIAQNZGKIQY56JQ7WML", true, false, "needs a session token"),
            ("", false, false, ""),
        ],
    );
    assert_eq!(AccessKeyId::parse("ASIAQNZGKIQY56JQ7WML"), Err(AccessKeyIdError::Temporary));
}

const GITLEAKS: Pattern = Pattern(r"\b((?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16})\b");

#[test]
fn gitleaks_pattern_agrees() {
    held_against(
        GITLEAKS,
        is_fine_id,
        &[
            (ID, true, true, ""),
            (PUBLISHED_ID, true, true, ""),
            ("AKIARZPUZDIKKVKVKVK0", false, false, ""),
            ("AKIARZPUZDIKKVKVKVK1", false, false, ""),
            ("AKIARZPUZDIKKVKVKVK8", false, false, ""),
            ("AKIARZPUZDIKKVKVKVK9", false, false, ""),
            ("AKIARZPUZDIKKVKVKVKVA", false, false, ""),
            ("akiarzpuzdikkvkvkvkv", false, false, ""),
            ("AIDARZPUZDIKKVKVKVKV", false, false, ""),
            ("ASIARZPUZDIKKVKVKVKV", true, false, "found in a text, but unusable in the form"),
            ("ABIARZPUZDIKKVKVKVKV", true, false, "found in a text, but unusable in the form"),
            ("ACCARZPUZDIKKVKVKVKV", true, false, "found in a text, but unusable in the form"),
            ("A3TARZPUZDIKKVKVKVKV", true, false, "nothing that IAM hands out"),
            (" AKIARZPUZDIKKVKVKVKV", true, false, "a field isn't searched, it must be exact"),
        ],
    );
}

#[test]
fn gitleaks_lets_examples_pass_and_we_refuse_them() {
    let allowed = Pattern(r".+EXAMPLE$");
    for id in ["AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE"] {
        assert!(allowed.finds(id) && !is_fine_id(id), "{id}");
    }
    assert!(!allowed.finds(ID));
}

#[test]
fn gitleaks_wants_three_bits_of_entropy_and_a_form_takes_less() {
    // A scanner weighs a text that may be anything; in its field an id is an id.
    assert!(entropy(ID) < 3.0 && is_fine_id(ID));
    assert!(entropy(PUBLISHED_ID) >= 3.0 && is_fine_id(PUBLISHED_ID));
    // What is left of it here: one character all over stands in for an id.
    let hidden = &format!("AKIA{}", "X".repeat(16));
    assert!(entropy(hidden) < 3.0);
    id_is(hidden, Code::KeyIdPlaceholder, Severity::Error, None);
}

#[test]
fn trufflehog_pattern_for_an_id_agrees() {
    held_against(
        Pattern(r"\b((?:AKIA|ABIA|ACCA)[A-Z0-9]{16})\b"),
        is_fine_id,
        &[
            (ID, true, true, ""),
            (PUBLISHED_ID, true, true, ""),
            ("ASIARZPUZDIKKVKVKVKV", false, false, ""),
            ("AKIARZPUZDIKKVKVKVKVA", false, false, ""),
            ("akiarzpuzdikkvkvkvkv", false, false, ""),
            ("AKIARZPUZDIKKVKVKVK0", true, false, "warned of: AWS draws from A-Z2-7"),
            ("ABIARZPUZDIKKVKVKVKV", true, false, "a bearer token"),
            ("ACCARZPUZDIKKVKVKVKV", true, false, "a credential for one service"),
        ],
    );
}

#[test]
fn trufflehog_pattern_for_a_session_agrees_with_what_is_told_as_temporary() {
    held_against(
        Pattern(r"\b((?:ASIA)[A-Z0-9]{16})\b"),
        |text| AccessKeyId::parse(text) == Err(AccessKeyIdError::Temporary),
        &[
            ("ASIARZPUZDIKKVKVKVKV", true, true, ""),
            ("ASIARZPUZDIKKVKVKVK0", true, true, ""),
            (ID, false, false, ""),
            ("ASIA1234", false, false, ""),
            ("Asiago", false, false, ""),
            ("ASIAIOSFODNN7EXAMPLE", true, false, "it is an example first"),
            ("asiarzpuzdikkvkvkvkv", false, true, "told in small letters as well"),
        ],
    );
}

#[test]
fn trufflehog_pattern_for_a_secret_agrees() {
    held_against(
        Pattern(r"(?:[^A-Za-z0-9+/]|\A)([A-Za-z0-9+/]{40})(?:[^A-Za-z0-9+/]|\z)"),
        is_fine_secret,
        &[
            (SECRET, true, true, ""),
            (&SECRET[1..], false, false, ""),
            ("kfExampleSecretKeyForTests0000000000/+ABC", false, false, ""),
            ("kfExampleSecretKeyForTests0000000000/-AB", false, false, ""),
            (MAIL_PASSWORD, false, false, ""),
            (HASH, true, false, "a hash is warned of; trufflehog drops it later"),
            (
                "kfExampleSecretKeyForTests0000000000/+AB=",
                true,
                false,
                "a secret has no padding, and a field isn't searched",
            ),
            (
                " kfExampleSecretKeyForTests0000000000/+AB",
                true,
                false,
                "a field isn't searched, it must be exact",
            ),
            ("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", true, false, "it stands in for a secret"),
        ],
    );
}

#[test]
fn trufflehog_wants_four_and_a_quarter_bits_of_entropy_and_a_form_takes_less() {
    assert!(entropy(SECRET) < 4.25 && is_fine_secret(SECRET));
    let drawn = "kfExample0123456789+/ABCDGHIJLMNOPQRSTUV";
    assert!(entropy(drawn) >= 4.25 && is_fine_secret(drawn));
}

#[test]
fn trufflehog_drops_what_is_a_hash_and_we_warn_of_it() {
    held_against(
        Pattern(r"^[a-f0-9]{40}$"),
        |text| SecretAccessKey::parse(text).is_ok_and(|secret| secret.looks_like_a_hash()),
        &[
            (HASH, true, true, ""),
            (SECRET, false, false, ""),
            ("DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", false, false, ""),
            ("ga39a3ee5e6b4b0d3255bfef95601890afd80709", false, false, ""),
            (
                "0000000000000000000000000000000000000000",
                true,
                false,
                "one character all over stands in for a secret",
            ),
        ],
    );
}

#[test]
fn detect_secrets_pattern_for_an_id_agrees() {
    held_against(
        Pattern(r"(?:A3T[A-Z0-9]|ABIA|ACCA|AKIA|ASIA)[0-9A-Z]{16}"),
        is_fine_id,
        &[
            (ID, true, true, ""),
            (PUBLISHED_ID, true, true, ""),
            (&ID[..19], false, false, ""),
            ("akiarzpuzdikkvkvkvkv", false, false, ""),
            ("AROARZPUZDIKKVKVKVKV", false, false, ""),
            ("AKIARZPUZDIKKVKVKVK9", true, false, "warned of: AWS draws from A-Z2-7"),
            ("AKIARZPUZDIKKVKVKVKVA", true, false, "theirs has no end; no id has 21"),
            ("ASIARZPUZDIKKVKVKVKV", true, false, "needs a session token"),
            ("ABIARZPUZDIKKVKVKVKV", true, false, "a bearer token"),
        ],
    );
}

#[test]
fn detect_secrets_pattern_for_a_secret_takes_out_what_we_take() {
    let pattern = Pattern(
        r#"aws.{0,20}?(?:key|pwd|pw|password|pass|token).{0,20}?['"]([0-9a-zA-Z/+]{40})['"]"#,
    );
    let found = pattern.capture(&format!("aws_secret_access_key = '{SECRET}'"), 1).unwrap();
    assert_eq!(SecretAccessKey::parse(found).unwrap().expose(), SECRET);
    for wrong in [&SECRET[1..], MAIL_PASSWORD, &SECRET.replace('+', "-")] {
        assert_eq!(pattern.capture(&format!("aws_secret_access_key = '{wrong}'"), 1), None);
        assert!(SecretAccessKey::parse(wrong).is_err());
    }
    // Theirs needs a name and quotes beside it; in its field a secret stands alone.
    assert!(!pattern.finds(SECRET) && is_fine_secret(SECRET));
}

#[test]
fn git_secrets_pattern_for_an_id_agrees() {
    held_against(
        Pattern(r"(A3T[A-Z0-9]|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA)[A-Z0-9]{16}"),
        is_fine_id,
        &[
            (ID, true, true, ""),
            (PUBLISHED_ID, true, true, ""),
            (&ID[..19], false, false, ""),
            ("akiarzpuzdikkvkvkvkv", false, false, ""),
            ("ABIARZPUZDIKKVKVKVKV", false, false, ""),
            ("AKIARZPUZDIKKVKVKVK1", true, false, "warned of: AWS draws from A-Z2-7"),
            ("AGPARZPUZDIKKVKVKVKV", true, false, "a group's id"),
            ("AIDARZPUZDIKKVKVKVKV", true, false, "a user's id"),
            ("AROARZPUZDIKKVKVKVKV", true, false, "a role's id"),
            ("AIPARZPUZDIKKVKVKVKV", true, false, "an instance profile's id"),
            ("ANPARZPUZDIKKVKVKVKV", true, false, "a policy's id"),
            ("ANVARZPUZDIKKVKVKVKV", true, false, "a policy version's id"),
            ("ASIARZPUZDIKKVKVKVKV", true, false, "needs a session token"),
        ],
    );
}

#[test]
fn git_secrets_pattern_for_a_secret_agrees_but_for_padding() {
    held_against(
        Pattern(r"[A-Za-z0-9/\+=]{40}"),
        is_fine_secret,
        &[
            (SECRET, true, true, ""),
            (&SECRET[1..], false, false, ""),
            ("kfExampleSecretKeyForTests0000000000/-AB", false, false, ""),
            (
                "kfExampleSecretKeyForTests0000000000/+A=",
                true,
                false,
                "30 bytes of base64 have no padding",
            ),
            (MAIL_PASSWORD, true, false, "theirs has no end; 44 characters are a mail password"),
        ],
    );
}

#[test]
fn git_secrets_allows_the_two_examples_and_we_refuse_them() {
    assert!(!is_fine_id("AKIAIOSFODNN7EXAMPLE"));
    assert!(!is_fine_secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
}

#[test]
fn git_secrets_pattern_for_bedrock_agrees() {
    let key = format!("ABSK{}", "QUJD".repeat(32));
    let padded = format!("ABSK{}=", "QUJD".repeat(32));
    let cut = format!("ABSK{}", "QUJD".repeat(20));
    held_against(
        Pattern(r"ABSK[A-Za-z0-9+/]{109,}=*"),
        |text| {
            AccessKeyId::parse(text) == Err(AccessKeyIdError::Bedrock)
                && SecretAccessKey::parse(text) == Err(SecretAccessKeyError::Bedrock)
        },
        &[
            (&key, true, true, ""),
            (&padded, true, true, ""),
            (SECRET, false, false, ""),
            (&cut, false, true, "told also where its end was lost"),
        ],
    );
}

// How a value is told and shown.

#[test]
fn an_id_shows_itself_and_a_secret_only_its_length() {
    let id = AccessKeyId::parse(ID).unwrap();
    assert_eq!((format!("{id}"), format!("{id:?}")), (ID.to_owned(), format!("AccessKeyId({ID})")));
    let secret = SecretAccessKey::parse(SECRET).unwrap();
    assert_eq!((secret.len(), format!("{secret:?}")), (40, "SecretAccessKey(hidden)".to_owned()));
    assert_eq!(judge::password(SECRET)[0].arguments, [("length", "40".to_owned())]);
}

#[test]
fn an_error_is_called_by_its_code() {
    assert_eq!(AccessKeyId::parse("AKIA1234").unwrap_err().to_string(), "key_id_length");
    assert_eq!(SecretAccessKey::parse("short").unwrap_err().to_string(), "secret_length");
}

#[test]
fn a_secret_could_be_made_up_where_a_kind_of_character_is_missing_and_no_sign_is_there() {
    for (text, made_up) in [
        ("abcdefghijklmnopqrstuvwxyzabcdefghijklmn", true),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMN", true),
        ("0123456789012345678901234567890123456789", true),
        ("NextflowTowerProductionPipelineUserOfJoe", true),
        ("nextflow0tower1production2pipeline3user4", true),
        ("NEXTFLOW0TOWER1PRODUCTION2PIPELINE3USER4", true),
        ("NextflowTower0ProductionPipelineUserOfJo", false),
        ("nextflow+tower+production+pipeline+user+a", false),
        ("nextflow/tower/production/pipeline/user/a", false),
    ] {
        let text = &text[..40];
        let secret = SecretAccessKey::parse(text).unwrap();
        assert_eq!(secret.looks_made_up(), made_up, "{text}");
    }
}

#[test]
fn what_only_begins_like_another_password_is_told_by_its_length_or_its_character() {
    use SecretAccessKeyError as E;
    for (text, error) in [
        // Bedrock's are longer than a secret.
        ("ABSKfExampleSecretKeyForTests000000000-A".to_owned(), E::Character { position: 39 }),
        ("ABSKfExample".to_owned(), E::Length { found: 12 }),
        // A mail password is base64 of 44 characters, not one or the other.
        ("BKfExampleMailPasswordForTests00000000-/+ABC".to_owned(), E::Length { found: 44 }),
        ("BKfExampleMailPasswordForTests00000000/+AB".to_owned(), E::Length { found: 42 }),
        // A login token begins so and is long, not one or the other.
        ("eyJwYXlsb2Fk".to_owned(), E::Length { found: 12 }),
        ("kfExample-".repeat(50), E::Length { found: 500 }),
        (format!("eyJ{}", "A".repeat(397)), E::LoginToken),
    ] {
        assert_eq!(SecretAccessKey::parse(&text), Err(error), "{text}");
    }
}

#[test]
fn iam_gives_a_secret_no_pattern_and_it_is_held_to_forty_characters_here() {
    for text in ["", "x", &SECRET[1..], "kfExampleSecretKeyForTests0000000000/+ABC"] {
        assert!(Pattern("(?s)^.*$").finds(text) && !is_fine_secret(text), "{text}");
    }
}

#[test]
fn a_finding_names_what_was_counted_and_never_the_value() {
    let spoilt = SECRET.replace('+', "-");
    for (findings, arguments) in [
        (judge::user_name("AKIA1234"), vec![("found", "8")]),
        (judge::user_name("AKIARZPUZDIK-VKVKVKV"), vec![("position", "13")]),
        (judge::user_name("HPUAKFEXAMPLE0000000"), vec![("cloud", "Huawei Cloud")]),
        (judge::user_name("ASIARZPUZDIKKVKVKVKV"), vec![]),
        (judge::password("short"), vec![("found", "5")]),
        (judge::password(&spoilt), vec![("position", "38")]),
        (judge::password(MAIL_PASSWORD), vec![]),
    ] {
        let named: Vec<_> =
            findings[0].arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(named, arguments);
    }
}
