//! A page that answers as it likes: a fill ends, and the secret goes only into what the page last
//! showed as the form's password.
#![no_main]

use arbitrary::Arbitrary;
use keyferry::aws::{AccessKeyId, RegistryHost, SecretAccessKey};
use keyferry::credential::{Credential, CredentialName};
use keyferry::finding::Field;
use keyferry::form::{
    Answer, Container, Control, Fill, Kind, Label, Next, Outcome, Snapshot, Source, Step, Wanted,
    recognise,
};

/// Texts of forms that are Keyferry's, of others, and of none.
const WORDS: &[&str] = &[
    "Name",
    "Provider",
    "User name",
    "Password",
    "Registry server",
    "Container registry",
    "AWS",
    "Add",
    "New Credentials",
    "Access key",
    "Secret key",
    "Search",
    "Sign in",
    "Email",
    "",
    "docker.io",
    "GitHub",
    "Select provider",
    "kf",
    "wave-ecr",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    "AKIARZPUZDIKKVKVKVKV",
];

#[derive(Arbitrary, Debug)]
struct Drawn {
    kind: u8,
    labels: Vec<(u8, u8)>,
    value: u8,
    enabled: bool,
    ours: bool,
    container: u8,
    options: Vec<u8>,
}

#[derive(Arbitrary, Debug)]
enum Reply {
    Page { controls: Vec<Drawn>, headings: Vec<u8>, at: u16 },
    Outcome(u8),
    OtherDocument,
}

fn word(number: u8) -> String {
    WORDS[usize::from(number) % WORDS.len()].to_owned()
}

fn snapshot(controls: Vec<Drawn>, headings: Vec<u8>, at: u16) -> Snapshot {
    let containers: Vec<Container> = std::iter::once(0)
        .chain(headings)
        .enumerate()
        .map(|(index, heading)| Container {
            parent: (index > 0).then(|| (index as u32 - 1) / 2),
            heading: word(heading),
            apart: heading % 3 == 0,
        })
        .collect();
    let count = containers.len();
    let controls = controls.into_iter().enumerate().map(|(id, drawn)| {
        let kinds = [Kind::Text, Kind::Password, Kind::Choice, Kind::Button];
        let sources = [
            Source::Label,
            Source::AriaLabel,
            Source::Before,
            Source::After,
            Source::Placeholder,
            Source::Hint,
            Source::Title,
            Source::Attribute,
            Source::Text,
        ];
        let kind = kinds[usize::from(drawn.kind) % kinds.len()];
        let value = if kind == Kind::Password { String::new() } else { word(drawn.value) };
        let label = |(source, text): (u8, u8)| Label {
            source: sources[usize::from(source) % sources.len()],
            text: word(text),
        };
        Control {
            id: id as u32,
            kind,
            labels: drawn.labels.into_iter().map(label).collect(),
            length: value.len() as u32,
            value,
            enabled: drawn.enabled,
            ours: drawn.ours,
            container: (usize::from(drawn.container) % count) as u32,
            options: drawn.options.into_iter().map(word).collect(),
        }
    });
    Snapshot {
        document: "a page".to_owned(),
        origin: "https://cloud.seqera.io".to_owned(),
        path: "/credentials/new".to_owned(),
        at: f64::from(at),
        controls: controls.collect(),
        containers,
        focused: Some(u32::from(at % 8)),
    }
}

fn outcome(number: u8) -> Outcome {
    match number % 6 {
        0 => Outcome::Equal,
        1 => Outcome::Different { length: u32::from(number) },
        2 => Outcome::Disabled,
        3 => Outcome::Gone,
        4 => Outcome::NotOpened,
        _ => Outcome::NoOption { seen: vec![word(number)] },
    }
}

fn credential() -> Option<Credential> {
    Some(Credential {
        name: CredentialName::parse("wave-ecr").ok()?,
        user_name: AccessKeyId::parse("AKIARZPUZDIKKVKVKVKV").ok()?,
        password: SecretAccessKey::parse("kfExampleSecretKeyForTests0000000000/+AB").ok()?,
        registry: RegistryHost::parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com").ok()?,
    })
}

libfuzzer_sys::fuzz_target!(|given: (Vec<Reply>, [bool; 5])| {
    let (replies, replaced) = given;
    let Some(credential) = credential() else { return };
    let replace: Vec<Field> =
        Field::FORM.into_iter().zip(replaced).filter(|(_, r)| *r).map(|(field, _)| field).collect();
    let mut fill = Fill::new(Wanted::from(&credential), replace);
    let mut step = fill.start();
    let mut shown: Option<Snapshot> = None;
    for reply in replies {
        if let Step::Write { control, value, .. } = &step
            && value.expose() == credential.password.expose()
        {
            let form = shown.as_ref().and_then(recognise).expect("a form that was seen");
            assert_eq!(form.control(Field::Password), Some(*control));
        }
        let answer = match reply {
            Reply::Page { controls, headings, at } => {
                Answer::Snapshot(snapshot(controls, headings, at))
            }
            Reply::Outcome(number) => Answer::Outcome(outcome(number)),
            Reply::OtherDocument => Answer::OtherDocument,
        };
        let Ok(answer) = answer.check() else { return };
        if let Answer::Snapshot(snapshot) = &answer {
            shown = Some(snapshot.clone());
        }
        match fill.next(answer) {
            Next::Step(next) => step = next,
            Next::Done(report) => {
                let told = format!("{report:?}");
                assert!(!told.contains(credential.password.expose()));
                return;
            }
        }
    }
});
