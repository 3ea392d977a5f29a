//! Which control is which field: [`recognise`] scores a [`Snapshot`] and keeps what is certain.
//!
//! No single signal is trusted. Every label of every control is weighed for every field, and the
//! fields are then looked for together, inside the smallest part of the page that holds the most of
//! them. A page with a lone `User name` and `Password` is somebody's login: it is nobody's form here.

use std::cmp::Reverse;

use super::labels;
use super::snapshot::{Control, Kind, Snapshot, Source};
use crate::credential::is_container_registry;
use crate::finding::Field;

/// A control that scores less for a field is not that field.
const ENOUGH: u32 = 6;
/// The same for a control that has no label for people, only a name for programs.
const ENOUGH_UNLABELLED: u32 = 3;

/// The Add Credentials form, as found in one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    controls: [Option<u32>; 5],
    provider: Provider,
    /// The index of the container that holds the form.
    container: u32,
}

/// What the form's provider reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Provider {
    /// Nothing is chosen yet.
    Unchosen,
    /// Container registry: what Wave reads.
    ContainerRegistry,
    /// Another one, as the form shows it.
    Other(String),
}

impl Form {
    /// The id of the control that is `field`.
    pub fn control(&self, field: Field) -> Option<u32> {
        self.controls.get(position(field)?).copied().flatten()
    }

    /// What the provider reads.
    pub fn provider(&self) -> &Provider {
        &self.provider
    }

    /// Whether the fields of a container registry credential are there to be filled: only then does
    /// a secret go into it. A page that edits a credential may show its name as mere text.
    pub fn is_complete(&self) -> bool {
        self.provider == Provider::ContainerRegistry
            && [Field::UserName, Field::Password, Field::Registry]
                .iter()
                .all(|&field| self.control(field).is_some())
    }
}

fn position(field: Field) -> Option<usize> {
    Field::FORM.iter().position(|&each| each == field)
}

/// Finds the Add Credentials form. `None` when the page has none that is certain.
///
/// Certain means: one container holds a choice that is `Provider`, and `Name` or all of the fields
/// that follow the choice; and it speaks of credentials, or has a `Registry server`, since many forms
/// have a name and a provider. The fields for a user name and a password count only where
/// `Registry server` stands with them, since git providers and logins have them too.
pub fn recognise(snapshot: &Snapshot) -> Option<Form> {
    let mut best: Option<(u32, u32, Form)> = None;
    for side in [Side::Before, Side::After] {
        let scores: Vec<Scored> =
            snapshot.controls.iter().filter_map(|control| Scored::of(control, side)).collect();
        // Inner containers have greater indices: going from the innermost outwards and asking for
        // strictly more keeps the smallest container that holds the most.
        let mut most: Option<(u32, u32, Form)> = None;
        for container in (0..snapshot.containers.len() as u32).rev() {
            let inside: Vec<&Scored> = scores
                .iter()
                .filter(|scored| snapshot.holds(container, scored.control.container))
                .collect();
            if let Some((found, sum, form)) = form_in(snapshot, container, &inside)
                && most.as_ref().is_none_or(|(most, _, _)| found > *most)
            {
                most = Some((found, sum, form));
            }
        }
        if let Some(form) = most
            && best.as_ref().is_none_or(|best| (form.0, form.1) > (best.0, best.1))
        {
            best = Some(form);
        }
    }
    best.map(|(_, _, form)| form)
}

/// On which side of the fields their labels stand, where nothing ties a label to its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// A control with its score for each field of the form.
struct Scored<'a> {
    control: &'a Control,
    scores: [u32; 5],
}

impl<'a> Scored<'a> {
    fn of(control: &'a Control, side: Side) -> Option<Scored<'a>> {
        let labelled = control.labels.iter().any(|label| {
            matches!(label.source, Source::Label | Source::AriaLabel | Source::Placeholder)
        });
        let enough = if labelled { ENOUGH } else { ENOUGH_UNLABELLED };
        let scores = Field::FORM.map(|field| match score(control, field, side) {
            score if score >= enough => score,
            _ => 0,
        });
        scores.iter().any(|&score| score > 0).then_some(Scored { control, scores })
    }
}

/// How surely `control` is `field`. Each source counts once, with its best text, so that a page that
/// repeats itself isn't believed twice.
fn score(control: &Control, field: Field, side: Side) -> u32 {
    let fits = match field {
        Field::Provider => match control.kind {
            Kind::Choice | Kind::Text => true,
            // A button is pressed only if it shows what a provider shows, not what it does.
            Kind::Button => labels::is_provider_text(&control.value),
            Kind::Password => false,
        },
        Field::Password => matches!(control.kind, Kind::Password | Kind::Text),
        _ => control.kind == Kind::Text,
    };
    if !fits {
        return 0;
    }
    let weight = |source: Source| {
        let texts = control.labels.iter().filter(|label| label.source == source);
        texts.map(|label| labels::weight(source, &label.text, field)).max().unwrap_or(0)
    };
    let has = |source: Source| control.labels.iter().any(|label| label.source == source);
    let mut score: u32 = [
        Source::Label,
        Source::AriaLabel,
        Source::Placeholder,
        Source::Hint,
        Source::Title,
        Source::Attribute,
        Source::Text,
    ]
    .map(weight)
    .iter()
    .sum();
    // The text on the other side may be the next field's: it counts by half, unless it is long.
    let (near, far) = match side {
        Side::After if has(Source::After) => (Source::After, Source::Before),
        Side::Before if !has(Source::Before) => (Source::After, Source::Before),
        _ => (Source::Before, Source::After),
    };
    score += weight(near);
    score += match weight(far) {
        surely if surely >= 10 => surely,
        _ if side == Side::After => 0,
        perhaps => perhaps / 2,
    };
    if field == Field::Provider {
        // What it shows while nothing is chosen.
        score += labels::weight(Source::Placeholder, &control.value, field);
    }
    if field == Field::Password && control.kind == Kind::Password && score > 0 {
        score += 4;
    }
    // What a choice without any label shows may be all that tells what it is.
    let chosen = field == Field::Provider && is_container_registry(&control.value);
    if chosen && (score > 0 || control.kind == Kind::Choice) {
        score += 4;
    }
    score
}

/// The form inside one container, how many fields it has and how surely, if its anchors are there.
fn form_in(snapshot: &Snapshot, container: u32, inside: &[&Scored]) -> Option<(u32, u32, Form)> {
    let (mut controls, sum) = assign(inside);
    let at = |field: Field| {
        let id = controls[position(field)?]?;
        inside.iter().map(|scored| scored.control).find(|control| control.id == id)
    };
    let provider_control = at(Field::Provider)?;
    let registry = at(Field::Registry);
    let keys = [at(Field::UserName), at(Field::Password), registry];
    if at(Field::Name).is_none() && keys.iter().any(Option::is_none) {
        return None;
    }
    let named_server = registry.is_some_and(|control| {
        control
            .labels
            .iter()
            .any(|label| labels::weight(label.source, &label.text, Field::Registry) >= 8)
    });
    if !named_server
        && !speaks_of_credentials(snapshot, container, &[at(Field::Name), Some(provider_control)])
    {
        return None;
    }
    let provider = if is_container_registry(&provider_control.value) {
        Provider::ContainerRegistry
    } else if provider_control.length == 0 || labels::is_prompt(&provider_control.value) {
        Provider::Unchosen
    } else {
        Provider::Other(provider_control.value.clone())
    };
    if registry.is_none() {
        // A user name and a password without a registry server are another provider's, or a login's.
        for field in [Field::UserName, Field::Password] {
            if let Some(index) = position(field) {
                controls[index] = None;
            }
        }
    }
    let found = controls.iter().flatten().count() as u32;
    Some((found, sum, Form { controls, provider, container }))
}

/// Whether the page says that the form is about credentials: in its address, in the headings around
/// the form, or beside its first two fields.
fn speaks_of_credentials(snapshot: &Snapshot, container: u32, fields: &[Option<&Control>]) -> bool {
    let headings = snapshot.containers.iter().enumerate().filter(|&(index, _)| {
        snapshot.holds(index as u32, container) || snapshot.holds(container, index as u32)
    });
    labels::is_about_credentials(&snapshot.path)
        || headings.into_iter().any(|(_, at)| labels::is_about_credentials(&at.heading))
        || fields
            .iter()
            .flatten()
            .flat_map(|control| &control.labels)
            .any(|label| labels::is_about_credentials(&label.text))
}

/// Gives each field its control: the surest pair first, each control and each field once. Of equals
/// the first in document order wins. With it goes the sum of what they score.
fn assign(inside: &[&Scored]) -> ([Option<u32>; 5], u32) {
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    // Where anything masks what is typed, nothing that shows it is the password.
    let masked = inside.iter().any(|scored| scored.control.kind == Kind::Password);
    for (index, scored) in inside.iter().enumerate() {
        for (field, &score) in scored.scores.iter().enumerate() {
            let shows_it = masked
                && Field::FORM.get(field) == Some(&Field::Password)
                && scored.control.kind != Kind::Password;
            if score > 0 && !shows_it {
                pairs.push((score, index, field));
            }
        }
    }
    let mut controls = [None; 5];
    let mut sum = 0;
    // Five times at most, so nothing has to be sorted.
    while let Some(&(score, index, field)) =
        pairs.iter().max_by_key(|&&(score, index, field)| (score, Reverse((index, field))))
    {
        controls[field] = Some(inside[index].control.id);
        sum += score;
        pairs.retain(|(_, other, for_field)| *other != index && *for_field != field);
    }
    (controls, sum)
}
