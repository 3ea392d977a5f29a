//! A page with a form, simulated: it answers steps as the content script on a page would, and it
//! misbehaves as pages do. It watches what is done to it as well: a secret in the wrong control, a
//! value of the user's overwritten or a button pressed ends the test.

use super::drawing::{Drawing, Part, button, choice, password, text};
use keyferry::finding::Field;
use keyferry::form::{
    Answer, Fill, Next, Outcome, Provider, Report, Snapshot, Source, Step, Value, Writing,
    recognise,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The fields that are written, in the form's order.
pub const WRITTEN: [Field; 4] = [Field::Name, Field::UserName, Field::Password, Field::Registry];

/// No fill of a page that behaves takes more steps; those that don't get the same.
pub const MOST_STEPS: usize = 60;

/// How the form is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Angular Material, 23.4 and later.
    Material,
    /// Bootstrap, up to 23.3.
    Bootstrap,
}

/// One field of the page.
#[derive(Debug, Clone, Default)]
pub struct Slot {
    /// Its value, in the page's own model.
    pub value: String,
    /// Whether Keyferry wrote it and nobody touched it since.
    pub ours: bool,
    /// Whether it takes no input.
    pub disabled: bool,
}

/// What a page makes of a value that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// At once: the write reads back as something else.
    AtOnce,
    /// Before the next look, which may be that of the same answer: the write reads back as it should.
    Later,
}

/// What is about to be done to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    /// A look, asked for or at the end of another step.
    Look,
    /// A choice, a comparison, or the first value of a write.
    Act,
    /// A further value of a write. They follow one another at once, so nobody types between them.
    GoOn,
}

/// Where a page shows its provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// In what is pressed to choose it.
    InPlace,
    /// Elsewhere: what is pressed goes on reading `Select provider`, whatever is chosen.
    Elsewhere,
    /// In no control: the page edits a credential, whose provider is mere text.
    AsText,
}

/// What a step sends to the page, control by control.
pub fn sent(step: &Step) -> Vec<(u32, &Value)> {
    match step {
        Step::Write { fields, .. } => {
            fields.iter().map(|field| (field.control, &field.value)).collect()
        }
        Step::Compare { control, value } => vec![(*control, value)],
        Step::Look { .. } | Step::Choose { .. } => Vec::new(),
    }
}

/// A page, with everything that may go wrong in it. What goes wrong does so before a moment: these are
/// counted on through all steps, and each look, choice, comparison and value written is one. A choice
/// is two with the look that ends it, and a write of four values is five.
#[derive(Debug, Clone)]
pub struct FakePage {
    /// How it is drawn.
    pub look: Look,
    /// What the provider shows; empty while nothing is chosen.
    pub provider: String,
    /// Whether the provider takes no input.
    pub provider_disabled: bool,
    /// Where the provider is shown.
    pub shown: Shown,
    /// The other four fields.
    pub slots: BTreeMap<Field, Slot>,
    /// What the provider offers.
    pub options: Vec<&'static str>,
    /// How often the provider's list stays shut before it opens.
    pub shut: usize,
    /// How often the provider is re-created while it is being chosen, and how long that takes.
    pub restless: usize,
    /// How many milliseconds every choice takes.
    pub choice_ms: f64,
    /// How many looks pass before the form is there.
    pub form_after: usize,
    /// How many looks pass after the choice before its fields are there.
    pub fields_after: usize,
    /// The moments before which every element is re-created under a new id. The model stays.
    pub recreated_before: BTreeSet<usize>,
    /// Whether what Keyferry wrote is known to be its own in new elements too.
    pub claims_stay: bool,
    /// The moments before which the form is re-created empty, as a reset does it.
    pub emptied_before: BTreeSet<usize>,
    /// The looks, by their moments, in which the form is away.
    pub away_before: BTreeSet<usize>,
    /// The moment before which the page takes the choice of the provider back, and its fields away.
    pub taken_back_before: Option<usize>,
    /// What the page changes after a write, and how often.
    pub changes: BTreeMap<Field, (Change, usize)>,
    /// What the user types before the first look from which moment on.
    pub typed_before: BTreeMap<usize, (Field, &'static str)>,
    /// What the user types right before which moment, be it a look or not; within a write, after it.
    pub typed_at: BTreeMap<usize, (Field, &'static str)>,
    /// The looks, counted from the first that finds the form, in which a field isn't to be seen.
    pub covered: BTreeMap<Field, Range<usize>>,
    /// The step that reaches another document.
    pub left_before: Option<usize>,
    /// The moment before which the application goes to another address of its own.
    pub moved_before: Option<usize>,
    /// Whether the page's clock stands still.
    pub clock_stands: bool,
    /// The fields in which a fill may write over the user's value.
    pub replace: Vec<Field>,
    /// The secret that belongs into Password and nowhere else.
    pub secret: String,
    /// How many steps were asked.
    pub steps: usize,
    /// How many moments there were.
    pub moments: usize,
    /// How often a choice was asked for, and what the last step was.
    pub choices: usize,
    pub last_step: Option<Step>,
    /// What nothing but the page itself touches.
    pub own: Own,
}

/// A page's own business.
#[derive(Debug, Clone, Default)]
pub struct Own {
    now: f64,
    next_id: u32,
    /// The ids that the elements have now.
    ids: BTreeMap<Field, u32>,
    /// Which field every id ever given belonged to.
    known: BTreeMap<u32, Field>,
    looks: usize,
    looks_at_form: usize,
    looks_since_choice: usize,
    away: bool,
    /// What the page changes before the next look.
    due: Vec<Field>,
    last: Option<Snapshot>,
}

impl FakePage {
    /// A page that behaves, with an empty form.
    pub fn new(look: Look) -> FakePage {
        let slots = WRITTEN.map(|field| (field, Slot::default()));
        let mut page = FakePage {
            look,
            provider: String::new(),
            provider_disabled: false,
            shown: Shown::InPlace,
            slots: slots.into_iter().collect(),
            options: vec!["AWS", "Azure", "GitHub", "Container registry", "SSH"],
            shut: 0,
            restless: 0,
            choice_ms: 0.0,
            form_after: 0,
            fields_after: 0,
            recreated_before: BTreeSet::new(),
            claims_stay: false,
            emptied_before: BTreeSet::new(),
            away_before: BTreeSet::new(),
            taken_back_before: None,
            changes: BTreeMap::new(),
            typed_before: BTreeMap::new(),
            typed_at: BTreeMap::new(),
            covered: BTreeMap::new(),
            left_before: None,
            moved_before: None,
            clock_stands: false,
            replace: Vec::new(),
            secret: String::new(),
            steps: 0,
            moments: 0,
            choices: 0,
            last_step: None,
            // A page that was open for a while.
            own: Own { now: 100_000.0, ..Own::default() },
        };
        page.recreate();
        page
    }

    /// The same with a value of the user's in a field.
    pub fn holding(mut self, field: Field, value: &str) -> FakePage {
        self.slot(field).value = value.to_owned();
        self
    }

    /// The same with Container registry chosen.
    pub fn chosen(mut self) -> FakePage {
        self.provider = "Container registry".to_owned();
        self
    }

    /// The page of a credential that is there already, with a key and a registry server.
    pub fn editing(self) -> FakePage {
        let page = FakePage { shown: Shown::AsText, ..self.chosen() };
        page.holding(Field::Name, "wave-ecr")
            .holding(Field::UserName, "AKIARZPUZDIKLVLVLVLV")
            .holding(Field::Registry, "123456789012.dkr.ecr.eu-west-1.amazonaws.com")
    }

    /// What a field holds, as the page's own model has it.
    pub fn value(&self, field: Field) -> &str {
        &self.slots[&field].value
    }

    /// The slot of a field.
    pub fn slot(&mut self, field: Field) -> &mut Slot {
        self.slots.entry(field).or_default()
    }

    /// Runs a fill to its end.
    pub fn run(&mut self, fill: &mut Fill) -> Report {
        let mut step = fill.start();
        loop {
            assert!(self.steps < MOST_STEPS, "no end after {MOST_STEPS} steps: {self:?}");
            let answer = self.answer(&step).check().unwrap();
            step = match fill.next(answer) {
                Next::Step(step) => step,
                Next::Done(report) => return *report,
            };
        }
    }

    /// Carries out a step.
    pub fn answer(&mut self, step: &Step) -> Answer {
        let number = self.steps;
        self.steps += 1;
        self.last_step = Some(step.clone());
        if self.left_before.is_some_and(|left| left <= number) {
            return Answer::OtherDocument;
        }
        if !self.clock_stands {
            self.own.now += 1.0;
        }
        match step {
            Step::Look { wait_ms, .. } => Answer::Snapshot(self.look(*wait_ms)),
            Step::Choose { control, wanted } => {
                self.before(Then::Act);
                let outcomes = vec![self.choose(*control, wanted)];
                Answer::Outcomes { outcomes, snapshot: self.look(0) }
            }
            Step::Write { fields, ours } => {
                self.before(Then::Act);
                let outcomes = self.write(fields, *ours);
                Answer::Outcomes { outcomes, snapshot: self.look(0) }
            }
            Step::Compare { control, value } => {
                self.before(Then::Act);
                Answer::Outcome(self.compare(*control, value.expose()))
            }
        }
    }

    fn look(&mut self, wait_ms: u32) -> Snapshot {
        self.before(Then::Look);
        self.snapshot(wait_ms)
    }

    /// What goes wrong before the next thing is done.
    fn before(&mut self, then: Then) {
        let moment = self.moments;
        self.moments += 1;
        if self.recreated_before.contains(&moment) {
            self.recreate();
        }
        if self.emptied_before.contains(&moment) {
            self.recreate();
            for slot in self.slots.values_mut() {
                *slot = Slot { disabled: slot.disabled, ..Slot::default() };
            }
        }
        if self.taken_back_before == Some(moment) {
            self.provider.clear();
        }
        let typed_by_now = |typed: &mut BTreeMap<usize, (Field, &'static str)>| {
            let later = typed.split_off(&(moment + 1));
            std::mem::replace(typed, later)
        };
        let mut typed = Vec::new();
        if then == Then::Look {
            typed.extend(typed_by_now(&mut self.typed_before).into_values());
        }
        if then != Then::GoOn {
            typed.extend(typed_by_now(&mut self.typed_at).into_values());
        }
        for (field, value) in typed {
            self.type_into(field, value);
        }
        self.own.away = self.away_before.contains(&moment);
    }

    /// What a person does.
    pub fn type_into(&mut self, field: Field, value: &str) {
        let slot = self.slot(field);
        *slot = Slot { value: value.to_owned(), ours: false, disabled: slot.disabled };
    }

    /// What the form holds now, for what looks at it after a fill.
    pub fn snapshot(&mut self, wait_ms: u32) -> Snapshot {
        if wait_ms > 0 && !self.clock_stands {
            self.own.now += f64::from(wait_ms);
        }
        for field in std::mem::take(&mut self.own.due) {
            self.slot(field).value.push('!');
        }
        let is_there = self.own.looks >= self.form_after && !self.own.away;
        self.own.looks += 1;
        let has_fields = self.provider == "Container registry"
            && self.own.looks_since_choice >= self.fields_after;
        self.own.looks_since_choice += 1;
        let mut snapshot = match is_there {
            true => self.draw(has_fields).done(),
            false => Drawing::new().with(button("Menu")).done(),
        };
        if is_there {
            let look = self.own.looks_at_form;
            let ids = &self.own.ids;
            let hidden: Vec<u32> = self
                .covered
                .iter()
                .filter(|(_, looks)| looks.contains(&look))
                .map(|(field, _)| ids[field])
                .collect();
            snapshot.controls.retain(|control| !hidden.contains(&control.id));
            self.own.looks_at_form += 1;
        }
        snapshot.at = self.own.now;
        if self.moved_before.is_some_and(|moved| moved < self.moments) {
            snapshot.path.push_str("/elsewhere");
        }
        self.own.last = Some(snapshot.clone());
        snapshot
    }

    fn draw(&self, has_fields: bool) -> Drawing {
        let part = |field: Field, part: Part, label: &str, placeholder: &str| {
            let slot = self.slots.get(&field);
            let part = part.id(self.own.ids[&field]);
            let part = match (self.look, placeholder) {
                (Look::Material, _) => part.label(label).says(Source::Before, label),
                (Look::Bootstrap, "") => part.says(Source::Before, label),
                (Look::Bootstrap, placeholder) => {
                    part.says(Source::Before, label).says(Source::Placeholder, placeholder)
                }
            };
            match slot {
                Some(slot) => part.shows(&slot.value).ours(slot.ours).enabled(!slot.disabled),
                None => part,
            }
        };
        let shown = match self.look {
            _ if self.shown == Shown::Elsewhere => "Select provider",
            Look::Bootstrap if self.provider.is_empty() => "Choose a credentials provider",
            _ => &self.provider,
        };
        let mut drawing = Drawing::new()
            .with(text().id(900).says(Source::Placeholder, "Search"))
            .inside(0, "New Credentials")
            .with(part(Field::Name, text(), "Name", "Type a name"));
        if self.shown == Shown::AsText {
            drawing = drawing.at("/orgs/genomics/workspaces/rnaseq-prod/credentials/5NvxF0rQ/edit");
        } else {
            drawing = drawing.with(
                part(Field::Provider, choice(), "Provider", "")
                    .shows(shown)
                    .enabled(!self.provider_disabled),
            );
        }
        if has_fields {
            drawing = drawing
                .with(part(Field::UserName, text(), "User name", "Type the registry user name"))
                .with(part(Field::Password, password(), "Password", "Type the  registry password"))
                .with(part(
                    Field::Registry,
                    text(),
                    "Registry server",
                    "Type the registry server name e.g. docker.io",
                ));
        }
        drawing.with(button("Cancel").id(901)).with(button("Add").id(902))
    }

    fn choose(&mut self, control: u32, wanted: &[String]) -> Outcome {
        assert_eq!(
            self.own.known.get(&control),
            Some(&Field::Provider),
            "chose in another control"
        );
        self.choices += 1;
        self.own.now += self.choice_ms;
        if self.own.ids[&Field::Provider] != control {
            return Outcome::Gone;
        }
        if self.provider_disabled {
            return Outcome::Disabled;
        }
        if self.shut > 0 {
            self.shut -= 1;
            return Outcome::NotOpened;
        }
        if self.restless > 0 {
            self.restless -= 1;
            self.recreate();
            return Outcome::Gone;
        }
        match self.options.iter().find(|option| wanted.contains(&option.to_lowercase())) {
            Some(option) => {
                if self.provider != *option {
                    self.provider = (*option).to_owned();
                    self.own.looks_since_choice = 0;
                }
                match self.shown {
                    Shown::Elsewhere => Outcome::Different { length: 15 },
                    _ => Outcome::Equal,
                }
            }
            None => {
                Outcome::NoOption { seen: self.options.iter().map(|text| (*text).into()).collect() }
            }
        }
    }

    /// Which controls are to be written is found out before the first is, and what they hold is
    /// compared after the last, as the content script does.
    fn write(&mut self, fields: &[Writing], ours: bool) -> Vec<Outcome> {
        let targets: Vec<_> = fields.iter().map(|one| self.target(one)).collect();
        let mut outcomes = Vec::new();
        for (at, (one, target)) in fields.iter().zip(targets).enumerate() {
            if at > 0 {
                self.before(Then::GoOn);
            }
            outcomes.push(match target {
                Some(field) if self.is_there(field, one.control) => {
                    self.write_into(field, one.value.expose(), ours)
                }
                _ => Some(Outcome::Gone),
            });
        }
        let compared = fields.iter().zip(outcomes).map(|(one, outcome)| {
            outcome.unwrap_or_else(|| self.compare(one.control, one.value.expose()))
        });
        compared.collect()
    }

    /// The field to write a value into, if its element holds what was seen.
    fn target(&self, one: &Writing) -> Option<Field> {
        let field = self.addressed(one.control, one.value.expose())?;
        let slot = &self.slots[&field];
        if slot.value.encode_utf16().count() as u32 != one.length {
            return None;
        }
        assert!(
            slot.value.is_empty() || slot.ours || self.replace.contains(&field),
            "wrote over the user's own {field:?}"
        );
        Some(field)
    }

    /// Writes one value; says why not, if not.
    fn write_into(&mut self, field: Field, value: &str, ours: bool) -> Option<Outcome> {
        let slot = self.slot(field);
        if slot.disabled {
            return Some(Outcome::Disabled);
        }
        slot.value = value.to_owned();
        slot.ours = ours;
        if let Some((change, times @ 1..)) = self.changes.get_mut(&field) {
            *times -= 1;
            match change {
                Change::AtOnce => self.slot(field).value.push('!'),
                Change::Later => self.own.due.push(field),
            }
        }
        None
    }

    fn compare(&self, control: u32, value: &str) -> Outcome {
        let Some(field) = self.addressed(control, value) else { return Outcome::Gone };
        let found = &self.slots[&field].value;
        if found == value {
            Outcome::Equal
        } else {
            Outcome::Different { length: found.encode_utf16().count() as u32 }
        }
    }

    /// The field of a control, if the element is still there. Watches that the secret goes into the
    /// password of a complete form only, and everything else into a field that was seen.
    fn addressed(&self, control: u32, value: &str) -> Option<Field> {
        let field = *self.own.known.get(&control).unwrap();
        assert_ne!(field, Field::Provider, "wrote into the provider");
        let form = self.own.last.as_ref().and_then(recognise).unwrap();
        // The name alone may come before the fields of the key.
        let is_chosen = form.is_complete()
            || (field == Field::Name && *form.provider() == Provider::ContainerRegistry)
            || (self.shown == Shown::Elsewhere && self.provider == "Container registry");
        assert!(is_chosen, "wrote into a form that isn't complete");
        assert_eq!(form.control(field), Some(control), "wrote into a control seen before only");
        let is_secret = !self.secret.is_empty() && value == self.secret;
        assert_eq!(is_secret, field == Field::Password && !value.is_empty(), "{field:?}");
        self.is_there(field, control).then_some(field)
    }

    /// Whether a control is still that of a field. All but Name are there with their provider only.
    fn is_there(&self, field: Field, control: u32) -> bool {
        let is_shown = field == Field::Name || self.provider == "Container registry";
        is_shown && self.own.ids[&field] == control
    }

    /// Gives every element a new id. What Keyferry wrote is no longer known to be its own, unless
    /// `claims_stay`.
    fn recreate(&mut self) {
        for field in Field::FORM {
            self.own.next_id += 1;
            self.own.ids.insert(field, self.own.next_id);
            self.own.known.insert(self.own.next_id, field);
        }
        for slot in self.slots.values_mut() {
            slot.ours &= self.claims_stay;
        }
    }
}
