//! A page that answers as it likes: the secret goes only into what the page last showed as the form's
//! password, in the form that has a registry server; an undo writes none, and nothing else is chosen
//! than Container registry or what is given back.
#![no_main]

use arbitrary::Arbitrary;
use keyferry::aws::{AccessKeyId, RegistryHost, SecretAccessKey};
use keyferry::credential::{Credential, CredentialName, is_container_registry};
use keyferry::finding::Field;
use keyferry::form::{
    Answer, Container, Control, Fill, Form, Judged, Kind, Label, Next, Outcome, Provider, Snapshot,
    Source, Step, Value, Wanted, Writing, other_form, recognise,
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
    "Edit credentials",
    "Container registry credentials",
    "Your credentials",
    "A unique name to identify these credentials.",
    "Select provider (or credential type).",
    "Azure",
    "SSH",
    "Google Container Registry",
    "docker Container registry",
    "Registry",
    "Token",
    "Filter",
    "Batch account name",
    "Batch account key",
];

/// Where a page may be: at a new credential, at one that is there, at the list, elsewhere.
const PATHS: &[&str] =
    &["/credentials/new", "/user/ada/credentials/5NvxF0rQ/edit", "/credentials", "/settings"];

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

/// A container: its heading, what it stands in, and whether it is a form of its own, or a dialog.
#[derive(Arbitrary, Debug)]
struct Held {
    heading: u8,
    parent: u8,
    apart: bool,
    dialog: bool,
}

/// What the fill is for.
#[derive(Arbitrary, Debug, Clone, Copy, PartialEq)]
enum Purpose {
    Credential,
    Key,
    Undo { provider: Option<u8> },
}

/// What a page answers with: how what was asked for ended, if it says so, and how the page looks.
#[derive(Arbitrary, Debug)]
struct Reply {
    outcomes: Outcomes,
    shows: Shows,
}

#[derive(Arbitrary, Debug)]
enum Outcomes {
    /// As many as were asked for, from these numbers, and where they end all is well.
    Fitting(Vec<u8>),
    /// These, whatever was asked for.
    Any(Vec<u8>),
}

#[derive(Arbitrary, Debug)]
enum Shows {
    Page {
        controls: Vec<Drawn>,
        containers: Vec<Held>,
        focused: Option<u8>,
        at: u16,
    },
    /// The form as Seqera draws it, without some of its fields, and with more beside it.
    Form {
        provider: u8,
        missing: u8,
        apart: u8,
        more: Vec<Drawn>,
        focused: Option<u8>,
        at: u16,
    },
    /// The last page once more, with another value in a control and the time gone on.
    Again {
        control: u8,
        value: u8,
        later: u16,
    },
    /// Nothing: an outcome alone.
    Nothing,
    OtherDocument,
}

fn word(number: u8) -> String {
    WORDS[usize::from(number) % WORDS.len()].to_owned()
}

fn snapshot(
    path: u8,
    controls: Vec<Drawn>,
    held: Vec<Held>,
    focused: Option<u8>,
    at: u16,
) -> Snapshot {
    let root = Container { parent: None, heading: String::new(), apart: true, dialog: false };
    let inner = (0..).zip(held).map(|(before, held)| Container {
        parent: Some(u32::from(held.parent) % (before + 1)),
        heading: word(held.heading),
        apart: held.apart || held.dialog,
        dialog: held.dialog,
    });
    let containers: Vec<Container> = std::iter::once(root).chain(inner).collect();
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
            read_only: !drawn.enabled && drawn.ours,
            typed: kind == Kind::Choice && drawn.value % 3 == 0,
            ours: drawn.ours,
            container: (usize::from(drawn.container) % count) as u32,
            options: drawn.options.into_iter().map(word).collect(),
        }
    });
    Snapshot {
        document: "a page".to_owned(),
        origin: "https://cloud.seqera.io".to_owned(),
        path: PATHS[usize::from(path) % PATHS.len()].to_owned(),
        at: f64::from(at),
        controls: controls.collect(),
        containers,
        focused: focused.map(u32::from),
    }
}

/// A form with a heading; which of its fields are missing and which stand in a part of their own is
/// told by bits.
fn form(path: u8, provider: u8, missing: u8, apart: u8, more: Vec<Drawn>) -> Snapshot {
    // The first words are the labels.
    let field = |at: u8| Drawn {
        kind: [0, 2, 0, 1, 0][usize::from(at)],
        labels: vec![(0, at)],
        value: if at == 1 { provider } else { 14 },
        enabled: true,
        ours: false,
        container: if apart >> at & 1 == 1 { 2 } else { 1 },
        options: Vec::new(),
    };
    let fields = (0..5).filter(|at| missing >> at & 1 == 0).map(field);
    let controls = fields.chain(more).collect();
    let held = |heading: u8, apart: bool| Held { heading, parent: 0, apart, dialog: false };
    snapshot(path, controls, vec![held(8, true), held(12, apart >> 7 == 1)], None, 0)
}

/// The form, dialog or frame that a control stands in.
fn form_of(snapshot: &Snapshot, control: Option<u32>) -> Option<u32> {
    let mut at = snapshot.control(control?)?.container;
    loop {
        let container = snapshot.containers.get(at as usize)?;
        match container.parent {
            Some(parent) if !container.apart => at = parent,
            _ => return Some(at),
        }
    }
}

fn fill_for(purpose: Purpose, replace: Vec<Field>, credential: &Credential) -> Fill {
    match purpose {
        Purpose::Credential => Fill::new(Wanted::from(credential), replace),
        Purpose::Key => {
            Fill::new(Wanted::key(&credential.user_name, &credential.password), replace)
        }
        Purpose::Undo { provider } => Fill::undoing(Wanted {
            name: Some(Value::new("mine")),
            provider: provider.map(word),
            user_name: Some(Value::new("")),
            password: Some(Value::new("")),
            registry: Some(Value::new("quay.io")),
        }),
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

/// What a step may do, given what was last seen.
fn is_safe(step: &Step, shown: Option<&Snapshot>, purpose: Purpose, credential: &Credential) {
    let secret = credential.password.expose();
    let form = shown.and_then(recognise);
    match step {
        Step::Look { .. } => {}
        Step::Choose { control, wanted } => {
            let form = form.expect("a form that was seen");
            assert_eq!(form.control(Field::Provider), Some(*control));
            let is_undo = matches!(purpose, Purpose::Undo { .. });
            assert!(is_undo || wanted.iter().all(|text| is_container_registry(text)));
        }
        Step::Write { fields, ours } => {
            assert_eq!(*ours, !matches!(purpose, Purpose::Undo { .. }));
            let mut controls: Vec<u32> = fields.iter().map(|field| field.control).collect();
            controls.sort_unstable();
            controls.dedup();
            assert!(!fields.is_empty() && controls.len() == fields.len(), "one value in each");
            let (form, shown) = form.zip(shown).expect("a form that was seen");
            for Writing { control, value, length } in fields {
                let seen = shown.control(*control).expect("a control that was seen");
                assert_eq!(seen.length, *length);
                is_safe_in(*control, value, &form, shown, purpose, secret);
            }
        }
        Step::Compare { control, value } => {
            let (form, shown) = form.zip(shown).expect("a form that was seen");
            is_safe_in(*control, value, &form, shown, purpose, secret);
        }
    }
}

/// What may go into one control.
fn is_safe_in(
    control: u32,
    value: &Value,
    form: &Form,
    shown: &Snapshot,
    purpose: Purpose,
    secret: &str,
) {
    let key = [Field::UserName, Field::Password, Field::Registry];
    let is_name = form.control(Field::Name) == Some(control);
    assert!(is_name || key.iter().all(|&field| form.control(field).is_some()));
    let written = Field::FORM.into_iter().find(|&one| form.control(one) == Some(control));
    assert!(written.is_some_and(|field| field != Field::Provider));
    assert!(*form.provider() != Provider::Other("GitHub".to_owned()));
    if value.expose() == secret {
        assert!(!matches!(purpose, Purpose::Undo { .. }));
        assert_eq!(written, Some(Field::Password));
        let place = |field| form_of(shown, form.control(field));
        assert_eq!(place(Field::Password), place(Field::Registry));
    }
    if purpose == Purpose::Key {
        assert!(matches!(written, Some(Field::UserName | Field::Password)));
    }
}

/// What a page says of a step: outcomes, a snapshot, or both as the content script does.
fn answer(step: &Step, outcomes: Outcomes, snapshot: Option<Snapshot>) -> Answer {
    let asked = match step {
        Step::Look { .. } => 0,
        Step::Choose { .. } | Step::Compare { .. } => 1,
        Step::Write { fields, .. } => fields.len(),
    };
    let outcomes: Vec<Outcome> = match outcomes {
        Outcomes::Fitting(numbers) => {
            numbers.into_iter().chain(std::iter::repeat(0)).take(asked).map(outcome).collect()
        }
        Outcomes::Any(numbers) => numbers.into_iter().map(outcome).collect(),
    };
    let only = outcomes.first().cloned().unwrap_or(Outcome::Equal);
    match (step, snapshot) {
        (Step::Compare { .. }, _) | (_, None) => Answer::Outcome(only),
        (_, Some(snapshot)) if outcomes.is_empty() => Answer::Snapshot(snapshot),
        (_, Some(snapshot)) => Answer::Outcomes { outcomes, snapshot },
    }
}

libfuzzer_sys::fuzz_target!(|given: (Vec<Reply>, [bool; 5], Purpose, u8)| {
    let (replies, replaced, purpose, path) = given;
    let Some(credential) = credential() else { return };
    let replace: Vec<Field> =
        Field::FORM.into_iter().zip(replaced).filter(|(_, r)| *r).map(|(field, _)| field).collect();
    let mut fill = fill_for(purpose, replace, &credential);
    let mut step = fill.start();
    let mut shown: Option<Snapshot> = None;
    for Reply { outcomes, shows } in replies {
        is_safe(&step, shown.as_ref(), purpose, &credential);
        let answer = match shows {
            Shows::Page { controls, containers, focused, at } => {
                answer(&step, outcomes, Some(snapshot(path, controls, containers, focused, at)))
            }
            Shows::Form { provider, missing, apart, more, focused, at } => {
                let mut drawn = form(path, provider, missing, apart, more);
                drawn.at = f64::from(at);
                drawn.focused = focused.map(u32::from);
                answer(&step, outcomes, Some(drawn))
            }
            Shows::Again { control, value, later } => {
                let Some(mut again) = shown.clone() else { return };
                again.at += f64::from(later);
                let held = again.controls.len().max(1);
                if let Some(changed) = again.controls.get_mut(usize::from(control) % held) {
                    match changed.kind {
                        // As long as the secret for some numbers, and as if Keyferry wrote it.
                        Kind::Password => {
                            changed.length = u32::from(value);
                            changed.ours = value > 0;
                        }
                        _ => {
                            changed.value = word(value);
                            changed.length = changed.value.len() as u32;
                        }
                    }
                }
                answer(&step, outcomes, Some(again))
            }
            Shows::Nothing => answer(&step, outcomes, None),
            Shows::OtherDocument => Answer::OtherDocument,
        };
        let Ok(answer) = answer.check() else { return };
        if let Answer::Snapshot(snapshot) | Answer::Outcomes { snapshot, .. } = &answer {
            shown = Some(snapshot.clone());
        }
        match fill.next(answer) {
            Next::Step(next) => step = next,
            Next::Done(mut report) => {
                let judged = Judged::by(&credential, credential.user_name.account());
                if let Some(shown) = &shown {
                    match recognise(shown) {
                        Some(form) => report.look_again(shown, &form, &judged),
                        None => drop(other_form(shown)),
                    }
                }
                let told = format!("{report:?} {:?}", report.findings(&judged));
                assert!(!told.contains(credential.password.expose()));
                return;
            }
        }
    }
    is_safe(&step, shown.as_ref(), purpose, &credential);
});
