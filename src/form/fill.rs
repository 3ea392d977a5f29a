//! Filling, as a pure state machine: [`Fill`]. An answer of the page goes in, the next step comes out.
//!
//! ```text
//! look ─> choose the provider ─> look until its fields are there ─> write what is missing
//!      ─> look again, compare ─> report
//! ```
//! A choice and a write come back with the next look, so that few messages go to and fro.
//! Pages re-create their elements at any time. So no element is relied on for longer than one step:
//! a step that finds its element gone leads to another look, and what counts in the end is what the
//! form holds when everything is written.

use super::labels;
use super::page::{Answer, Outcome, Step, Value, Writing};
use super::recognise::{Form, Provider, other_form, recognise};
use super::report::{Failure, Page, Report, State, position};
use super::snapshot::{Control, Snapshot};
use super::wanted::Wanted;
use crate::credential::CONTAINER_REGISTRY;
use crate::finding::Field;

/// How long a form is waited for after the first look, in milliseconds of the page's clock.
const FORM_MS: f64 = 1_500.0;
/// How long the provider's fields are waited for after the choice, likewise.
const FIELDS_MS: f64 = 3_000.0;
/// How long a form may be gone from the page at whose address a choice has led, likewise.
const LEFT_MS: f64 = 1_000.0;
/// How long it is tried to choose a provider that is re-created all the time, likewise.
const CHOICE_MS: f64 = 6_000.0;
/// How often that is tried, and how often a choice that came to nothing is made again.
const CHOICES: u8 = 20;
const IDLE_CHOICES: u8 = 3;
/// How long a page that shows no field of the key may have its name first, likewise: some go on only
/// from there.
const NAME_MS: f64 = 400.0;
/// How long a form that shows no provider any more may take before it is chosen once more, likewise: it was
/// drawn before its scripts ran, and then anew.
const ANEW_MS: f64 = 1_000.0;
/// How long a field is waited for that takes no input: pages hold a form still while they ask their
/// server.
const LOCKED_MS: f64 = 1_500.0;
/// The same for the provider, whose list may still be loading.
const LOADING_MS: f64 = 4_000.0;
/// How long one look waits for the page to change.
const LOOK_MS: u32 = 250;
/// How often one field is written before it is given up, and how often the form may vanish.
const TRIES: u8 = 3;
/// The same where its element was gone: a page that makes its form anew with each value takes them one by
/// one.
const GONE_TRIES: u8 = 5;
/// How many looks a fill takes in all before it waits no more. A page that changes all the time cuts
/// each wait short, and its clock may stand still: every fill ends.
const MOST_LOOKS: u16 = 250;

/// What comes out of [`Fill`].
#[derive(Debug)]
pub enum Next {
    /// Carry this out, and pass on the answer.
    Step(Step),
    /// It is over.
    Done(Box<Report>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Phase {
    /// Looking for the form since then.
    Looking(f64),
    /// The provider is being chosen.
    Choosing,
    /// Waiting for the provider's fields since then.
    Appearing(Option<f64>),
    /// A field's old value is being compared: equal is right already, else it is the user's.
    Checking(Field),
    /// The fields of `writing` are being written.
    Writing,
    /// Looking at the form again, to go on writing.
    Resuming,
    /// The last look.
    Reviewing,
    /// The password's last comparison.
    Comparing,
    /// All is written; the provider that stood there before is being chosen again.
    GivingBack,
}

/// One fill of one form.
pub struct Fill {
    wanted: Wanted,
    replace: Vec<Field>,
    /// Whether what is written is Keyferry's from then on.
    claims: bool,
    phase: Phase,
    states: [State; 5],
    tries: [u8; 5],
    /// The fields that are being written, in the order of the step.
    writing: Vec<Field>,
    /// Whether the password was read back equal right after it was written.
    equal: bool,
    /// Which fields a write was sent to, whatever became of it.
    sent: [bool; 5],
    /// Since when the provider is being chosen, on the page's clock, and how often in vain.
    choosing_since: Option<f64>,
    idle_choices: u8,
    /// Whether Container registry was chosen, whatever the form shows of it.
    chose: bool,
    looks: u16,
    /// The provider's fields are waited for since then, while the name is being written.
    appearing_since: Option<f64>,
    /// Since when a field takes no input.
    locked_since: Option<f64>,
    /// How often the form was there and then wasn't, and how often a field of it alone.
    lost: u8,
    missed: u8,
    before: Option<[Option<String>; 5]>,
    values: [Option<String>; 5],
    password_length: Option<u32>,
    password_before: Option<u32>,
    page: Option<Page>,
    last: Option<(Snapshot, Form)>,
}

impl Fill {
    /// A fill that writes what is `wanted`, and over the user's own values only in the fields of
    /// `replace`.
    pub fn new(wanted: Wanted, replace: Vec<Field>) -> Fill {
        Fill {
            wanted,
            replace,
            claims: true,
            phase: Phase::Looking(f64::NAN),
            states: [const { State::Waiting }; 5],
            tries: [0; 5],
            writing: Vec::new(),
            equal: false,
            sent: [false; 5],
            choosing_since: None,
            idle_choices: 0,
            chose: false,
            looks: 0,
            appearing_since: None,
            locked_since: None,
            lost: 0,
            missed: 0,
            before: None,
            values: Default::default(),
            password_length: None,
            password_before: None,
            page: None,
            last: None,
        }
    }

    /// A fill that gives back what stood there before: `wanted`, in every field that was written. It
    /// takes Container registry for chosen: where the fields aren't there any more, it chooses nothing.
    pub fn undoing(wanted: Wanted) -> Fill {
        let replace = vec![Field::Name, Field::UserName, Field::Password, Field::Registry];
        Fill { claims: false, chose: true, ..Fill::new(wanted, replace) }
    }

    /// A fill that goes on where an earlier one ended: on that page, or nowhere.
    pub fn on(self, page: Option<Page>) -> Fill {
        Fill { page, ..self }
    }

    /// The first step.
    pub fn start(&mut self) -> Step {
        look(0)
    }

    /// How far each field has got, in the form's order.
    pub fn states(&self) -> &[State; 5] {
        &self.states
    }

    /// The page that the fill is bound to: from the first snapshot on.
    pub fn page(&self) -> Option<&Page> {
        self.page.as_ref()
    }

    /// The page's answer in, the next step out.
    pub fn next(&mut self, answer: Answer) -> Next {
        match answer {
            Answer::OtherDocument => self.fail(Failure::PageLeft),
            Answer::Busy => self.fail(Failure::Busy),
            Answer::Snapshot(snapshot) => self.seen(snapshot),
            Answer::Outcome(outcome) => self.came_to(outcome),
            Answer::Outcomes { outcomes, snapshot } => {
                let next = match (self.phase, outcomes.as_slice()) {
                    (Phase::Writing, _) => self.wrote(&outcomes),
                    (Phase::Choosing | Phase::GivingBack, [outcome]) => {
                        self.came_to(outcome.clone())
                    }
                    _ => return self.fail(Failure::Misunderstood),
                };
                // What is to be looked at next was seen just now.
                match next {
                    Next::Step(Step::Look { wait_ms: 0, .. }) => self.seen(snapshot),
                    next => next,
                }
            }
        }
    }

    /// Ends the fill where it is.
    pub fn fail(&mut self, failure: Failure) -> Next {
        self.report(Some(failure))
    }

    /// Whether the fields of the key are there to be written.
    fn can_fill(&self, form: &Form) -> bool {
        form.is_complete() || (self.chose && form.is_complete_once_chosen())
    }

    /// Whether what takes no input is still waited for, at most `most` milliseconds.
    fn is_patient(&mut self, now: f64, most: f64) -> bool {
        let since = *self.locked_since.get_or_insert(now);
        self.looks < MOST_LOOKS && now - since < most
    }

    /// Whether the name has to be written before the fields of the key are there: in a form of Container
    /// registry that has none of them, and whose name nobody gave.
    fn wants_name(&self, snapshot: &Snapshot, form: &Form) -> bool {
        let name = form.control(Field::Name).and_then(|id| snapshot.control(id));
        self.claims
            && !form.edits()
            && *form.provider() == Provider::ContainerRegistry
            && self.states[position(Field::Name)] == State::Waiting
            && name.is_some_and(|name| name.enabled && name.length == 0)
    }

    fn seen(&mut self, snapshot: Snapshot) -> Next {
        let page = Page::of(&snapshot);
        let now = snapshot.at;
        self.looks = self.looks.saturating_add(1);
        let patient = self.looks < MOST_LOOKS;
        let form = recognise(&snapshot);
        let known = self.page.get_or_insert_with(|| page.clone());
        if *known != page {
            // A choice may lead to another address of the same document, where the form goes on: never to
            // the credentials that are there.
            let may_go_on = self.chose
                && self.claims
                && page.is_in_same_document(known)
                && !labels::is_list_path(&page.path)
                && !form.as_ref().is_some_and(Form::edits);
            let since = match self.phase {
                Phase::Appearing(since) if may_go_on => since.unwrap_or(now),
                Phase::Looking(since) if may_go_on => {
                    if since.is_nan() {
                        now
                    } else {
                        since
                    }
                }
                _ => return self.fail(Failure::PageLeft),
            };
            if form.is_some() {
                self.page = Some(page);
            } else {
                self.phase = Phase::Appearing(Some(since));
                return match patient && now - since < LEFT_MS {
                    true => Next::Step(look(LOOK_MS)),
                    false => self.fail(Failure::PageLeft),
                };
            }
        }
        if let Some(form) = &form {
            self.take_values(&snapshot, form);
        }
        match (self.phase, form) {
            (Phase::Looking(since), None) => {
                let since = if since.is_nan() { now } else { since };
                self.phase = Phase::Looking(since);
                if patient && now - since < FORM_MS {
                    Next::Step(look(LOOK_MS))
                } else {
                    let other = other_form(&snapshot);
                    self.fail(other.map_or(Failure::FormNotFound, Failure::OtherForm))
                }
            }
            (Phase::Looking(_), Some(form)) => self.found(snapshot, form),
            (Phase::Appearing(since), form) => {
                let since = since.unwrap_or(now);
                self.phase = Phase::Appearing(Some(since));
                match form {
                    Some(form) if self.can_fill(&form) => {
                        self.last = Some((snapshot, form));
                        self.write_next()
                    }
                    Some(form) if now - since > NAME_MS && self.wants_name(&snapshot, &form) => {
                        self.appearing_since = Some(since);
                        self.last = Some((snapshot, form));
                        self.write_next()
                    }
                    Some(form)
                        if now - since > ANEW_MS
                            && *form.provider() == Provider::Unchosen
                            && self.idle_choices < IDLE_CHOICES =>
                    {
                        self.idle_choices += 1;
                        self.found(snapshot, form)
                    }
                    _ if patient && now - since < FIELDS_MS => Next::Step(look(LOOK_MS)),
                    _ => self.fail(Failure::FieldsMissing),
                }
            }
            (Phase::Resuming, Some(form)) if self.can_fill(&form) => {
                self.last = Some((snapshot, form));
                self.write_next()
            }
            (Phase::Reviewing, Some(form)) if self.can_fill(&form) => self.review(snapshot, form),
            // The form was there and isn't any more: it is being re-created, or its page was left.
            (Phase::Resuming | Phase::Reviewing, _) => {
                self.lost += 1;
                if self.lost > TRIES {
                    return self.fail(Failure::FieldsMissing);
                }
                self.phase = Phase::Appearing(Some(now));
                Next::Step(look(LOOK_MS))
            }
            _ => self.fail(Failure::Misunderstood),
        }
    }

    /// The form was found for the first time: the provider comes first, since its fields follow it.
    fn found(&mut self, snapshot: Snapshot, form: Form) -> Next {
        let provider = position(Field::Provider);
        let control = form.control(Field::Provider).and_then(|id| snapshot.control(id)).cloned();
        if self.can_fill(&form) || *form.provider() == Provider::ContainerRegistry {
            self.states[provider] = match self.choosing_since {
                Some(_) => State::Written,
                None => State::AlreadyThere,
            };
            self.phase = Phase::Appearing(Some(snapshot.at));
            if !self.can_fill(&form) {
                return Next::Step(look(LOOK_MS));
            }
            self.last = Some((snapshot, form));
            return self.write_next();
        }
        match (form.provider(), control) {
            (Provider::Other(other), Some(control))
                if !control.ours && !self.replace.contains(&Field::Provider) =>
            {
                let other = other.clone();
                self.states[provider] = State::Kept;
                self.fail(Failure::OtherProvider(other))
            }
            (_, Some(_)) if !self.claims => self.fail(Failure::FieldsMissing),
            // The provider of a credential that is there isn't chosen: it is still being drawn.
            _ if form.edits() && self.claims => {
                self.phase = Phase::Appearing(Some(snapshot.at));
                Next::Step(look(LOOK_MS))
            }
            (_, Some(control)) if !control.enabled => {
                if self.is_patient(snapshot.at, LOADING_MS) {
                    return Next::Step(look(LOOK_MS));
                }
                self.states[provider] = State::Disabled;
                self.fail(Failure::ProviderNotOpened)
            }
            (_, Some(control)) => {
                let since = *self.choosing_since.get_or_insert(snapshot.at);
                let patient = snapshot.at - since < CHOICE_MS && self.tries[provider] < CHOICES;
                if !patient || self.idle_choices >= IDLE_CHOICES {
                    self.states[provider] = State::Waiting;
                    let shown = self.chose;
                    return self.fail(match shown {
                        true => Failure::ProviderNotShown,
                        false => Failure::ProviderNotOpened,
                    });
                }
                self.states[provider] = State::Writing;
                self.phase = Phase::Choosing;
                self.tries[provider] += 1;
                let wanted = labels::wanted_option();
                Next::Step(Step::Choose { control: control.id, wanted })
            }
            (_, None) => self.fail(Failure::Misunderstood),
        }
    }

    fn came_to(&mut self, outcome: Outcome) -> Next {
        match self.phase {
            Phase::Choosing => self.chosen(outcome),
            Phase::GivingBack => {
                self.states[position(Field::Provider)] = match outcome {
                    Outcome::Equal => State::Written,
                    _ => State::Changed,
                };
                self.report(None)
            }
            Phase::Checking(field) => match outcome {
                Outcome::Equal => self.settle(field, self.holds_it(field)),
                Outcome::Gone => self.resume(field, TRIES),
                _ => self.settle(field, State::Kept),
            },
            Phase::Comparing => match outcome {
                Outcome::Equal => match self.last.take() {
                    Some((_, form)) => self.finish(&form),
                    None => self.report(None),
                },
                Outcome::Gone | Outcome::Different { .. } => {
                    if let Outcome::Different { length } = outcome {
                        self.password_length = Some(length);
                        // As long as the secret, and an earlier one: it is to be written.
                        self.sent[position(Field::Password)] = false;
                    }
                    // What never got there wasn't changed by the page: its elements were gone.
                    self.rewrite(Field::Password, if self.equal { TRIES } else { GONE_TRIES })
                }
                _ => self.fail(Failure::Misunderstood),
            },
            _ => self.fail(Failure::Misunderstood),
        }
    }

    /// What became of the fields that were being written: those whose elements were gone are written
    /// once more, as often as there are tries.
    fn wrote(&mut self, outcomes: &[Outcome]) -> Next {
        let fields = std::mem::take(&mut self.writing);
        if fields.len() != outcomes.len() {
            return self.fail(Failure::Misunderstood);
        }
        let mut again = false;
        for (field, outcome) in fields.into_iter().zip(outcomes) {
            let at = position(field);
            self.states[at] = match outcome {
                Outcome::Equal => {
                    self.equal |= field == Field::Password;
                    self.read_back(field);
                    State::Written
                }
                Outcome::Different { length } => {
                    if field == Field::Password {
                        self.password_length = Some(*length);
                    }
                    State::Changed
                }
                Outcome::Disabled if self.tries[at] >= GONE_TRIES => State::Disabled,
                Outcome::Disabled => {
                    self.tries[at] += 1;
                    again = true;
                    State::Waiting
                }
                Outcome::Gone if self.tries[at] >= GONE_TRIES => State::Changed,
                Outcome::Gone => {
                    self.tries[at] += 1;
                    again = true;
                    State::Waiting
                }
                Outcome::NotOpened | Outcome::NoOption { .. } => {
                    return self.fail(Failure::Misunderstood);
                }
            };
        }
        self.phase = match self.appearing_since.take() {
            Some(since) => Phase::Appearing(Some(since)),
            None if again => Phase::Resuming,
            None => Phase::Reviewing,
        };
        Next::Step(look(if self.tries.iter().any(|tries| *tries > TRIES) { LOOK_MS } else { 0 }))
    }

    fn chosen(&mut self, outcome: Outcome) -> Next {
        let provider = position(Field::Provider);
        self.locked_since = None; // the fields have a time of their own
        match outcome {
            Outcome::Equal => {
                self.chose = true;
                self.states[provider] = State::Written;
                self.values[provider] = Some(CONTAINER_REGISTRY.to_owned());
                self.phase = Phase::Appearing(None);
            }
            // Re-created while it was open: look again and choose once more. A choice that the form
            // doesn't show where it was made may still have brought the fields.
            Outcome::Gone | Outcome::NotOpened | Outcome::Different { .. } => {
                if outcome != Outcome::Gone {
                    self.idle_choices += 1;
                }
                self.chose |= matches!(outcome, Outcome::Different { .. });
                self.phase = Phase::Looking(f64::NAN);
                // What isn't made anew all the time may be covered for a while.
                if outcome == Outcome::Gone && self.tries[provider] > TRIES {
                    return Next::Step(look(LOOK_MS));
                }
            }
            Outcome::NoOption { seen } => {
                self.states[provider] = State::Waiting;
                return self.fail(Failure::NoContainerRegistry(seen));
            }
            Outcome::Disabled => {
                self.states[provider] = State::Disabled;
                return self.fail(Failure::ProviderNotOpened);
            }
        }
        Next::Step(look(0))
    }

    /// Whether the key's id stands in the form already.
    fn holds_user_name(&self, snapshot: &Snapshot, form: &Form) -> bool {
        let control = form.control(Field::UserName).and_then(|id| snapshot.control(id));
        let wanted = self.wanted.value(Field::UserName);
        wanted.is_none_or(|value| control.is_some_and(|control| control.holds(value.expose())))
    }

    /// What `field` shows is what was written, until a later look says otherwise.
    fn read_back(&mut self, field: Field) {
        let Some(value) = self.wanted.value(field) else { return };
        if field == Field::Password {
            self.password_length = Some(utf16_length(value));
        } else {
            self.values[position(field)] = Some(value.expose().to_owned());
        }
    }

    /// The state of a field that holds what it should without a write just now: a page that
    /// re-creates its elements keeps what was written into the old ones.
    fn holds_it(&self, field: Field) -> State {
        if self.sent[position(field)] { State::Written } else { State::AlreadyThere }
    }

    fn settle(&mut self, field: Field, state: State) -> Next {
        self.states[position(field)] = state;
        self.write_next()
    }

    /// The element of `field` was gone: look for its successor, or give the field up after `most` tries.
    fn resume(&mut self, field: Field, most: u8) -> Next {
        if self.tries[position(field)] >= most {
            return self.settle(field, State::Changed);
        }
        self.states[position(field)] = State::Waiting;
        self.tries[position(field)] += 1;
        self.phase = Phase::Resuming;
        Next::Step(look(0))
    }

    /// A field that was right isn't any more, or never was: write it once more, `most` times.
    fn rewrite(&mut self, field: Field, most: u8) -> Next {
        if self.tries[position(field)] >= most {
            // What took it may have taken the others as well: look once more.
            self.states[position(field)] = State::Changed;
            self.phase = Phase::Reviewing;
            return Next::Step(look(0));
        }
        self.resume(field, most)
    }

    /// The next step for the fields that had no turn yet, or the last look. A password that somebody
    /// typed is compared before anything is written.
    fn write_next(&mut self) -> Next {
        let Some((snapshot, form)) = self.last.take() else {
            return self.fail(Failure::Misunderstood);
        };
        let mut writes = Vec::new();
        let mut is_locked = false;
        for field in Field::FORM {
            let at = position(field);
            let (State::Waiting, Some(value)) = (&self.states[at], self.wanted.value(field)) else {
                continue;
            };
            if self.appearing_since.is_some() && field != Field::Name {
                continue;
            }
            let Some(control) = form.control(field).and_then(|id| snapshot.control(id)) else {
                continue;
            };
            let is_held = match field {
                // Perhaps: an earlier secret is as long. The last look compares it.
                Field::Password => {
                    self.sent[at] && control.ours && control.length == utf16_length(value)
                }
                // What hides what it holds may hold an earlier key's, which is as long.
                _ => {
                    control.value == value.expose()
                        || (self.sent[at] && control.holds(value.expose()))
                }
            };
            if is_held {
                self.states[at] = self.holds_it(field);
                continue;
            }
            let may_replace = self.replace.contains(&field);
            let foreign = control.length > 0 && !control.ours && !may_replace;
            // The two halves of a key go together: beside another user name the secret stays out.
            let user_name = &self.states[position(Field::UserName)];
            let is_alone = field == Field::Password && self.claims;
            if is_alone && *user_name == State::Waiting && is_locked {
                continue;
            }
            let is_others = is_alone
                && match user_name {
                    State::Kept => !may_replace,
                    State::Disabled => !self.holds_user_name(&snapshot, &form),
                    _ => false,
                };
            if (foreign && field != Field::Password) || (is_others && control.length == 0) {
                self.states[at] = State::Kept;
                continue;
            }
            // What is read-only may be so only until somebody comes to it: that is tried.
            let is_locked_up = !control.read_only || self.tries[at] >= TRIES;
            if !control.enabled && is_locked_up {
                match self.is_patient(snapshot.at, LOCKED_MS) {
                    true => is_locked = true,
                    false => self.states[at] = State::Disabled,
                }
                continue;
            }
            let (length, value) = (control.length, value.clone());
            let control = control.id;
            if foreign {
                self.states[at] = State::Writing;
                self.phase = Phase::Checking(field);
                self.last = Some((snapshot, form));
                return Next::Step(Step::Compare { control, value });
            }
            writes.push((field, Writing { control, value, length }));
        }
        self.last = Some((snapshot, form));
        if writes.is_empty() {
            self.phase = if is_locked { Phase::Resuming } else { Phase::Reviewing };
            return Next::Step(look(if is_locked { LOOK_MS } else { 0 }));
        }
        self.phase = Phase::Writing;
        for (field, _) in &writes {
            self.states[position(*field)] = State::Writing;
            self.sent[position(*field)] = true;
        }
        let fields;
        (self.writing, fields) = writes.into_iter().unzip();
        Next::Step(Step::Write { fields, ours: self.claims })
    }

    /// The last look: whatever was written must still be there, and what wasn't to be seen when its
    /// turn came may be there now.
    fn review(&mut self, snapshot: Snapshot, form: Form) -> Next {
        // The key alone, and no name ever since the first look: an earlier page has it.
        let name = position(Field::Name);
        let is_rest = form.control(Field::Name).or(form.control(Field::Provider)).is_none();
        let had_name = self.before.as_ref().is_some_and(|before| before[name].is_some());
        if is_rest && !had_name && self.states[name] == State::Waiting {
            self.states[name] = State::AlreadyThere;
        }
        let left_out = |field: &Field| {
            self.states[position(*field)] == State::Waiting && self.wanted.value(*field).is_some()
        };
        if let Some(field) = Field::FORM.into_iter().find(left_out) {
            if form.control(field).is_some() {
                self.last = Some((snapshot, form));
                return self.write_next();
            }
            self.missed += 1;
            if self.missed < TRIES && !form.edits() {
                return Next::Step(look(LOOK_MS));
            }
        }
        for field in [Field::Name, Field::UserName, Field::Registry] {
            let Some(value) = self.wanted.value(field) else { continue };
            let Some(control) = form.control(field).and_then(|id| snapshot.control(id)) else {
                continue;
            };
            if self.states[position(field)].is_right() && !control.holds(value.expose()) {
                let again = self.tries[position(field)] + 1 < TRIES;
                if again {
                    self.last = Some((snapshot, form));
                    return self.resume(field, TRIES);
                }
                self.states[position(field)] = State::Changed;
            }
        }
        let password = form.control(Field::Password).zip(self.wanted.password.clone());
        // What Keyferry wrote, and is as long as the secret, is the secret: nothing has to be compared.
        let is_told = form
            .control(Field::Password)
            .and_then(|id| snapshot.control(id))
            .is_some_and(|control| {
                self.equal
                    && control.ours
                    && self.wanted.password.as_ref().map(utf16_length) == Some(control.length)
            });
        match password {
            Some((control, value))
                if self.states[position(Field::Password)].is_right() && !is_told =>
            {
                self.phase = Phase::Comparing;
                self.last = Some((snapshot, form));
                Next::Step(Step::Compare { control, value })
            }
            _ => self.finish(&form),
        }
    }

    /// Everything is written. What is left is a provider to give back: its fields take those of
    /// Container registry away, so it comes last.
    fn finish(&mut self, form: &Form) -> Next {
        let provider = self.wanted.provider.as_deref().zip(form.control(Field::Provider));
        let Some((text, control)) = provider else { return self.report(None) };
        self.phase = Phase::GivingBack;
        Next::Step(Step::Choose { control, wanted: vec![labels::fold(text)] })
    }

    fn take_values(&mut self, snapshot: &Snapshot, form: &Form) {
        let control = |field: Field| -> Option<&Control> {
            form.control(field).and_then(|id| snapshot.control(id))
        };
        let values = Field::FORM.map(|field| match field {
            Field::Password => None,
            Field::Provider if self.chose && self.can_fill(form) => {
                Some(CONTAINER_REGISTRY.to_owned())
            }
            // What an unchosen provider shows is a prompt, not a value.
            Field::Provider if *form.provider() == Provider::Unchosen => Some(String::new()),
            // A page that edits a credential may show its provider nowhere.
            Field::Provider if *form.provider() == Provider::ContainerRegistry => {
                Some(CONTAINER_REGISTRY.to_owned())
            }
            _ => control(field).map(|control| match self.wanted.value(field) {
                Some(value) if self.sent[position(field)] && control.holds(value.expose()) => {
                    value.expose().to_owned()
                }
                _ => control.value.clone(),
            }),
        });
        let before = self.before.get_or_insert_with(Default::default);
        for (at, value) in values.iter().enumerate() {
            // Fields that come later come with what stood in them before anything was written.
            if before[at].is_none() && self.states[at] == State::Waiting {
                before[at].clone_from(value);
            }
        }
        self.values = values;
        self.password_length = control(Field::Password).map(|control| control.length);
        if self.states[position(Field::Password)] == State::Waiting {
            self.password_before = self.password_before.or(self.password_length);
        }
    }

    fn report(&mut self, failure: Option<Failure>) -> Next {
        for state in &mut self.states {
            if *state == State::Writing {
                *state = State::Waiting;
            }
        }
        // Without the last look, what was seen last decides: a page may have emptied or taken away a
        // field after it was written.
        if failure.is_some() {
            for field in [Field::Name, Field::UserName, Field::Password, Field::Registry] {
                let at = position(field);
                let Some(value) = self.wanted.value(field) else { continue };
                let holds = match field {
                    Field::Password => self.password_length == Some(utf16_length(value)),
                    _ => self.values[at].as_deref() == Some(value.expose()),
                };
                if self.states[at].is_right() && !holds {
                    self.states[at] = State::Changed;
                }
                // Re-created just after it was written, and not compared any more.
                if self.states[at] == State::Waiting && self.sent[at] && holds {
                    self.states[at] = State::Written;
                }
            }
        }
        Next::Done(Box::new(Report {
            states: self.states.clone(),
            values: self.values.clone(),
            password_length: self.password_length,
            before: self.before.clone().unwrap_or_default(),
            password_before: self.password_before,
            failure,
            page: self.page.clone(),
        }))
    }
}

/// A value's length as JavaScript counts it.
fn utf16_length(value: &Value) -> u32 {
    u32::try_from(value.expose().encode_utf16().count()).unwrap_or(u32::MAX)
}

/// A look at the page as it is, or as it is after its next change.
pub fn look(wait_ms: u32) -> Step {
    Step::Look { landmarks: labels::landmarks(), wanted: labels::wanted_option(), wait_ms }
}
