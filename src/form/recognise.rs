//! Which control is which field: [`recognise`] scores a [`Snapshot`] and keeps what is certain.
//!
//! No single signal is trusted. Every label of every control is weighed for every field, and the
//! fields are then looked for together, inside the smallest part of the page that holds the most of
//! them. A page with a lone `User name` and `Password` is somebody's login: it is nobody's form here.

use std::cmp::Reverse;

use super::labels::{self, OTHER_FORMS, Weights};
use super::report::position;
use super::snapshot::{Control, Kind, Snapshot, Source};
use crate::credential::{is_container_registry, lower_case};
use crate::finding::Field;
use crate::seqera::Workspace;

/// A control that scores less for a field is not that field.
const ENOUGH: u32 = 6;
/// The same for a control that has no label for people, only a name for programs.
const ENOUGH_UNLABELLED: u32 = 3;
/// A text of this weight means its field wherever it stands.
const SURE: u32 = 10;
/// So much has to say that a form is the one for Seqera's credentials.
const CERTAIN: u32 = 2;

/// The Add Credentials form, as found in one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    controls: [Option<u32>; 5],
    provider: Provider,
    /// Whether it changes a credential that is there already.
    edits: bool,
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
        self.controls.get(position(field)).copied().flatten()
    }

    /// What the provider reads.
    pub fn provider(&self) -> &Provider {
        &self.provider
    }

    /// Whether the form changes a credential that is there already: then only its key is Keyferry's to
    /// replace.
    pub fn edits(&self) -> bool {
        self.edits
    }

    /// Whether the fields of a container registry credential are there to be filled: only then does
    /// a secret go into it. A page that edits a credential may show its name as mere text.
    pub fn is_complete(&self) -> bool {
        self.provider == Provider::ContainerRegistry && self.has_key()
    }

    /// The same for a form in which Container registry was chosen just now, and that may show its
    /// choice elsewhere than in what was pressed: only that provider has these fields.
    pub(super) fn is_complete_once_chosen(&self) -> bool {
        let shows_other =
            matches!(&self.provider, Provider::Other(other) if labels::is_provider(other));
        self.has_key() && !shows_other
    }

    fn has_key(&self) -> bool {
        KEY.iter().all(|&field| self.control(field).is_some())
    }
}

/// The fields that follow the provider.
const KEY: [Field; 3] = [Field::UserName, Field::Password, Field::Registry];

/// Finds the Add Credentials form. `None` when the page has none that is certain.
///
/// Certain means: one part of the page holds a choice that is `Provider`, and `Name` or all of the
/// fields that follow the choice; and enough says that these are Seqera's credentials (`evidence`),
/// since many forms have a name and a provider. At the address of a new credential the choice may stand
/// alone, where twice as much says so, or be none: the rest comes once it was made, or it was made on an
/// earlier page. The fields for a user name and a password count only where
/// `Registry server` stands with them, since git providers and logins have them too. Of several such
/// forms it is the one in a dialog, then one in which nobody's user name stands, then the one that has
/// most of the fields or offers Container registry, then the one with the focus, then the first.
pub fn recognise(snapshot: &Snapshot) -> Option<Form> {
    let weighed: Vec<Weighed> = snapshot.controls.iter().map(Weighed::of).collect();
    let mut best: Option<Candidate> = None;
    for side in [Side::Before, Side::After] {
        let scored: Vec<Scored> =
            weighed.iter().enumerate().filter_map(|(at, one)| Scored::of(at, one, side)).collect();
        // Inner containers have greater indices: going from the innermost outwards and asking for
        // strictly more keeps the smallest container that holds the most.
        for container in (0..snapshot.containers.len() as u32).rev() {
            let inside: Vec<&Scored> = scored
                .iter()
                .filter(|scored| snapshot.holds(container, scored.control.container))
                .collect();
            let found = (!inside.is_empty())
                .then(|| form_in(snapshot, container, &inside, &scored))
                .flatten();
            if let Some(found) = found
                && best.as_ref().is_none_or(|best| found.is_better(snapshot, best))
            {
                best = Some(found);
            }
        }
    }
    best.filter(|found| !found.hides_another_secret(snapshot)).map(|found| found.form)
}

/// What a page holds instead of the form: the fields of another provider's credential, by their
/// labels. Asked only where [`recognise`] finds nothing.
pub fn other_form(snapshot: &Snapshot) -> Option<&'static str> {
    let about = labels::is_form_path(&snapshot.path)
        || snapshot.containers.iter().any(|at| labels::is_other_form_title(&at.heading));
    let folded: Vec<Vec<String>> = snapshot
        .controls
        .iter()
        .map(|control| {
            let read = control.labels.iter().filter(|label| label.source != Source::Attribute);
            read.map(|label| labels::fold(&label.text)).collect()
        })
        .collect();
    let holds = |text: &&&str| folded.iter().any(|texts| texts.iter().any(|one| one == **text));
    OTHER_FORMS
        .iter()
        .find(|form| about && form.labels.iter().filter(holds).count() >= 2)
        .map(|form| form.provider)
}

/// A form that may be meant, and how it stands beside others: whether it is in a dialog, whether nobody's
/// user name stands in it, fields found (one more where Container registry is offered), how surely, whether
/// it has the focus, and how early it stands.
struct Candidate {
    rank: (bool, bool, u32, u32, bool, Reverse<usize>),
    /// The innermost container that holds all of its fields.
    home: u32,
    form: Form,
}

impl Candidate {
    /// Whether something else than the password is masked where a secret stands: between the user name and
    /// the registry server. Then the password may be asked for something else, such as to make sure who it is.
    fn hides_another_secret(&self, snapshot: &Snapshot) -> bool {
        let at = |field: Field| {
            let id = self.form.control(field)?;
            snapshot.controls.iter().position(|control| control.id == id)
        };
        let (Some(user_name), Some(password), Some(registry)) =
            (at(Field::UserName), at(Field::Password), at(Field::Registry))
        else {
            return false;
        };
        let between = user_name..registry;
        let mut controls = snapshot.controls.iter().enumerate();
        !between.contains(&password)
            && controls.any(|(at, one)| between.contains(&at) && one.kind == Kind::Password)
    }

    /// Whether it is the one that is meant rather than `other`. What holds a form with as many fields
    /// has only taken some of them from elsewhere.
    fn is_better(&self, snapshot: &Snapshot, other: &Candidate) -> bool {
        let is_around = self.home != other.home && snapshot.holds(self.home, other.home);
        self.rank > other.rank && !(is_around && self.rank.2 == other.rank.2)
    }
}

/// On which side of the fields their labels stand, where nothing ties a label to its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// A control with what each of its sources says of each field: its best text there, so that a page
/// that repeats itself isn't believed twice.
struct Weighed<'a> {
    control: &'a Control,
    by_source: [Weights; Source::ALL.len()],
}

impl<'a> Weighed<'a> {
    fn of(control: &'a Control) -> Weighed<'a> {
        let mut by_source = [Weights::default(); Source::ALL.len()];
        for label in &control.labels {
            let weights = labels::weights(label.source, &label.text);
            for (known, weight) in by_source[label.source as usize].iter_mut().zip(weights) {
                *known = weight.max(*known);
            }
        }
        Weighed { control, by_source }
    }

    fn has(&self, source: Source) -> bool {
        self.control.labels.iter().any(|label| label.source == source)
    }

    fn weight(&self, source: Source, field: Field) -> u32 {
        self.by_source[source as usize][position(field)]
    }

    /// The surest text for a field, wherever it stands.
    fn surest(&self, field: Field) -> u32 {
        self.by_source.iter().map(|weights| weights[position(field)]).max().unwrap_or(0)
    }

    fn can_be(&self, field: Field) -> bool {
        let Control { kind, value, .. } = self.control;
        match field {
            Field::Provider => match kind {
                Kind::Choice | Kind::Text => true,
                // A button is pressed only if it shows what a provider shows, not what it does.
                Kind::Button => {
                    !labels::fold(value).is_empty()
                        && (labels::is_prompt(value) || labels::is_provider(value))
                }
                Kind::Password => false,
            },
            Field::Password => matches!(kind, Kind::Password | Kind::Text),
            // What is typed into may suggest what others have typed.
            _ => *kind == Kind::Text || self.control.typed,
        }
    }

    /// How surely the control is `field`.
    fn score(&self, field: Field, side: Side) -> u32 {
        if !self.can_be(field) {
            return 0;
        }
        let tied = Source::ALL
            .into_iter()
            .filter(|source| !matches!(source, Source::Before | Source::After));
        let mut score: u32 = tied.map(|source| self.weight(source, field)).sum();
        // The text on the other side may be the next field's: it counts by half, unless it is long and
        // the field has no label of another's.
        let (near, far) = match side {
            Side::After if self.has(Source::After) => (Source::After, Source::Before),
            Side::Before if !self.has(Source::Before) => (Source::After, Source::Before),
            _ => (Source::Before, Source::After),
        };
        score += self.weight(near, field);
        let is_named =
            Field::FORM.iter().any(|&other| other != field && self.weight(near, other) > 0);
        score += match self.weight(far, field) {
            surely if surely >= SURE && !is_named => surely,
            _ if side == Side::After => 0,
            perhaps => perhaps / 2,
        };
        match field {
            Field::Provider => score + self.as_provider(score),
            Field::Password if self.control.kind == Kind::Password && score > 0 => score + 4,
            _ => score,
        }
    }

    /// What a choice shows and offers may be all that tells what it is.
    fn as_provider(&self, labelled: u32) -> u32 {
        let Control { kind, value, options, .. } = self.control;
        let prompt = labels::weights(Source::Placeholder, value)[position(Field::Provider)];
        let is_chosen = is_container_registry(value) && (labelled > 0 || *kind == Kind::Choice);
        let offered = options.iter().filter(|option| labels::is_provider(option)).count();
        let offers = match options.iter().any(|option| is_container_registry(option)) {
            true if offered >= 3 => SURE,
            true => 6,
            false => 0,
        };
        let is_choice = labelled > 0 && *kind == Kind::Choice;
        prompt + if is_chosen { 4 } else { 0 } + offers + u32::from(is_choice)
    }
}

/// A control with its score for each field of the form.
struct Scored<'a> {
    /// Its place in the document's order.
    at: usize,
    control: &'a Control,
    weighed: &'a Weighed<'a>,
    scores: [u32; 5],
}

impl<'a> Scored<'a> {
    fn of(at: usize, weighed: &'a Weighed<'a>, side: Side) -> Option<Scored<'a>> {
        let labelled = [Source::Label, Source::AriaLabel, Source::Placeholder]
            .into_iter()
            .any(|source| weighed.has(source));
        let enough = if labelled { ENOUGH } else { ENOUGH_UNLABELLED };
        let scores = Field::FORM.map(|field| match weighed.score(field, side) {
            score if score >= enough => score,
            _ => 0,
        });
        let control = weighed.control;
        scores.iter().any(|&score| score > 0).then_some(Scored { at, control, weighed, scores })
    }
}

impl Scored<'_> {
    /// Whether it narrows down what is listed.
    fn filters(&self) -> bool {
        let Control { kind, labels: read, value, options, .. } = self.control;
        let names =
            |source| matches!(source, Source::Label | Source::AriaLabel | Source::Placeholder);
        read.iter().any(|label| names(label.source) && labels::is_filter(&label.text))
            || (*kind == Kind::Choice
                && options.iter().chain([value]).any(|one| labels::is_any(one)))
    }
}

/// The form inside one container, if its anchors are there.
fn form_in(
    snapshot: &Snapshot,
    container: u32,
    inside: &[&Scored],
    of_page: &[Scored],
) -> Option<Candidate> {
    let (chosen, sum) = assign(inside);
    let at = |field: Field| chosen[position(field)];
    let registry = at(Field::Registry);
    let has_key = KEY.iter().all(|&field| at(field).is_some());
    let fields: Vec<&Scored> = chosen.iter().flatten().copied().collect();
    let is_known = || evidence(snapshot, container, &fields);
    let begins_with_provider = labels::is_add_path(&snapshot.path) && is_known() >= 2 * CERTAIN;
    if at(Field::Name).is_none() && !has_key && !begins_with_provider {
        return None;
    }
    let key: Vec<&Scored> = KEY.iter().filter_map(|&field| at(field)).collect();
    if !stand_together(snapshot, &fields) || !are_in_one(snapshot, &key) {
        return None;
    }
    // A form that takes nothing is a picture of one, and one that narrows a list down keeps nothing.
    if fields.iter().all(|one| !one.control.enabled) || fields.iter().any(|one| one.filters()) {
        return None;
    }
    let home = home_of(snapshot, &fields);
    let offers = at(Field::Provider).is_some_and(|one| offers_registry(one.control));
    if labels::is_other_part(&snapshot.path) && !offers && !snapshot.is_in_dialog(home) {
        return None;
    }
    let edits = is_edited(snapshot, container);
    let provider = match at(Field::Provider) {
        Some(one) if is_known() >= CERTAIN => provider_of(one.control)?,
        Some(_) => return None,
        // A page may show the provider of a credential as mere text, or nowhere.
        None => {
            let server = registry.map_or(0, |one| one.weighed.surest(Field::Registry));
            let is_theirs = edits
                || is_titled(snapshot, container)
                // The provider was chosen on an earlier page, or is shown as a picture with a text.
                || (!of_page.iter().any(|one| one.scores[position(Field::Provider)] > 0)
                    && (labels::is_add_path(&snapshot.path)
                        || (labels::is_in_workspace(&snapshot.path)
                            && headings(snapshot, container).any(labels::is_form_title))));
            (has_key && server >= SURE && is_theirs).then_some(Provider::ContainerRegistry)?
        }
    };
    let mut controls = chosen.map(|scored| scored.map(|scored| scored.control.id));
    if registry.is_none() {
        // A user name and a password without a registry server are another provider's, or a login's.
        controls[position(Field::UserName)] = None;
        controls[position(Field::Password)] = None;
    } else if controls[position(Field::Password)].is_none() && at(Field::UserName).is_some() {
        controls[position(Field::Password)] = only_masked(snapshot, home, &key);
    }
    let found = controls.iter().flatten().count() as u32;
    let in_order = chosen.iter().flatten().map(|one| one.at).is_sorted();
    let focused = snapshot.focused.is_some_and(|id| {
        snapshot.control(id).is_some_and(|control| snapshot.holds(home, control.container))
    });
    let first = fields.iter().map(|one| one.at).min().unwrap_or(usize::MAX);
    Some(Candidate {
        rank: (
            snapshot.is_in_dialog(home),
            !is_taken(snapshot, home, of_page),
            found + u32::from(offers),
            sum + if in_order { found } else { 0 },
            focused,
            Reverse(first),
        ),
        home,
        form: Form { controls, provider, edits },
    })
}

/// Whether somebody's user name stands in the form, dialog or frame that holds a container.
fn is_taken(snapshot: &Snapshot, container: u32, of_page: &[Scored]) -> bool {
    let apart = snapshot.innermost_apart(container);
    of_page.iter().any(|Scored { control, scores, .. }| {
        scores[position(Field::UserName)] > 0
            && control.length > 0
            && !control.ours
            && snapshot.innermost_apart(control.container) == apart
    })
}

/// What a provider's control reads; `None` when what it offers says that it is no provider of Seqera's.
fn provider_of(control: &Control) -> Option<Provider> {
    let offers = |fits: fn(&str) -> bool| control.options.iter().filter(|one| fits(one)).count();
    let is_foreign = control.options.len() > 2
        && offers(is_container_registry) == 0
        && offers(labels::is_provider) < 3;
    if is_foreign {
        return None;
    }
    Some(if is_container_registry(&control.value) {
        Provider::ContainerRegistry
    } else if control.length == 0 || labels::is_prompt(&control.value) {
        Provider::Unchosen
    } else {
        Provider::Other(control.value.clone())
    })
}

/// Whether no two of the fields stand in different forms, dialogs or frames. A dialog is a page of its own.
fn stand_together(snapshot: &Snapshot, fields: &[&Scored]) -> bool {
    let mut dialogs = fields.iter().map(|one| snapshot.innermost_dialog(one.control.container));
    if dialogs.next().is_some_and(|first| dialogs.any(|other| other != first)) {
        return false;
    }
    let apart = |one: &&Scored| snapshot.innermost_apart(one.control.container);
    fields.iter().filter_map(apart).all(|one| {
        let is_along = |other| snapshot.holds(one, other) || snapshot.holds(other, one);
        fields.iter().filter_map(apart).all(is_along)
    })
}

/// Whether the fields that follow the provider stand in the same form, dialog or frame: a login may
/// stand in one of its own, inside of the rest.
fn are_in_one(snapshot: &Snapshot, key: &[&Scored]) -> bool {
    let mut apart = key.iter().map(|one| snapshot.innermost_apart(one.control.container));
    apart.next().is_none_or(|first| apart.all(|other| other == first))
}

/// The innermost container that holds all of the fields.
fn home_of(snapshot: &Snapshot, fields: &[&Scored]) -> u32 {
    let first = fields.first().map_or(0, |one| one.control.container);
    let holds_all =
        |home: u32| fields.iter().all(|one| snapshot.holds(home, one.control.container));
    snapshot.outwards(first).map(|(home, _)| home).find(|&home| holds_all(home)).unwrap_or(0)
}

/// The only control of a container that hides what is typed: beside a user name and a registry server,
/// `key`, it is the password, whatever it is called, as long as that isn't what another field is.
fn only_masked(snapshot: &Snapshot, container: u32, key: &[&Scored]) -> Option<u32> {
    let mut masked = snapshot.controls.iter().filter(|control| {
        control.kind == Kind::Password && snapshot.holds(container, control.container)
    });
    let only = masked.next()?;
    let weighed = Weighed::of(only);
    let is_other = Field::FORM.into_iter().any(|field| weighed.surest(field) >= ENOUGH);
    let apart = snapshot.innermost_apart(only.container);
    let is_beside = key.iter().all(|one| snapshot.innermost_apart(one.control.container) == apart);
    (masked.next().is_none() && !is_other && is_beside).then_some(only.id)
}

/// The headings around and inside of a container.
fn headings(snapshot: &Snapshot, container: u32) -> impl Iterator<Item = &str> {
    snapshot.containers.iter().enumerate().filter_map(move |(index, at)| {
        let near =
            snapshot.holds(index as u32, container) || snapshot.holds(container, index as u32);
        near.then_some(at.heading.as_str())
    })
}

/// How much says that these fields are those of Seqera's credentials: what Seqera alone writes beside a
/// field, its `Registry server`, its list of providers and its titles are each enough; the word
/// credentials, the address, or Container registry as what is chosen are half of it.
fn evidence(snapshot: &Snapshot, container: u32, fields: &[&Scored]) -> u32 {
    let says = |fits: fn(&str) -> bool| headings(snapshot, container).any(fits);
    let is_known = fields
        .iter()
        .any(|one| Field::FORM.into_iter().any(|field| one.weighed.surest(field) >= SURE));
    // Its fields belong to it: without them, it may as well be what a list is narrowed down to.
    let has_registry = fields.iter().any(|one| one.scores[position(Field::Registry)] >= ENOUGH);
    let offers = (has_registry || !labels::is_list_path(&snapshot.path))
        && fields.iter().any(|one| offers_registry(one.control));
    let shows = has_registry && fields.iter().any(|one| is_container_registry(&one.control.value));
    let is_titled = says(labels::is_form_title);
    let whole = [is_known, offers, is_titled].into_iter().filter(|&is| is).count();
    let half = [says(labels::is_about_credentials), labels::is_form_path(&snapshot.path), shows];
    2 * whole as u32 + half.into_iter().filter(|&is| is).count() as u32
}

/// Whether a choice offers what Seqera's list of providers has.
fn offers_registry(control: &Control) -> bool {
    let offered = |fits: fn(&str) -> bool| control.options.iter().filter(|one| fits(one)).count();
    offered(is_container_registry) > 0 && offered(labels::is_provider) >= 3
}

/// Whether the form changes a credential that is there: by its address or a heading.
fn is_edited(snapshot: &Snapshot, container: u32) -> bool {
    Workspace::credential_id(&snapshot.path).is_some()
        || headings(snapshot, container).any(labels::is_about_editing)
}

/// Whether a heading says that the form is for a container registry's credentials.
fn is_titled(snapshot: &Snapshot, container: u32) -> bool {
    headings(snapshot, container).any(|heading| {
        labels::is_about_credentials(heading) && lower_case(heading).contains("container registry")
    })
}

/// Gives each field its control: the surest pair first, each control and each field once. Of equals
/// the first in document order wins. With it goes the sum of what they score.
fn assign<'s>(inside: &[&'s Scored<'s>]) -> ([Option<&'s Scored<'s>>; 5], u32) {
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
    let mut chosen = [None; 5];
    let mut sum = 0;
    // Five times at most, so nothing has to be sorted.
    while let Some(&(score, index, field)) =
        pairs.iter().max_by_key(|&&(score, index, field)| (score, Reverse((index, field))))
    {
        chosen[field] = Some(inside[index]);
        sum += score;
        pairs.retain(|(_, other, for_field)| *other != index && *for_field != field);
    }
    (chosen, sum)
}
