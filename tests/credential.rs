//! The credential: the name it gets, what is known of it and from where, the choice of a region,
//! and what is said of each field.

// clippy.toml allows these in test functions; what they share must be allowed to fail as well.
#![allow(clippy::unwrap_used, clippy::panic)]

use keyferry::aws::{AccountId, Partition, Region, RegistryHost, SecretAccessKey};
use keyferry::credential::{
    CredentialName, CredentialNameError, Draft, InForm, LearntFrom, Missing, RegionChoice,
    Registry, is_container_registry, judge,
};
use keyferry::finding::{Code, Field, Finding, Severity};
use keyferry::key_file::{self, Key};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

/// A key of account 123456789012.
const ID: &str = "AKIARZPUZDIKKVKVKVKV";
/// A key of the old generation, which doesn't tell its account.
const OLD_ID: &str = "AKIAJAAAAAAAAAAAAAAA";
const SECRET: &str = "kfExampleSecretKeyForTests0000000000/+AB";
const HOST: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

fn account(text: &str) -> AccountId {
    AccountId::parse(text).unwrap()
}

fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

fn host(text: &str) -> RegistryHost {
    RegistryHost::parse(text).unwrap()
}

fn key(id: &str) -> Key {
    key_of(id, None, None)
}

/// The key of a file that tells an account or a region.
fn key_of(id: &str, account: Option<&str>, region: Option<&str>) -> Key {
    let (account, region) = (account.unwrap_or_default(), region.unwrap_or_default());
    let file = format!(
        "Access key ID,Secret access key,Account,Region\n{id},{SECRET},{account},{region}\n"
    );
    key_file::read(file.as_bytes(), "").unwrap().keys.remove(0)
}

fn in_form(name: &str, registry: &str) -> InForm {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    InForm { name: text(name), registry: text(registry), ..InForm::default() }
}

// Names.

#[test]
fn a_name_has_2_to_99_letters_digits_dashes_and_underscores() {
    for text in ["ab", "wave-ecr", "Wave_ECR-2", "--", "__", "007", &"x".repeat(99)] {
        assert_eq!(CredentialName::parse(text).unwrap().as_str(), text);
        assert_eq!(CredentialName::parse(text).unwrap().to_string(), text);
    }
}

#[test]
fn what_is_no_name_says_why_and_how_to_mend_it() {
    use CredentialNameError as E;
    let long = "x".repeat(100);
    let cut = "x".repeat(99);
    let long_with_a_dash = format!("{}-x", "x".repeat(98));
    for (text, error, code, fix) in [
        ("", E::Empty, Code::NameEmpty, None),
        ("x", E::Short, Code::NameShort, None),
        (&long, E::Long(100), Code::NameLong, Some(cut.as_str())),
        (&long_with_a_dash, E::Long(100), Code::NameLong, Some(&cut[..98])),
        ("wave ecr", E::Character(' '), Code::NameBlank, Some("wave-ecr")),
        (" wave-ecr ", E::Character(' '), Code::NameBlank, Some("wave-ecr")),
        ("wave\tecr", E::Character('\t'), Code::NameBlank, Some("wave-ecr")),
        ("wave\u{a0}ecr", E::Character('\u{a0}'), Code::NameBlank, Some("wave-ecr")),
        (" ", E::Character(' '), Code::NameBlank, None),
        ("wave.ecr", E::Character('.'), Code::NameCharacter, Some("wave-ecr")),
        ("joe@example.org", E::Character('@'), Code::NameCharacter, Some("joe-example-org")),
        ("Jörg", E::Character('ö'), Code::NameCharacter, Some("J-rg")),
        ("wave/ecr/", E::Character('/'), Code::NameCharacter, Some("wave-ecr")),
        ("🦀", E::Character('🦀'), Code::NameCharacter, None),
        ("钥匙", E::Character('钥'), Code::NameCharacter, None),
    ] {
        assert_eq!(CredentialName::parse(text), Err(error), "{text:?}");
        let finding = error.finding(text);
        assert_eq!((finding.code, finding.fix.as_deref()), (code, fix), "{text:?}");
        assert_eq!((finding.field, finding.severity), (Field::Name, Severity::Error));
    }
}

#[test]
fn what_is_wrong_with_a_name_is_told_with_it() {
    let argument = |text: &str| CredentialName::parse(text).unwrap_err().finding(text).arguments;
    assert_eq!(argument(&"x".repeat(120)), [("length", "120".to_owned())]);
    assert_eq!(argument("a.b"), [("character", ".".to_owned())]);
    assert_eq!(argument("a b"), []);
}

#[test]
fn the_name_is_the_users_name_or_the_files_without_what_downloads_add() {
    for (user, file, name) in [
        // The IAM user's name comes first.
        (Some("wave-ecr"), "other_accessKeys.csv", Some("wave-ecr")),
        (Some("wave, ecr"), "", Some("wave--ecr")),
        (Some("team/wave@prod"), "", Some("team-wave-prod")),
        (Some("  wave-ecr  "), "", Some("wave-ecr")),
        (Some("..wave.."), "", Some("wave")),
        // A user's name that leaves nothing gives way to the file's.
        (Some("."), "wave-ecr_accessKeys.csv", Some("wave-ecr")),
        (Some(""), "wave-ecr_accessKeys.csv", Some("wave-ecr")),
        // The file's name.
        (None, "wave-ecr_accessKeys.csv", Some("wave-ecr")),
        (None, "wave-ecr_accessKeys (1).csv", Some("wave-ecr")),
        (None, "wave-ecr_accessKeys(1).csv", Some("wave-ecr")),
        (None, "wave-ecr_accessKeys (12).csv", Some("wave-ecr")),
        (None, "wave-ecr_accessKeys (1) (2).csv", Some("wave-ecr")),
        (None, "wave-ecr_accessKeys.csv.csv", Some("wave-ecr")),
        (None, "wave-ecr_accessKeys.csv (1)", Some("wave-ecr")),
        (None, "wave-ecr_credentials.csv", Some("wave-ecr")),
        (None, "wave-ecr_CREDENTIALS.CSV", Some("wave-ecr")),
        (None, "wave-ecr.csv", Some("wave-ecr")),
        (None, "wave-ecr", Some("wave-ecr")),
        (None, "wave-ecr.txt", Some("wave-ecr")),
        (None, "wave-ecr_accessKeys.csv.txt", Some("wave-ecr")),
        (None, " wave-ecr_accessKeys.csv ", Some("wave-ecr")),
        (None, "wave ecr (prod).csv", Some("wave-ecr--prod")),
        (None, "wave_ecr_accessKeys_credentials.csv", Some("wave_ecr_accessKeys")),
        (None, "my.keys.csv", Some("my-keys")),
        (None, "wäve_accessKeys.csv", Some("w-ve")),
        // Names that say nothing.
        (None, "accessKeys.csv", None),
        (None, "accessKeys_accessKeys.csv", None),
        (None, "credentials_accessKeys.csv", None),
        (None, "accessKeys (2).csv", None),
        (None, "AccessKeys.csv", None),
        (None, "credentials.csv", None),
        (None, "credentials (1).csv", None),
        (None, "credentials", None),
        (None, "rootkey.csv", None),
        (None, "rootkey (3).csv", None),
        (None, "new_user_credentials.csv", None),
        (None, "new_user_credentials (1).csv", None),
        (None, "_accessKeys.csv", None),
        (None, "_credentials.csv", None),
        (None, "(1).csv", None),
        (None, ".csv", None),
        (None, "", None),
        (None, "1.csv", None),
        (None, "密钥.csv", None),
    ] {
        let suggested = CredentialName::suggest(user, file, None);
        assert_eq!(suggested.as_ref().map(CredentialName::as_str), name, "{user:?} {file:?}");
        // Where the key says nothing the registry does.
        let registry = host(HOST);
        let suggested = CredentialName::suggest(user, file, Some(&registry)).unwrap();
        assert_eq!(suggested.as_str(), name.unwrap_or("ecr-123456789012-eu-west-1"), "{file:?}");
        let suggested = CredentialName::suggest(user, file, Some(&RegistryHost::Public)).unwrap();
        assert_eq!(suggested.as_str(), name.unwrap_or("ecr-public"), "{file:?}");
    }
}

#[test]
fn a_long_name_is_cut_to_99_characters_and_not_behind_a_dash() {
    let suggest = |user: &str| CredentialName::suggest(Some(user), "", None).unwrap().to_string();
    assert_eq!(suggest(&"x".repeat(200)), "x".repeat(99));
    assert_eq!(suggest(&format!("{}---{}", "x".repeat(97), "y".repeat(50))), "x".repeat(97));
}

/// A fixed seed: what a random search finds belongs in a fuzz run, not in a build.
fn config() -> Config {
    Config { rng_seed: RngSeed::Fixed(20261122), failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_suggested_name_and_every_fix_is_a_name(user in any::<Option<String>>(), file in any::<String>()) {
        let suggested = CredentialName::suggest(user.as_deref(), &file, Some(&host(HOST)));
        let suggested = suggested.map(|name| name.to_string()).unwrap_or_default();
        prop_assert!(CredentialName::parse(&suggested).is_ok(), "{suggested:?}");
        let findings = judge::name(&file);
        prop_assert_eq!(findings.len(), 1);
        if let Some(fix) = &findings[0].fix {
            prop_assert!(CredentialName::parse(fix).is_ok(), "{fix:?}");
        }
    }
}

// Drafts: what is known of a credential, and from where.

#[test]
fn the_account_comes_from_the_form_else_the_key_id_else_the_sign_in_link() {
    let other = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
    for (id, link, registry, learnt) in [
        (ID, Some("444455556666"), other, Some(("111122223333", LearntFrom::Form))),
        (ID, Some("444455556666"), "", Some(("123456789012", LearntFrom::KeyId))),
        (OLD_ID, Some("444455556666"), "", Some(("444455556666", LearntFrom::SignInLink))),
        (OLD_ID, Some("444455556666"), other, Some(("111122223333", LearntFrom::Form))),
        (OLD_ID, None, "", None),
        // What isn't an ECR host tells no account.
        (ID, None, "docker.io", Some(("123456789012", LearntFrom::KeyId))),
        (ID, None, "   ", Some(("123456789012", LearntFrom::KeyId))),
        (
            ID,
            None,
            "12345.dkr.ecr.eu-west-1.amazonaws.com",
            Some(("123456789012", LearntFrom::KeyId)),
        ),
        // Whatever can be brought to a host does.
        (
            OLD_ID,
            None,
            "https://111122223333.dkr.ecr.eu-west-1.amazonaws.com/x:1",
            Some(("111122223333", LearntFrom::Form)),
        ),
    ] {
        let draft = Draft::new(key_of(id, link, None), "", &in_form("", registry), None);
        let found = draft.account.as_ref().map(|found| (found.value.to_string(), found.from));
        assert_eq!(found, learnt.map(|(text, from)| (text.to_owned(), from)), "{registry:?}");
    }
}

#[test]
fn the_region_comes_from_the_form_else_the_file_else_the_last_use() {
    for (registry, file, last, learnt) in [
        (HOST, Some("us-east-1"), Some("sa-east-1"), Some(("eu-west-1", LearntFrom::Form))),
        ("", Some("us-east-1"), Some("sa-east-1"), Some(("us-east-1", LearntFrom::File))),
        ("", None, Some("sa-east-1"), Some(("sa-east-1", LearntFrom::LastUsed))),
        ("quay.io", None, Some("sa-east-1"), Some(("sa-east-1", LearntFrom::LastUsed))),
        ("", None, None, None),
        // A region out of Wave's reach is asked instead, and no other is taken for it.
        ("", Some("us-iso-east-1"), Some("sa-east-1"), None),
        ("", Some("us-iso-east-1"), None, None),
        ("", None, Some("eusc-de-east-1"), None),
    ] {
        let draft =
            Draft::new(key_of(ID, None, file), "", &in_form("", registry), last.map(region));
        let found = draft.region.as_ref().map(|found| (found.value.as_str(), found.from));
        assert_eq!(found, learnt, "{registry:?} {file:?} {last:?}");
    }
}

#[test]
fn what_is_missing_is_asked_and_nothing_else() {
    for (id, registry, last, missing) in [
        (ID, "", Some("eu-west-1"), None),
        (ID, HOST, None, None),
        (OLD_ID, HOST, None, None),
        (ID, "", None, Some(Missing { account: false, region: true })),
        (OLD_ID, "", Some("eu-west-1"), Some(Missing { account: true, region: false })),
        (OLD_ID, "", None, Some(Missing { account: true, region: true })),
        // ECR Public has neither account nor region.
        (OLD_ID, "public.ecr.aws", None, None),
        (ID, "https://public.ecr.aws/x/y", None, None),
    ] {
        let draft = Draft::new(key(id), "", &in_form("", registry), last.map(region));
        assert_eq!(draft.missing(), missing, "{id} {registry:?}");
        // Nothing missing means that the form can be filled.
        assert_eq!(draft.credential().is_some(), missing.is_none(), "{id} {registry:?}");
    }
}

#[test]
fn a_draft_with_nothing_missing_makes_the_whole_credential() {
    let key = key_of(ID, None, Some("eu-west-1"));
    let draft = Draft::new(key, "wave-ecr_accessKeys.csv", &InForm::default(), None);
    let credential = draft.credential().unwrap();
    assert_eq!(credential.name.as_str(), "wave-ecr");
    assert_eq!(credential.user_name.as_str(), ID);
    assert_eq!(credential.password.expose(), SECRET);
    assert_eq!(credential.registry.to_string(), HOST);
}

#[test]
fn ecr_public_in_the_form_is_kept() {
    let draft = Draft::new(key(ID), "", &in_form("", "public.ecr.aws"), Some(region("eu-west-1")));
    assert_eq!(draft.registry, Registry::Public);
    let credential = draft.credential().unwrap();
    assert_eq!(credential.registry, RegistryHost::Public);
    assert_eq!(credential.name.as_str(), "ecr-public");
}

#[test]
fn the_users_own_name_is_kept_where_platform_takes_it() {
    let file = "wave-ecr_accessKeys.csv";
    for (name, draws) in [
        ("mine", "mine"),
        ("my_own-2", "my_own-2"),
        // One that Platform would refuse is no name yet.
        ("my own", "wave-ecr"),
        ("m", "wave-ecr"),
        ("", "wave-ecr"),
    ] {
        let draft = Draft::new(key(ID), file, &in_form(name, HOST), None);
        assert_eq!(draft.name().unwrap().as_str(), draws, "{name:?}");
    }
}

#[test]
fn a_name_that_stands_on_the_registry_waits_for_it() {
    let mut draft = Draft::new(key(ID), "credentials.csv", &InForm::default(), None);
    assert_eq!(draft.name(), None);
    draft.registry = Registry::Public;
    assert_eq!(draft.name().unwrap().as_str(), "ecr-public");
}

#[test]
fn a_forgotten_secret_leaves_the_rest_of_the_draft() {
    let draft = Draft::new(key(ID), "wave-ecr_accessKeys.csv", &in_form("", HOST), None);
    let forgotten = draft.without_secret();
    assert!(forgotten.secret.is_none() && forgotten.credential().is_none());
    assert_eq!(forgotten.name(), draft.name());
    assert_eq!(forgotten.host(), draft.host());
    assert_eq!((forgotten.account, forgotten.region), (draft.account, draft.region));
}

#[test]
fn a_draft_and_its_credential_never_show_the_secret() {
    let draft = Draft::new(key(ID), "", &in_form("", HOST), None);
    let shown = format!("{draft:?} {:?}", draft.credential().unwrap());
    assert!(shown.contains(ID) && !shown.contains("kfExample"), "{shown}");
}

// The choice of a region.

fn codes(choice: &RegionChoice) -> Vec<String> {
    choice.shown().into_iter().map(|option| option.code).collect()
}

fn chosen(choice: &RegionChoice) -> Option<String> {
    choice.chosen().map(|region| region.to_string())
}

/// A choice with these recent regions, with this typed.
fn typed(recent: &[&str], query: &str) -> RegionChoice {
    let mut choice = RegionChoice::new(recent.iter().map(|text| region(text)).collect(), None);
    choice.type_in(query);
    choice
}

#[test]
fn every_region_that_wave_reaches_is_offered_once_and_no_other() {
    for recent in [&[][..], &["eu-west-1"], &["us-gov-west-1", "ap-south-1", "eu-west-1"]] {
        let choice = RegionChoice::new(recent.iter().map(|text| region(text)).collect(), None);
        let mut offered = codes(&choice);
        assert_eq!(&offered[..recent.len()], recent);
        offered.sort();
        let mut reached: Vec<_> = Region::known()
            .iter()
            .filter(|facts| facts.partition.works_with_wave())
            .map(|facts| facts.code.to_owned())
            .collect();
        reached.sort();
        assert_eq!(offered, reached);
    }
}

#[test]
fn recent_regions_come_first_then_commercial_ones_then_the_rest() {
    let choice = typed(&["us-west-2", "cn-north-1"], "");
    let shown = choice.shown();
    let recent: Vec<_> = shown.iter().filter(|option| option.recent).collect();
    assert_eq!(recent.len(), 2);
    assert_eq!((recent[0].code.as_str(), recent[0].city), ("us-west-2", "Oregon"));
    let partitions: Vec<_> =
        shown[2..].iter().map(|option| region(&option.code).partition()).collect();
    assert!(partitions.is_sorted() && partitions[0] == Partition::Aws);
    assert!(shown[2..34].is_sorted_by_key(|option| option.code.clone()));
}

#[test]
fn the_list_narrows_by_code_and_by_city() {
    for (query, fits) in [
        ("eu-west", &["eu-west-1", "eu-west-2", "eu-west-3"][..]),
        ("EU-WEST", &["eu-west-1", "eu-west-2", "eu-west-3"]),
        (" eu-west ", &["eu-west-1", "eu-west-2", "eu-west-3"]),
        ("ireland", &["eu-west-1"]),
        ("frank", &["eu-central-1"]),
        ("gov", &["us-gov-east-1", "us-gov-west-1"]),
        ("atlantis", &[]),
    ] {
        assert_eq!(codes(&typed(&[], query)), fits, "{query:?}");
    }
}

#[test]
fn a_single_match_or_a_whole_code_is_chosen_without_a_press() {
    for (query, choice) in [
        ("ireland", Some("eu-west-1")),
        ("eu-west-1", Some("eu-west-1")),
        ("EU-West-1 ", Some("eu-west-1")),
        ("eu-west", None),
        ("", None),
        ("atlantis", None),
        ("eu-west-", None),
    ] {
        assert_eq!(chosen(&typed(&[], query)).as_deref(), choice, "{query:?}");
    }
}

#[test]
fn a_region_too_new_for_the_table_can_be_typed() {
    for (query, choice) in [
        ("eu-west-9", Some("eu-west-9")),
        (" eu-west-9 ", Some("eu-west-9")),
        ("EU-WEST-9", Some("eu-west-9")),
        ("us-gov-south-1", Some("us-gov-south-1")),
        ("eu-west-0", None),
        ("xx-west-1", None),
    ] {
        assert_eq!(chosen(&typed(&[], query)).as_deref(), choice, "{query:?}");
    }
}

#[test]
fn the_question_begins_with_what_is_chosen_else_with_the_last_use() {
    let recent = || vec![region("us-east-1"), region("eu-west-1")];
    let begin =
        |recent, now: Option<&str>| chosen(&RegionChoice::new(recent, now.map(region).as_ref()));
    assert_eq!(begin(vec![], None), None);
    assert_eq!(begin(recent(), None).as_deref(), Some("us-east-1"));
    assert_eq!(begin(recent(), Some("eu-west-1")).as_deref(), Some("eu-west-1"));
    assert_eq!(begin(recent(), Some("sa-east-1")).as_deref(), Some("sa-east-1"));
    // One that isn't in the table isn't lost either.
    assert_eq!(begin(recent(), Some("eu-west-9")).as_deref(), Some("eu-west-9"));
    // A recent one that isn't in the table is offered like the others.
    let unknown = RegionChoice::new(vec![region("eu-west-9")], None);
    assert_eq!((unknown.shown()[0].code.as_str(), unknown.shown()[0].city), ("eu-west-9", ""));
    assert_eq!(chosen(&unknown).as_deref(), Some("eu-west-9"));
}

#[test]
fn the_arrows_move_through_what_is_shown_and_round_its_ends() {
    let mut choice = typed(&[], "eu-west");
    let mut at = |by| {
        choice.move_by(by);
        chosen(&choice).unwrap()
    };
    assert_eq!(at(1), "eu-west-1");
    assert_eq!(at(1), "eu-west-2");
    assert_eq!(at(1), "eu-west-3");
    assert_eq!(at(1), "eu-west-1");
    assert_eq!(at(-1), "eu-west-3");
    assert_eq!(at(-2), "eu-west-1");

    let mut choice = typed(&[], "eu-west");
    choice.move_by(-1);
    assert_eq!(chosen(&choice).as_deref(), Some("eu-west-3"), "up from the field is the last");

    let mut nothing = typed(&[], "atlantis");
    nothing.move_by(1);
    nothing.move_by(-1);
    assert_eq!(nothing.chosen(), None);
}

#[test]
fn a_pressed_option_is_chosen_and_typing_goes_on_from_it() {
    let mut choice = typed(&[], "eu-west");
    choice.select("eu-west-3");
    assert_eq!(chosen(&choice).as_deref(), Some("eu-west-3"));
    choice.select("us-east-1"); // not shown
    assert_eq!(choice.chosen(), None);
    choice.select("eu-west-3");
    choice.type_in("eu-west-2");
    assert_eq!(chosen(&choice).as_deref(), Some("eu-west-2"));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_is_typed_what_is_chosen_is_a_region(query in "[ a-z0-9-]{0,12}|\\PC{0,8}", moves in prop::collection::vec(-3isize..4, 0..6)) {
        let mut choice = typed(&["eu-west-9"], &query);
        for by in moves {
            choice.move_by(by);
            prop_assert!(choice.active.is_none_or(|at| at < choice.shown().len()));
        }
        let _any = choice.chosen();
    }
}

// The provider.

#[test]
fn container_registry_is_told_however_it_is_drawn() {
    for text in [
        "Container registry",
        "Container Registry",
        " container   registry\n",
        "docker Container registry",
        "Container\u{a0}registry",
        "Container registry - Docker, Amazon ECR, Quay",
        "Container registry (Docker, ECR)",
        "\u{2713} Container registry",
    ] {
        assert!(is_container_registry(text), "{text:?}");
    }
    for text in [
        "",
        "Container",
        "registry",
        "Container registry (old)",
        "AWS",
        "Containerregistry",
        "Azure Container Registry",
        "Google Container Registry",
        "Push images to a container registry",
    ] {
        assert!(!is_container_registry(text), "{text:?}");
    }
}

// What is said of each field.

/// The codes with their fixes, in order.
fn said(findings: &[Finding]) -> Vec<(Code, Option<&str>)> {
    findings.iter().map(|finding| (finding.code, finding.fix.as_deref())).collect()
}

#[test]
fn a_name_is_judged_by_platforms_rule() {
    assert_eq!(said(&judge::name("wave-ecr")), [(Code::NameGood, None)]);
    assert_eq!(said(&judge::name("")), [(Code::NameEmpty, None)]);
    assert_eq!(said(&judge::name("wave ecr")), [(Code::NameBlank, Some("wave-ecr"))]);
}

#[test]
fn a_secret_as_a_name_is_told_and_never_repeated() {
    let without_marks = SECRET.replace(['+', '/'], "9");
    for secret in [SECRET, &format!(" {SECRET} "), &without_marks] {
        assert_eq!(said(&judge::name(secret)), [(Code::NameIsSecret, None)]);
    }
    let made_up = "a-name-that-somebody-made-up-of-40-chars";
    for name in [made_up, &"n".repeat(40), "AKIARZPUZDIKKVKVKVKV"] {
        assert_eq!(said(&judge::name(name)), [(Code::NameGood, None)], "{name}");
    }
}

#[test]
fn a_password_is_judged_as_a_secret_access_key() {
    for (text, code) in [
        (SECRET, Code::PasswordGood),
        ("", Code::SecretEmpty),
        (" kfExampleSecretKeyForTests0000000000/+AB", Code::SecretSurrounded),
        ("AKIARZPUZDIKKVKVKVKV", Code::SecretIsKeyId),
        ("0123456789abcdef0123456789abcdef01234567", Code::SecretHash),
        ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Code::SecretExample),
    ] {
        assert_eq!(said(&judge::password(text)), [(code, None)], "{code:?}");
    }
}

#[test]
fn only_container_registry_is_the_right_provider() {
    assert_eq!(said(&judge::provider("Container registry")), [(Code::ProviderGood, None)]);
    assert_eq!(said(&judge::provider(" ")), [(Code::ProviderEmpty, None)]);
    for provider in ["AWS", "GitHub"] {
        let findings = judge::provider(provider);
        assert_eq!(said(&findings), [(Code::ProviderOther, None)]);
        assert_eq!(findings[0].arguments, [("provider", provider.to_owned())]);
    }
}

#[test]
fn a_user_name_is_judged_as_a_key_id() {
    for (text, code, fix) in [
        (ID, Code::UserNameGood, None),
        (OLD_ID, Code::UserNameGoodOld, None),
        ("", Code::KeyIdEmpty, None),
        (" AKIARZPUZDIKKVKVKVKV", Code::KeyIdSurrounded, Some(ID)),
        ("akiarzpuzdikkvkvkvkv", Code::KeyIdCase, Some(ID)),
        ("ASIARZPUZDIKKVKVKVKV", Code::KeyIdTemporary, None),
        ("AWS", Code::KeyIdDockerLogin, None),
        ("arn:aws:iam::123456789012:role/pull", Code::KeyIdRoleArn, None),
        ("AKIAIOSFODNN7EXAMPLE", Code::KeyIdExample, None),
        ("AKIARZPUZDIKKVKVKVK0", Code::KeyIdMistyped, None),
        ("joe", Code::KeyIdPrefix, None),
        (SECRET, Code::KeyIdIsSecret, None),
    ] {
        let findings = judge::user_name(text);
        assert_eq!(said(&findings), [(code, fix)], "{text:?}");
        assert_eq!(findings[0].field, Field::UserName);
    }
    assert_eq!(judge::user_name(ID)[0].arguments, [("account", "123456789012".to_owned())]);
}

#[test]
fn a_registry_server_is_judged_by_what_wave_compares() {
    let key_account = account("123456789012");
    let mended = Some(HOST);
    for (text, all) in [
        (HOST, &[(Code::RegistryGood, None)][..]),
        ("public.ecr.aws", &[(Code::RegistryPublic, None)]),
        ("", &[(Code::RegistryEmpty, None)]),
        ("docker.io", &[(Code::RegistryDockerHub, None)]),
        ("https://123456789012.dkr.ecr.eu-west-1.amazonaws.com", &[(Code::RegistryScheme, mended)]),
        (
            " https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/x",
            &[
                (Code::RegistryBlanks, mended),
                (Code::RegistryScheme, mended),
                (Code::RegistryPath, mended),
            ],
        ),
        ("123456789012.dkr.ecr.eu-west-9.amazonaws.com", &[(Code::RegistryRegionUnknown, None)]),
        ("123456789012.dkr.ecr.eu-wset-1.amazonaws.com", &[(Code::RegistryRegionTypo, mended)]),
        ("111122223333.dkr.ecr.eu-west-1.amazonaws.com", &[(Code::RegistryOtherAccount, None)]),
        (
            "111122223333.dkr.ecr.eu-west-9.amazonaws.com",
            &[(Code::RegistryRegionUnknown, None), (Code::RegistryOtherAccount, None)],
        ),
        (
            "111122223333.dkr.ecr.eu-west-1.amazonaws.com.evil.example",
            &[(Code::RegistryLookAlike, None)],
        ),
    ] {
        let findings = judge::registry(text, Some(&key_account));
        assert_eq!(said(&findings), all, "{text:?}");
        assert!(findings.iter().all(|finding| finding.field == Field::Registry));
    }
}

#[test]
fn another_account_than_the_keys_is_a_warning_that_names_both() {
    let other = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
    let findings = judge::registry(other, Some(&account("123456789012")));
    assert_eq!(findings[0].severity, Severity::Warning);
    let named =
        [("account", "111122223333".to_owned()), ("key_account", "123456789012".to_owned())];
    assert_eq!(findings[0].arguments, named);
    // Without the key's account nothing is claimed.
    let findings = judge::registry(other, None);
    assert_eq!(said(&findings), [(Code::RegistryGoodUnchecked, None)]);
    assert_eq!(findings[0].arguments, [("city", "Ireland".to_owned())]);
}

#[test]
fn a_field_that_is_right_gets_exactly_one_finding_that_is_good_or_advice() {
    let key_account = account("123456789012");
    for findings in [
        judge::name("wave-ecr"),
        judge::provider("Container registry"),
        judge::user_name(ID),
        judge::registry(HOST, Some(&key_account)),
        judge::registry("public.ecr.aws", Some(&key_account)),
    ] {
        assert_eq!(findings.len(), 1);
        assert!(findings[0].severity <= Severity::Advice && findings[0].fix.is_none());
    }
}

proptest! {
    #![proptest_config(config())]

    /// A secret may be pasted into any field, with anything around it.
    #[test]
    fn no_finding_holds_a_secret(before in "[ a-zA-Z0-9./:\"'-]{0,6}", after in "[ a-zA-Z0-9./:\"'-]{0,6}") {
        let text = format!("{before}{SECRET}{after}");
        let findings = [
            judge::user_name(&text),
            judge::registry(&text, Some(&account("123456789012"))),
            SecretAccessKey::parse(&text).err().map(|error| error.finding()).into_iter().collect(),
        ];
        for finding in findings.concat() {
            prop_assert!(!format!("{finding:?}").contains("kfExample"), "{finding:?}");
            prop_assert!(!serde_json::to_string(&finding).unwrap().contains("kfExample"));
        }
    }

    /// Every fix makes the field right, or leaves only what no fix can mend.
    #[test]
    fn a_fix_of_the_registry_server_is_exact(text in "(https://)?\"?123456789012\\.(dkr|DKR)\\.ecr(-fips)?\\.(eu-west-1|cn-north-1|eu-wset-1)\\.amazonaws\\.com(\\.cn)?(:443)?/?(x:1)?\"? ?") {
        for finding in judge::registry(&text, None) {
            if let Some(fix) = &finding.fix {
                let host = RegistryHost::parse(fix);
                prop_assert!(host.is_ok(), "{text:?} {fix:?}");
            }
        }
    }
}
