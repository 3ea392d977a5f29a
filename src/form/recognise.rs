//! Which control is which field: [`recognise`] scores a [`Snapshot`] and keeps what is certain.
//!
//! No single signal is trusted. Every label of every control is weighed for every field, and the
//! fields are then looked for together, inside the smallest part of the page that holds the most of
//! them. A page with a lone `User name` and `Password` is somebody's login: it is nobody's form here.

use super::labels;
use super::snapshot::{Control, Kind, Snapshot, Source};
use crate::credential::is_container_registry;
use crate::finding::Field;

/// A control that scores less for a field is not that field.
const ENOUGH: u32 = 6;

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

    /// Whether all the fields of a container registry credential are there to be filled: only then
    /// does a secret go into it.
    pub fn is_complete(&self) -> bool {
        self.provider == Provider::ContainerRegistry
            && self.controls.iter().all(|control| control.is_some())
    }
}

fn position(field: Field) -> Option<usize> {
    Field::FORM.iter().position(|&each| each == field)
}

/// Finds the Add Credentials form. `None` when the page has none that is certain.
///
/// Certain means: one container holds `Name` and a choice that is `Provider`; and the fields for a
/// user name and a password count only where `Registry server` stands with them, since git providers
/// and logins have them too.
pub fn recognise(snapshot: &Snapshot) -> Option<Form> {
    let scores: Vec<Scored> = snapshot.controls.iter().filter_map(Scored::of).collect();
    let mut best: Option<(u32, Form)> = None;
    // Inner containers have greater indices: going from the innermost outwards and asking for
    // strictly more keeps the smallest container that holds the most.
    for container in (0..snapshot.containers.len() as u32).rev() {
        let inside: Vec<&Scored> = scores
            .iter()
            .filter(|scored| snapshot.holds(container, scored.control.container))
            .collect();
        if let Some((worth, form)) = form_in(container, &inside)
            && best.as_ref().is_none_or(|(most, _)| worth > *most)
        {
            best = Some((worth, form));
        }
    }
    best.map(|(_, form)| form)
}

/// A control with its score for each field of the form.
struct Scored<'a> {
    control: &'a Control,
    scores: [u32; 5],
}

impl<'a> Scored<'a> {
    fn of(control: &'a Control) -> Option<Scored<'a>> {
        let scores = Field::FORM.map(|field| score(control, field));
        scores.iter().any(|&score| score >= ENOUGH).then_some(Scored { control, scores })
    }
}

/// How surely `control` is `field`. Each source counts once, with its best text, so that a page that
/// repeats itself isn't believed twice.
fn score(control: &Control, field: Field) -> u32 {
    let fits = match field {
        Field::Provider => matches!(control.kind, Kind::Choice | Kind::Button),
        Field::Password => matches!(control.kind, Kind::Password | Kind::Text),
        _ => control.kind == Kind::Text,
    };
    if !fits {
        return 0;
    }
    let mut score = 0;
    for source in [
        Source::Label,
        Source::AriaLabel,
        Source::Before,
        Source::Placeholder,
        Source::Hint,
        Source::Title,
        Source::Attribute,
        Source::Text,
    ] {
        let weights = control
            .labels
            .iter()
            .filter(|label| label.source == source)
            .map(|label| labels::weight(source, &label.text, field));
        score += weights.max().unwrap_or(0);
    }
    if field == Field::Password && control.kind == Kind::Password && score > 0 {
        score += 4;
    }
    if field == Field::Provider && score > 0 && is_container_registry(&control.value) {
        score += 4;
    }
    score
}

/// The form inside one container and what it is worth, if its anchors are there.
fn form_in(container: u32, inside: &[&Scored]) -> Option<(u32, Form)> {
    let controls = assign(inside);
    let at = |field: Field| {
        let id = controls[position(field)?]?;
        inside.iter().map(|scored| scored.control).find(|control| control.id == id)
    };
    let provider_control = at(Field::Provider)?;
    at(Field::Name)?;
    let provider = if is_container_registry(&provider_control.value) {
        Provider::ContainerRegistry
    } else if provider_control.length == 0 || labels::is_prompt(&provider_control.value) {
        Provider::Unchosen
    } else {
        Provider::Other(provider_control.value.clone())
    };
    let mut controls = controls;
    if at(Field::Registry).is_none() {
        // A user name and a password without a registry server are another provider's, or a login's.
        for field in [Field::UserName, Field::Password] {
            if let Some(index) = position(field) {
                controls[index] = None;
            }
        }
    }
    let found = controls.iter().flatten().count() as u32;
    Some((found, Form { controls, provider, container }))
}

/// Gives each field its control: the surest pair first, each control and each field once. Of equals
/// the first in document order wins.
fn assign(inside: &[&Scored]) -> [Option<u32>; 5] {
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for (index, scored) in inside.iter().enumerate() {
        for (field, &score) in scored.scores.iter().enumerate() {
            if score >= ENOUGH {
                pairs.push((score, index, field));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut controls = [None; 5];
    let mut taken = vec![false; inside.len()];
    for (_, index, field) in pairs {
        if controls[field].is_none() && !taken[index] {
            controls[field] = Some(inside[index].control.id);
            taken[index] = true;
        }
    }
    controls
}
