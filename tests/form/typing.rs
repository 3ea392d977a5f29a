//! What is said of a form while somebody fills it in.

use super::config;
use super::drawing::{Drawing, choice, password, text};
use keyferry::credential::judge::may_become_right;
use keyferry::finding::{Code, Field};
use keyferry::form::{Snapshot, recognise, typed};
use proptest::prelude::*;

const ID: &str = "AKIARZPUZDIKKVKVKVKV";
const SECRET: &str = "kfExampleSecretKeyForTests0000000000/+AB";
const HOST: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

/// Seqera's form with these values, and the focus in one of the five, or in none.
#[derive(Clone, Copy)]
struct Typed<'t> {
    name: &'t str,
    provider: &'t str,
    user_name: &'t str,
    password: &'t str,
    registry: &'t str,
    focus: Option<Field>,
    ours: bool,
}

const EMPTY: Typed = Typed {
    name: "",
    provider: "Container registry",
    user_name: "",
    password: "",
    registry: "",
    focus: None,
    ours: false,
};
const FULL: Typed =
    Typed { name: "wave-ecr", user_name: ID, password: SECRET, registry: HOST, ..EMPTY };

impl Typed<'_> {
    fn snapshot(&self) -> Snapshot {
        let mut drawing = Drawing::new().inside(0, "New Credentials");
        for (field, part) in [
            (Field::Name, text().label("Name").shows(self.name)),
            (Field::Provider, choice().label("Provider").shows(self.provider)),
            (Field::UserName, text().label("User name").shows(self.user_name)),
            (Field::Password, password().label("Password").shows(self.password).ours(self.ours)),
            (Field::Registry, text().label("Registry server").shows(self.registry)),
        ] {
            drawing = drawing.with(part);
            if self.focus == Some(field) {
                drawing = drawing.focused();
            }
        }
        drawing.done()
    }

    /// What is said, where the password is told.
    fn says(&self) -> Vec<Code> {
        self.says_of(Some(self.password))
    }

    fn says_of(&self, password: Option<&str>) -> Vec<Code> {
        let snapshot = self.snapshot();
        let form = recognise(&snapshot).unwrap();
        typed(&snapshot, &form, password).iter().map(|finding| finding.code).collect()
    }
}

#[test]
fn a_form_that_is_right_gets_a_good_word_on_each_field_in_its_order() {
    use Code::{NameGood, PasswordGood, ProviderGood, RegistryGood, UserNameGood};
    let all = [NameGood, ProviderGood, UserNameGood, PasswordGood, RegistryGood];
    assert_eq!(FULL.says(), all);
    for focus in Field::FORM {
        assert_eq!(Typed { focus: Some(focus), ..FULL }.says(), all, "{focus:?}");
    }
}

#[test]
fn of_an_empty_form_nothing_is_said_but_that_its_provider_is_right() {
    for focus in [None, Some(Field::Name), Some(Field::Registry)] {
        assert_eq!(Typed { focus, ..EMPTY }.says(), [Code::ProviderGood]);
    }
}

#[test]
fn a_prompt_is_no_provider_and_another_one_is_nobodys_business() {
    for provider in ["", "Select provider", "Choose a credentials provider"] {
        let typed = Typed { provider, name: "a b", ..EMPTY };
        assert_eq!(typed.says(), [Code::NameBlank], "{provider}");
    }
    for provider in ["AWS", "GitHub"] {
        let typed = Typed { provider, name: "a b", ..EMPTY };
        let snapshot = typed.snapshot();
        let said = recognise(&snapshot).map(|form| keyferry::form::typed(&snapshot, &form, None));
        assert!(said.is_none_or(|said| said.is_empty()), "{provider}");
    }
}

#[test]
fn an_empty_field_is_spoken_of_once_it_was_passed_over() {
    let passed = Typed { user_name: ID, focus: Some(Field::UserName), ..EMPTY };
    assert_eq!(passed.says(), [Code::NameEmpty, Code::ProviderGood, Code::UserNameGood]);
    // Whoever goes back to it is about to mend it.
    let mending = Typed { focus: Some(Field::Name), ..passed };
    assert_eq!(mending.says(), [Code::ProviderGood, Code::UserNameGood]);
    // An empty registry server is docker.io, and no key is for that.
    let key = Typed { registry: "", ..FULL };
    assert_eq!(key.says().last(), Some(&Code::RegistryEmpty));
    for focus in [Field::UserName, Field::Password, Field::Registry] {
        let typing = Typed { focus: Some(focus), ..key };
        assert_eq!(typing.says().last(), Some(&Code::PasswordGood), "{focus:?}");
    }
}

#[test]
fn a_wrong_registry_is_called_out_while_it_is_typed_and_half_a_right_one_is_not() {
    let says = |registry: &str, focus| {
        let typed = Typed { registry, focus, ..FULL };
        typed.says().get(4).copied()
    };
    let typing = Some(Field::Registry);
    for length in 1..HOST.len() {
        assert_eq!(says(&HOST[..length], typing), None, "{length}");
        assert!(says(&HOST[..length], None).is_some_and(|code| code != Code::RegistryGood));
    }
    assert_eq!(says(HOST, typing), Some(Code::RegistryGood));
    assert_eq!(says("https://123", typing).map(|code| code != Code::RegistryGood), Some(true));
    assert_eq!(says(&format!("https://{HOST}"), typing), Some(Code::RegistryScheme));
    let other = HOST.replace("123456789012", "210987654321");
    assert_eq!(says(&other, typing), Some(Code::RegistryOtherAccount));
    assert!(says("123456789012.dkr.ecr.eu-wset", typing).is_some());
}

#[test]
fn the_beginning_of_what_is_right_may_become_it_and_nothing_else_may() {
    let right = [
        (Field::Name, "wave"),
        (Field::UserName, ID),
        (Field::Password, SECRET),
        (Field::Registry, HOST),
        (Field::Registry, "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn"),
        (Field::Registry, "public.ecr.aws"),
    ];
    for (field, whole) in right {
        let first = if field == Field::Name { 1..2 } else { 1..whole.len() };
        for length in first {
            assert!(may_become_right(field, &whole[..length]), "{field:?} {length}");
        }
        // What is whole is right already, and said to be.
        let is_begun_again = whole.ends_with("amazonaws.com");
        assert!(is_begun_again || !may_become_right(field, whole), "{field:?}");
    }
    for (field, wrong) in [
        (Field::Name, " "),
        (Field::Name, "ab"),
        (Field::UserName, "ASIA"),
        (Field::UserName, "akia"),
        (Field::UserName, "AKIA RZ"),
        (Field::Password, "kf Example"),
        (Field::Registry, "1234567890123"),
        (Field::Registry, "12345.dkr"),
        (Field::Registry, "123456789012.dkr.ecr.eu-central-9"),
        (Field::Registry, "123456789012.dkr.ecr.us-iso-east-1."),
        (Field::Registry, "public.ecr.aws/"),
        (Field::Registry, "docker"),
        (Field::Provider, "Container"),
    ] {
        assert!(!may_become_right(field, wrong), "{field:?} {wrong}");
    }
}

#[test]
fn the_user_and_the_password_of_another_registry_are_not_judged_as_a_key_of_aws() {
    for (user_name, password, registry) in [
        ("user1", "kf-not-a-pat-0000", ""),
        ("user1", "kf-not-a-pat-0000", "docker.io"),
        ("namespace+accountname", "KFROBOT0000000000000000000000000", "quay.io"),
        ("octocat", "kf_not_a_classic_pat_0000", "ghcr.io"),
        ("pull-token", "kf.not.a.password/0000", "myregistry.azurecr.io"),
        ("_json_key", "{\"type\": \"service_account\"}", "europe-docker.pkg.dev"),
        ("gitea", "correct horse", "git.example.org"),
        ("robot", "0123456789abcdef0123456789abcdef01234567", "registry.example.org:5000"),
        ("123456789012", "kf-not-a-pat-0000", "registry.example.org"),
    ] {
        for focus in [None].into_iter().chain(Field::FORM.map(Some)) {
            let whole = Typed { user_name, password, registry, focus, ..FULL };
            assert_eq!(whole.says(), [Code::NameGood, Code::ProviderGood], "{registry} {focus:?}");
        }
        // Nor while they are typed, in any order.
        for length in 0..=registry.len() {
            let registry = &registry[..length];
            let typed = Typed { user_name, registry, focus: Some(Field::Registry), ..FULL };
            let typed = Typed { password, ..typed };
            assert_eq!(typed.says(), [Code::NameGood, Code::ProviderGood], "{registry}");
        }
        for length in 0..=user_name.len() {
            let user_name = &user_name[..length];
            let focus = Some(Field::UserName);
            let typed = Typed { user_name, password: "", registry, focus, ..FULL };
            assert_eq!(typed.says(), [Code::NameGood, Code::ProviderGood], "{user_name}");
        }
    }
}

#[test]
fn what_wave_compares_is_judged_at_any_registry() {
    let other = Typed { user_name: "user1", password: "kf-not-a-pat-0000", ..FULL };
    for (registry, code) in [
        ("https://quay.io", Code::RegistryScheme),
        ("quay.io/genomics", Code::RegistryPath),
        (" quay.io", Code::RegistryBlanks),
        ("Quay.io", Code::RegistryCase),
        ("https://index.docker.io/v1/", Code::RegistryScheme),
    ] {
        let typed = Typed { registry, ..other };
        assert_eq!(typed.says(), [Code::NameGood, Code::ProviderGood, code], "{registry}");
    }
    let no_host = Typed { registry: "quay", ..other };
    assert_eq!(no_host.says().last(), Some(&Code::RegistryNotHost));
}

#[test]
fn one_thing_of_awss_is_enough_to_judge_all_as_a_key() {
    let other =
        Typed { user_name: "user1", password: "kf-not-a-pat-0000", registry: "quay.io", ..FULL };
    for (typed, codes) in [
        (
            Typed { user_name: ID, ..other },
            [Code::UserNameGood, Code::SecretLength, Code::RegistryNotEcr],
        ),
        (
            Typed { password: SECRET, ..other },
            [Code::KeyIdPrefix, Code::PasswordGood, Code::RegistryNotEcr],
        ),
        (
            Typed { registry: HOST, ..other },
            [Code::KeyIdPrefix, Code::SecretLength, Code::RegistryGoodUnchecked],
        ),
        (
            Typed { registry: "123456789012,dkr.ecr.eu-west-1.amazonaws.com", ..other },
            [Code::KeyIdPrefix, Code::SecretLength, Code::RegistryNotHost],
        ),
    ] {
        assert_eq!(typed.says()[2..], codes);
    }
    assert_eq!(Typed { user_name: "AWS", ..other }.says()[2], Code::KeyIdDockerLogin);
}

#[test]
fn a_password_is_judged_only_where_it_is_told_or_keyferrys_own() {
    let without = |typed: Typed| typed.says_of(None).contains(&Code::PasswordGood);
    assert!(!without(FULL));
    assert!(without(Typed { ours: true, ..FULL }));
    let half = Typed { password: &SECRET[..20], ..FULL };
    assert_eq!(half.says()[3], Code::SecretLength);
    assert_eq!(Typed { focus: Some(Field::Password), ..half }.says().len(), 4);
}

#[test]
fn a_secret_in_the_name_is_called_one() {
    let typed = Typed { name: &SECRET[..30], ..FULL };
    assert_eq!(typed.says()[0], Code::NameIsSecret);
}

proptest! {
    #![proptest_config(config())]

    /// Whatever stands there, each field is spoken of once at most, in order, and no secret is told.
    #[test]
    fn at_most_one_word_a_field(
        name in ".{0,12}",
        user_name in "(AKIA[A-Z2-7]{0,18}|.{0,8})",
        secret in "([A-Za-z0-9/+]{0,44}|.{0,8})",
        registry in "([0-9]{0,13}(\\.dkr\\.ecr\\.[a-z0-9.-]{0,30})?|.{0,12})",
        focus in proptest::option::of(0_usize..5),
    ) {
        let focus = focus.map(|at| Field::FORM[at]);
        let typed = Typed {
            name: &name, user_name: &user_name, password: &secret, registry: &registry, focus, ..EMPTY
        };
        let snapshot = typed.snapshot();
        if let Some(form) = recognise(&snapshot) {
            let findings = keyferry::form::typed(&snapshot, &form, Some(&secret));
            let fields: Vec<Field> = findings.iter().map(|finding| finding.field).collect();
            prop_assert!(fields.is_sorted());
            prop_assert!(fields.windows(2).all(|two| two[0] != two[1]));
            for finding in &findings {
                let told = finding.arguments.iter().any(|(_, value)| secret.len() >= 12 && value.contains(&secret));
                prop_assert!(!told);
            }
        }
    }
}
