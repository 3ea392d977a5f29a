//! The texts to copy once a credential was added: each letter by letter, and that nothing that gets
//! into one, whatever a page's address names, is anything else there than the value it was.

// clippy.toml allows these in test functions; what they share must be allowed to fail as well.
#![allow(clippy::unwrap_used, clippy::panic)]

use keyferry::aws::{AccessKeyId, AccountId, Region, RegistryHost, Repository, holds_a_secret};
use keyferry::credential::CredentialName;
use keyferry::next_steps::{Access, Added, Kind, Syntax, policy, snippets};
use keyferry::seqera::{Endpoint, Workspace};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use regex::Regex;
use serde_json::{Value, json};

const ID: &str = "AKIARZPUZDIKKVKVKVKV";
const HOST: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
/// What stands in the variable that the texts name.
const SECRET: &str = "kfExampleSecretKeyForTests0000000000/+AB";
const NUMBER: u64 = 40_230_138_858_677;

fn host(text: &str) -> RegistryHost {
    RegistryHost::parse(text).unwrap()
}

fn in_organization(organization: &str, workspace: &str) -> Option<Workspace> {
    let (organization, workspace) = (organization.to_owned(), workspace.to_owned());
    Some(Workspace::Organization { organization, workspace })
}

fn personal() -> Option<Workspace> {
    Some(Workspace::Personal { user: "ada".to_owned() })
}

fn rnaseq_prod() -> Option<Workspace> {
    in_organization("genomics", "rnaseq-prod")
}

fn added(workspace: Option<Workspace>, workspace_id: Option<u64>) -> Added {
    Added {
        name: CredentialName::parse("wave-ecr").unwrap(),
        user_name: AccessKeyId::parse(ID).unwrap(),
        registry: host(HOST),
        endpoint: None,
        workspace,
        workspace_id,
        is_new: true,
    }
}

fn text_of(kind: Kind, of: &Added) -> Option<String> {
    let found = snippets(of).into_iter().find(|snippet| snippet.kind == kind);
    found.map(|snippet| snippet.text)
}

#[test]
fn a_credential_of_an_organizations_workspace_has_six_texts() {
    let of = added(rnaseq_prod(), Some(NUMBER));
    let expected = [
        (Kind::Nextflow, Syntax::Nextflow),
        (Kind::Tw, Syntax::Shell),
        (Kind::Seqerakit, Syntax::Yaml),
        (Kind::Terraform, Syntax::Hcl),
        (Kind::PolicyPull, Syntax::Json),
        (Kind::PolicyPush, Syntax::Json),
    ];
    let found: Vec<_> = snippets(&of).iter().map(|s| (s.kind, s.kind.syntax())).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_title_has_its_words_and_every_text_ends_without_a_line_break() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/extension/_locales/en/messages.json");
    let words: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for snippet in snippets(&added(rnaseq_prod(), None)) {
        assert!(words[snippet.kind.title()]["message"].is_string(), "{:?}", snippet.kind);
        assert_eq!(snippet.text, snippet.text.trim(), "{:?}", snippet.kind);
    }
}

#[test]
fn no_text_holds_a_secret() {
    for workspace in [None, personal(), rnaseq_prod()] {
        for snippet in snippets(&added(workspace, Some(NUMBER))) {
            assert!(!holds_a_secret(&snippet.text), "{}", snippet.text);
        }
    }
}

// Nextflow.

#[test]
fn nextflow_turns_wave_on_and_looks_in_the_workspace() {
    let text = text_of(Kind::Nextflow, &added(rnaseq_prod(), Some(NUMBER))).unwrap();
    assert_eq!(
        text,
        "wave {
  enabled = true
}
tower {
  // for `nextflow run`, with the token in TOWER_ACCESS_TOKEN
  workspaceId = '40230138858677'
}
// process.container = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/your-image:tag'"
    );
}

#[test]
fn a_workspace_whose_number_isnt_known_is_left_to_fill_in() {
    for workspace in [rnaseq_prod(), None] {
        let text = text_of(Kind::Nextflow, &added(workspace, None)).unwrap();
        assert!(text.contains("\n  // workspaceId = 'your-workspace-id'\n}\n"), "{text}");
    }
}

#[test]
fn nextflow_needs_no_workspace_for_a_personal_one() {
    let text = text_of(Kind::Nextflow, &added(personal(), Some(NUMBER))).unwrap();
    assert_eq!(
        text,
        "wave {
  enabled = true
}
// process.container = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/your-image:tag'"
    );
}

#[test]
fn an_image_of_ecr_public_stands_below_its_registrys_alias() {
    let of = Added { registry: RegistryHost::Public, ..added(rnaseq_prod(), None) };
    let text = text_of(Kind::Nextflow, &of).unwrap();
    let image = "// process.container = 'public.ecr.aws/your-alias/your-image:tag'";
    assert!(text.ends_with(image), "{text}");
}

#[test]
fn an_instance_of_ones_own_is_named_in_every_text_that_would_mean_seqera_cloud() {
    let endpoint = Endpoint::of_origin("https://seqera.example.org:8443");
    for workspace in [rnaseq_prod(), personal()] {
        let own = Added { endpoint: endpoint.clone(), ..added(workspace, Some(NUMBER)) };
        let cloud = Added { endpoint: None, ..own.clone() };
        let url = "https://seqera.example.org:8443/api";
        for (kind, line) in [
            (Kind::Nextflow, format!("  endpoint = '{url}'")),
            (Kind::Tw, format!(r"tw --url={url} credentials add container-reg \")),
            (Kind::Seqerakit, format!("# with TOWER_API_ENDPOINT={url}")),
            (Kind::Terraform, format!("# provider \"seqera\": server_url = \"{url}\"")),
        ] {
            let Some(text) = text_of(kind, &own) else {
                assert!(own.workspace == personal(), "{kind:?}");
                continue;
            };
            assert!(text.lines().any(|each| each == line), "{text}");
            assert!(!text_of(kind, &cloud).unwrap().contains("/api"));
        }
    }
    let text = text_of(Kind::Nextflow, &Added { endpoint, ..added(personal(), None) }).unwrap();
    assert_eq!(
        text,
        "wave {
  enabled = true
}
tower {
  // for `nextflow run`, with the token in TOWER_ACCESS_TOKEN
  endpoint = 'https://seqera.example.org:8443/api'
}
// process.container = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/your-image:tag'"
    );
}

#[test]
fn a_credential_that_was_there_before_isnt_added_once_more() {
    let of = Added { is_new: false, ..added(rnaseq_prod(), Some(NUMBER)) };
    let kinds: Vec<Kind> = snippets(&of).iter().map(|snippet| snippet.kind).collect();
    assert_eq!(kinds, [Kind::Nextflow, Kind::PolicyPull, Kind::PolicyPush]);
}

// tw.

#[test]
fn tw_adds_the_same_credential_with_the_secret_from_a_variable() {
    assert_eq!(
        text_of(Kind::Tw, &added(rnaseq_prod(), Some(NUMBER))).unwrap(),
        r#"tw credentials add container-reg \
  --name=wave-ecr \
  --username=AKIARZPUZDIKKVKVKVKV \
  --password="$AWS_SECRET_ACCESS_KEY" \
  --registry=123456789012.dkr.ecr.eu-west-1.amazonaws.com \
  --workspace=genomics/rnaseq-prod"#
    );
}

#[test]
fn tw_gets_no_workspace_for_a_personal_one() {
    let text = text_of(Kind::Tw, &added(personal(), Some(NUMBER))).unwrap();
    assert!(text.ends_with(" \\\n  --registry=123456789012.dkr.ecr.eu-west-1.amazonaws.com"));
}

/// Whatever tw doesn't take for a workspace it stops at; without one it would add the credential
/// somewhere else.
#[test]
fn a_workspace_is_told_by_its_names_else_its_number_else_a_stand_in() {
    let stand_in = "your-organization/your-workspace";
    let long = "x".repeat(41);
    for (workspace, number, expected) in [
        (rnaseq_prod(), None, "genomics/rnaseq-prod"),
        (in_organization("Ab", "a_b-C9"), Some(NUMBER), "Ab/a_b-C9"),
        (in_organization("genomics", &long[1..]), None, &["genomics/", &long[1..]].concat()),
        (None, Some(NUMBER), "40230138858677"),
        (None, None, stand_in),
        (in_organization("my lab", "prod"), Some(NUMBER), "40230138858677"),
        (in_organization("my lab", "prod"), None, stand_in),
        (in_organization("genomics", "$(reboot)"), None, stand_in),
        (in_organization("genomics", "it's"), None, stand_in),
        (in_organization("genomics", "a/b"), None, stand_in),
        (in_organization("--help", "prod"), None, stand_in),
        (in_organization("genomics", "prod-"), None, stand_in),
        (in_organization("genomics", "prod\n"), None, stand_in),
        (in_organization("génomique", "prod"), None, stand_in),
        (in_organization("g", "prod"), None, stand_in),
        (in_organization("genomics", ""), None, stand_in),
        (in_organization(&long, "prod"), None, stand_in),
    ] {
        let of = added(workspace, number);
        let tw = text_of(Kind::Tw, &of).unwrap();
        assert!(tw.ends_with(&format!("\n  --workspace={expected}")), "{tw}");
        let seqerakit = text_of(Kind::Seqerakit, &of).unwrap();
        assert!(seqerakit.contains(&format!("\n    workspace: '{expected}'\n")), "{seqerakit}");
    }
}

// seqerakit.

#[test]
fn seqerakit_adds_the_same_credential_with_the_secret_from_a_variable() {
    assert_eq!(
        text_of(Kind::Seqerakit, &added(rnaseq_prod(), None)).unwrap(),
        "credentials:
  - type: 'container-reg'
    name: 'wave-ecr'
    workspace: 'genomics/rnaseq-prod'
    username: 'AKIARZPUZDIKKVKVKVKV'
    password: '$AWS_SECRET_ACCESS_KEY'
    registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com'"
    );
}

#[test]
fn what_cant_add_to_a_personal_workspace_isnt_offered_there() {
    let kinds: Vec<Kind> = snippets(&added(personal(), None)).iter().map(|s| s.kind).collect();
    assert_eq!(kinds, [Kind::Nextflow, Kind::Tw, Kind::PolicyPull, Kind::PolicyPush]);
}

// Terraform.

#[test]
fn terraform_keeps_the_same_credential_with_the_secret_in_a_sensitive_variable() {
    assert_eq!(
        text_of(Kind::Terraform, &added(rnaseq_prod(), Some(NUMBER))).unwrap(),
        r#"variable "ecr_secret" {
  type      = string
  sensitive = true
}
resource "seqera_container_registry_credential" "wave_ecr" {
  name         = "wave-ecr"
  user_name    = "AKIARZPUZDIKKVKVKVKV"
  password     = var.ecr_secret
  registry     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
  workspace_id = 40230138858677
}"#
    );
}

#[test]
fn terraform_is_told_where_the_number_of_the_workspace_belongs() {
    assert_eq!(
        text_of(Kind::Terraform, &added(rnaseq_prod(), None)).unwrap(),
        r#"variable "ecr_secret" {
  type      = string
  sensitive = true
}
resource "seqera_container_registry_credential" "wave_ecr" {
  name      = "wave-ecr"
  user_name = "AKIARZPUZDIKKVKVKVKV"
  password  = var.ecr_secret
  registry  = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
  # workspace_id = your-workspace-id
}"#
    );
}

#[test]
fn a_resource_is_called_as_terraform_lets_it_be() {
    for (name, label) in [("wave-ecr", "wave_ecr"), ("007", "_007"), ("--", "__"), ("_A", "_A")] {
        let name = CredentialName::parse(name).unwrap();
        let of = Added { name, ..added(rnaseq_prod(), None) };
        let text = text_of(Kind::Terraform, &of).unwrap();
        let line = format!("resource \"seqera_container_registry_credential\" \"{label}\" {{\n");
        assert!(text.contains(&line), "{text}");
    }
}

// Policies.

#[test]
fn a_policy_for_pulling_allows_logging_in_and_pulling_from_this_registry_alone() {
    assert_eq!(
        policy(&host(HOST), Access::Pull, None),
        r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ecr:GetAuthorizationToken",
    "Resource": "*"
  }, {
    "Effect": "Allow",
    "Action": [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer"
    ],
    "Resource": "arn:aws:ecr:eu-west-1:123456789012:repository/*"
  }]
}"#
    );
}

#[test]
fn a_policy_for_pushing_allows_the_four_steps_of_a_push_as_well() {
    let repository = Repository::parse("wave/build").unwrap();
    assert_eq!(
        policy(&host(HOST), Access::PullAndPush, Some(&repository)),
        r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "ecr:GetAuthorizationToken",
    "Resource": "*"
  }, {
    "Effect": "Allow",
    "Action": [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart"
    ],
    "Resource": "arn:aws:ecr:eu-west-1:123456789012:repository/wave/build"
  }]
}"#
    );
}

#[test]
fn pulling_from_ecr_public_needs_no_more_than_logging_in() {
    assert_eq!(
        policy(&RegistryHost::Public, Access::Pull, None),
        r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": [
      "ecr-public:GetAuthorizationToken",
      "sts:GetServiceBearerToken"
    ],
    "Resource": "*"
  }]
}"#
    );
}

#[test]
fn pushing_to_ecr_public_has_its_own_permissions() {
    let policy: Value =
        serde_json::from_str(&policy(&RegistryHost::Public, Access::PullAndPush, None)).unwrap();
    assert_eq!(
        policy["Statement"][1],
        json!({
            "Effect": "Allow",
            "Action": [
                "ecr-public:BatchCheckLayerAvailability",
                "ecr-public:CompleteLayerUpload",
                "ecr-public:InitiateLayerUpload",
                "ecr-public:PutImage",
                "ecr-public:UploadLayerPart",
            ],
            "Resource": "arn:aws:ecr-public::*:repository/*",
        })
    );
}

#[test]
fn a_policy_names_the_partition_of_its_region() {
    for (host_name, arn) in [
        (HOST, "arn:aws:ecr:eu-west-1:123456789012:repository/*"),
        (
            "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
            "arn:aws-cn:ecr:cn-north-1:123456789012:repository/*",
        ),
        (
            "012345678901.dkr.ecr.us-gov-west-1.amazonaws.com",
            "arn:aws-us-gov:ecr:us-gov-west-1:012345678901:repository/*",
        ),
    ] {
        let policy: Value =
            serde_json::from_str(&policy(&host(host_name), Access::Pull, None)).unwrap();
        assert_eq!(policy["Statement"][1]["Resource"], arn);
    }
}

// Nothing is anything else than the value it was.

/// The words that a POSIX shell makes of a command, with `$AWS_SECRET_ACCESS_KEY` set. It knows what
/// the texts need and takes nothing that would do more.
fn shell_words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = command;
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        rest = match character {
            ' ' => {
                words.extend(word.take());
                after
            }
            '\\' => after.strip_prefix('\n').unwrap_or_else(|| panic!("an escape in {command}")),
            '"' => {
                let (inside, after) = after.split_once('"').unwrap();
                assert_eq!(inside, "$AWS_SECRET_ACCESS_KEY", "{command}");
                word.get_or_insert_default().push_str(SECRET);
                after
            }
            _ => {
                let is_plain = character.is_ascii_alphanumeric() || "-_./=:".contains(character);
                assert!(is_plain, "{character:?} in {command}");
                word.get_or_insert_default().push(character);
                after
            }
        };
    }
    words.extend(word);
    words
}

/// What stands between quotes, where nothing may mean more than itself: neither their end, nor an
/// escape, nor the beginning of a template.
fn inside(text: &str, quote: char) -> &str {
    let inside = text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)).unwrap();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    assert!(inside.chars().all(is_plain), "{text}");
    inside
}

/// The values of a text's lines, by the names before them.
fn values<'a>(text: &'a str, parted_by: &str) -> Vec<(&'a str, &'a str)> {
    let parted = text.lines().filter_map(|line| line.split_once(parted_by));
    parted.map(|(name, value)| (name.trim_start_matches([' ', '-']).trim_end(), value)).collect()
}

fn names() -> impl Strategy<Value = CredentialName> {
    let letters = b"abzABZ0189-_".map(char::from).to_vec();
    let texts = prop::collection::vec(prop::sample::select(letters), 2..=99);
    texts.prop_filter_map("a secret", |text| CredentialName::parse(&String::from_iter(text)).ok())
}

/// What the address of a page may name: anything.
fn address_parts() -> impl Strategy<Value = String> {
    let name = prop::sample::select("aZ0-_".chars().collect::<Vec<_>>());
    let marks = " '\"\\$`{}%#!&|;<>()*?[]~=@:,/\n\r\t\0\u{202e}é";
    let mark = prop::sample::select(marks.chars().collect::<Vec<_>>());
    let told = ["$(reboot)", "'; reboot; '", "${file(\"x\")}", "%{ if true }", "--help", "a: b"];
    prop_oneof![
        prop::collection::vec(name.clone(), 1..12).prop_map(String::from_iter),
        prop::collection::vec(prop_oneof![name, mark, any::<char>()], 0..12)
            .prop_map(String::from_iter),
        prop::sample::select(told.to_vec()).prop_map(str::to_owned),
    ]
}

fn workspaces() -> impl Strategy<Value = Option<Workspace>> {
    prop_oneof![
        Just(None),
        address_parts().prop_map(|user| Some(Workspace::Personal { user })),
        (address_parts(), address_parts()).prop_map(|(o, w)| in_organization(&o, &w)),
    ]
}

fn registries() -> impl Strategy<Value = RegistryHost> {
    let regions = prop::sample::select(Region::known());
    let private =
        (0_u64..1_000_000_000_000, regions).prop_filter_map("Wave", |(account, region)| {
            let account = AccountId::parse(&format!("{account:012}")).unwrap();
            RegistryHost::private(account, Region::parse(region.code).unwrap()).ok()
        });
    prop_oneof![9 => private, 1 => Just(RegistryHost::Public)]
}

/// The API of an instance, by an origin of which anything may be made up.
fn endpoints() -> impl Strategy<Value = Option<Endpoint>> {
    prop_oneof![
        Just("https://seqera.example.org".to_owned()),
        Just("http://localhost:8000".to_owned()),
        address_parts().prop_map(|part| ["https://", &part].concat()),
    ]
    .prop_map(|origin| Endpoint::of_origin(&origin))
}

fn all_added() -> impl Strategy<Value = Added> {
    let ids = prop::sample::select(vec![ID, "AKIARTX3GSDS2VKVKVKV", "AKIAJAAAAAAAAAAAAAAA"]);
    (names(), ids, registries(), endpoints(), workspaces(), any::<Option<u64>>()).prop_map(
        |(name, id, registry, endpoint, workspace, workspace_id)| Added {
            name,
            user_name: AccessKeyId::parse(id).unwrap(),
            registry,
            endpoint,
            workspace,
            workspace_id,
            is_new: true,
        },
    )
}

/// The address that a text has to name.
fn url(of: &Added) -> Option<&str> {
    let is_plain = Regex::new("^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/api$").unwrap();
    let url = of.endpoint.as_ref().map(Endpoint::as_str);
    assert!(url.is_none_or(|url| is_plain.is_match(url)), "{url:?}");
    url
}

/// What stands behind a line that has to be first, if there is one.
fn behind(text: &str, first: Option<String>) -> &str {
    first.map_or(text, |first| text.strip_prefix(&first).unwrap())
}

/// The workspace that tw and seqerakit have to be told.
fn expected_workspace(of: &Added) -> Option<String> {
    let plain = Regex::new("^[A-Za-z0-9][A-Za-z0-9_-]{0,38}[A-Za-z0-9]$").unwrap();
    match &of.workspace {
        Some(Workspace::Personal { .. }) => None,
        Some(Workspace::Organization { organization, workspace })
            if plain.is_match(organization) && plain.is_match(workspace) =>
        {
            Some(format!("{organization}/{workspace}"))
        }
        _ => Some(match of.workspace_id {
            Some(id) => id.to_string(),
            None => "your-organization/your-workspace".to_owned(),
        }),
    }
}

/// A fixed seed: what a random search finds belongs in a fuzz run, not in a build.
fn config() -> Config {
    Config { rng_seed: RngSeed::Fixed(20261122), failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_shell_reads_exactly_the_words_that_are_meant(of in all_added()) {
        let mut expected = vec!["tw".to_owned()];
        expected.extend(url(&of).map(|url| format!("--url={url}")));
        if of.endpoint.as_ref().is_some_and(Endpoint::is_plain) {
            expected.push("--insecure".to_owned());
        }
        expected.extend(["credentials", "add", "container-reg"].map(str::to_owned));
        expected.push(format!("--name={}", of.name));
        expected.push(format!("--username={}", of.user_name));
        expected.push(format!("--password={SECRET}"));
        expected.push(format!("--registry={}", of.registry));
        expected.extend(expected_workspace(&of).map(|workspace| format!("--workspace={workspace}")));
        prop_assert_eq!(shell_words(&text_of(Kind::Tw, &of).unwrap()), expected);
    }

    #[test]
    fn yaml_says_exactly_the_values_that_are_meant(of in all_added()) {
        let Some(workspace) = expected_workspace(&of) else { return Ok(()) };
        let text = text_of(Kind::Seqerakit, &of).unwrap();
        let text = behind(&text, url(&of).map(|url| {
            let insecure = if url.starts_with("http://") { " and --cli=--insecure" } else { "" };
            format!("# with TOWER_API_ENDPOINT={url}{insecure}\n")
        }));
        prop_assert_eq!(text.lines().next(), Some("credentials:"));
        prop_assert_eq!(text.lines().count(), 7);
        let mut said = values(text, ": ");
        prop_assert_eq!(said.remove(4), ("password", "'$AWS_SECRET_ACCESS_KEY'"));
        let said: Vec<(&str, &str)> =
            said.into_iter().map(|(name, scalar)| (name, inside(scalar, '\''))).collect();
        prop_assert_eq!(said, [
            ("type", "container-reg"),
            ("name", of.name.as_str()),
            ("workspace", &workspace),
            ("username", of.user_name.as_str()),
            ("registry", &of.registry.to_string()),
        ]);
    }

    #[test]
    fn terraform_says_exactly_the_values_that_are_meant(of in all_added()) {
        let Some(text) = text_of(Kind::Terraform, &of) else { return Ok(()) };
        let server = url(&of).map(|url| format!("# provider \"seqera\": server_url = \"{url}\"\n"));
        let text = behind(&text, server);
        prop_assert_eq!(text.lines().count(), 11);
        let label = text.lines().nth(4).unwrap();
        let is_label =
            Regex::new("^resource \"seqera_container_registry_credential\" \"[A-Za-z_][A-Za-z0-9_]*\" \\{$");
        prop_assert!(is_label.unwrap().is_match(label), "{}", label);
        let said = values(text, " = ");
        prop_assert_eq!(&said[..2], [("type", "string"), ("sensitive", "true")]);
        prop_assert_eq!(inside(said[2].1, '"'), of.name.as_str());
        prop_assert_eq!(inside(said[3].1, '"'), of.user_name.as_str());
        prop_assert_eq!(said[4], ("password", "var.ecr_secret"));
        prop_assert_eq!(inside(said[5].1, '"'), of.registry.to_string());
        let number = of.workspace_id.map(|id| id.to_string());
        let expected = match &number {
            Some(number) => ("workspace_id", number.as_str()),
            None => ("# workspace_id", "your-workspace-id"),
        };
        prop_assert_eq!(said[6], expected);
    }

    #[test]
    fn nextflow_gets_nothing_of_an_address(of in all_added()) {
        let text = text_of(Kind::Nextflow, &of).unwrap();
        let same = match of.workspace {
            Some(Workspace::Personal { .. }) => personal(),
            _ => rnaseq_prod(),
        };
        let (registry, endpoint) = (of.registry.clone(), of.endpoint.clone());
        let plain = Added { registry, endpoint, ..added(same, of.workspace_id) };
        prop_assert_eq!(text, text_of(Kind::Nextflow, &plain).unwrap());
    }

    #[test]
    fn a_policy_is_json_that_allows_just_what_is_meant(
        registry in registries(), pushes in any::<bool>(), of_one in any::<bool>(),
    ) {
        let access = if pushes { Access::PullAndPush } else { Access::Pull };
        let repository = of_one.then(|| Repository::parse("wave/a_b.c").unwrap());
        let text = policy(&registry, access, repository.as_ref());
        let policy: Value = serde_json::from_str(&text).unwrap();
        let name = if of_one { "wave/a_b.c" } else { "*" };
        let statement = |actions: &[&str], resource: &str| {
            let action = match actions { [one] => json!(one), all => json!(all) };
            json!({ "Effect": "Allow", "Action": action, "Resource": resource })
        };
        let statements = match &registry {
            RegistryHost::Private { account, region, .. } => {
                let pull = [
                    "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage",
                    "ecr:GetDownloadUrlForLayer",
                ];
                let push = [
                    "ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage",
                    "ecr:UploadLayerPart",
                ];
                let mut actions = pull.to_vec();
                actions.extend(push.iter().filter(|_| pushes));
                actions.sort_unstable();
                let partition = region.partition().as_str();
                let arn = format!("arn:{partition}:ecr:{region}:{account}:repository/{name}");
                vec![
                    statement(&["ecr:GetAuthorizationToken"], "*"),
                    statement(&actions, &arn),
                ]
            }
            _ => {
                let log_in = ["ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken"];
                let mut statements = vec![statement(&log_in, "*")];
                statements.extend(pushes.then(|| statement(&[
                    "ecr-public:BatchCheckLayerAvailability", "ecr-public:CompleteLayerUpload",
                    "ecr-public:InitiateLayerUpload", "ecr-public:PutImage",
                    "ecr-public:UploadLayerPart",
                ], &format!("arn:aws:ecr-public::*:repository/{name}"))));
                statements
            }
        };
        prop_assert_eq!(policy, json!({ "Version": "2012-10-17", "Statement": statements }));
    }
}
