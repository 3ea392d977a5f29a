//! From the file to the form: what has come in is read, completed and filled in.

use super::{Focus, LATER_MS, QUIET_MS, Shared};
use crate::aws::RegistryHost;
use crate::credential::{Draft, InForm, RegionChoice, Registry};
use crate::finding::{Code, Field, Finding};
use crate::form::{
    Answer, Failure, Fill, Judged, Next, Page, Report, Request, Snapshot, Step, Wanted,
};
use crate::key_file::{Key, KeyFile};
use crate::web::panel::file::{self, Incoming, Read};
use crate::web::panel::host::{Lost, Target};
use crate::web::panel::state::{After, Filled, Progress, Question, Rotation, Seen, Shows, State};

impl Shared {
    /// Something was dropped, chosen or pasted.
    pub(super) fn take(&self, incoming: Result<Incoming, Finding>) {
        if let State::Filling(progress) = &mut self.0.borrow_mut().state {
            // What is half written can't be left so; the other file is turned away, and it is said.
            progress.turned_away = true;
            return;
        }
        self.0.borrow_mut().under_way = true;
        self.spawn(async move |shared| {
            let turn = shared.new_turn();
            let read = match incoming {
                Ok(incoming) => file::read(incoming).await,
                Err(finding) => Err((String::new(), finding)),
            };
            if !shared.is_turn(turn) {
                return; // something else came in meanwhile: the last one counts
            }
            match read {
                Err((file, finding)) => shared.set(State::Refused { file, finding }),
                Ok(Read { file: KeyFile { keys, findings, .. }, name }) if keys.len() > 1 => {
                    let of_file = findings;
                    shared.set(State::ChooseKey { keys, file: name, of_file, chosen: 0 });
                }
                Ok(Read { file: KeyFile { keys, findings, .. }, name }) => {
                    if let Some(key) = keys.into_iter().next() {
                        shared.with_key(turn, key, &name, findings).await;
                    }
                }
            }
        });
    }

    /// One key is there: everything that the page and the instance know of it is gathered.
    pub(super) async fn with_key(&self, turn: u32, key: Key, file: &str, of_file: Vec<Finding>) {
        let seen = self.look_now().await;
        let recent = self.recent_regions().await;
        let draft = {
            let panel = self.0.borrow();
            let nothing = InForm::default();
            let in_form = match &panel.seen {
                Seen::Form(in_form) => in_form,
                Seen::Nothing | Seen::NoForm | Seen::OtherForm(_) => &nothing,
            };
            Draft { of_file, ..Draft::new(key, file, in_form, recent.into_iter().next()) }
        };
        if let (true, Some(seen)) = (self.is_turn(turn), &seen) {
            self.inquire_before(&draft, seen);
        }
        self.go_on(turn, draft, seen).await;
    }

    /// Looks at the page, then goes on.
    pub(super) async fn proceed(&self, turn: u32, draft: Draft) {
        let seen = self.look_now().await;
        self.go_on(turn, draft, seen).await;
    }

    /// Asks what is missing, or fills; unless something else was begun since `turn`. `seen` is what the
    /// page looked like just now.
    async fn go_on(&self, turn: u32, draft: Draft, seen: Option<Snapshot>) {
        if !self.is_turn(turn) {
            return;
        }
        let in_form = match &self.0.borrow().seen {
            Seen::Form(in_form) => Some(in_form.clone()),
            Seen::Nothing | Seen::NoForm | Seen::OtherForm(_) => None,
        };
        let Some(in_form) = in_form else {
            // The frame goes with the page, so that nothing could be done with the key in it.
            let framed = self.0.borrow().host.framed();
            let draft = if framed { draft.without_secret() } else { draft };
            return self.set(State::NoForm(Box::new(draft)));
        };
        if let (true, Some(snapshot)) = (in_form.edits, &seen) {
            let (page, target) = (Page::of(snapshot), self.0.borrow().target.clone());
            let rotation = Rotation { draft, in_form, page, target };
            return self.set(State::Rotating(Box::new(rotation)));
        }
        let Some(missing) = draft.missing() else {
            return self.fill(draft, Vec::new(), None, seen).await;
        };
        let recent = self.recent_regions().await;
        if !self.is_turn(turn) {
            return;
        }
        let chosen = draft.region.as_ref().map(|region| &region.value);
        let regions = RegionChoice::new(recent, chosen);
        self.set(State::ChooseRegistry(Box::new(Question {
            account: missing.account.then(String::new),
            draft,
            regions,
            wrong: None,
            earlier: None,
        })));
    }

    /// Fills the target's form. `earlier` is the fill that this one goes on with: on its page, if the
    /// user now lets values be replaced there.
    pub(super) async fn fill(
        &self,
        draft: Draft,
        mut replace: Vec<Field>,
        earlier: Option<(Report, Target)>,
        seen: Option<Snapshot>,
    ) {
        let Some(mut credential) = draft.credential() else {
            return self.set(State::NoForm(Box::new(draft)));
        };
        let turn = self.0.borrow().turn;
        let free = self.free_name(&draft, &credential).await;
        if !self.is_turn(turn) {
            return; // something else came in meanwhile: the last one counts
        }
        let taken = free.map(|free| std::mem::replace(&mut credential.name, free).to_string());
        let mended = self.mended_registry(&credential.registry.to_string());
        let goes_on = earlier.filter(|_| !replace.is_empty());
        if mended.is_some() {
            replace.push(Field::Registry);
        }
        let judged = Judged::by(&credential, draft.id.account());
        let mut fill = Fill::new(Wanted::from(&credential), replace);
        let mut target = self.0.borrow().target.clone();
        if let Some((report, its_target)) = &goes_on {
            fill = fill.on(report.page.clone());
            target = its_target.clone();
        }
        let length = credential.password.len();
        drop(credential);
        let run = self.run(fill, &target, judged.ours.clone(), length, seen).await;
        let Some(mut report) = run else { return };
        if let Some((earlier, _)) = &goes_on {
            report.before = merge_before(earlier, &report);
            report.password_before = earlier.password_before.or(report.password_before);
        }
        let findings = Vec::new();
        let filled = Filled {
            report,
            judged,
            findings,
            draft,
            target,
            edits: false,
            undone: false,
            provider_given_back: false,
            mended,
            taken,
            after: After::default(),
        };
        self.remember_region(&filled);
        self.show_filled(filled);
    }

    /// Replaces the key of a credential that is there; its name, provider and registry stay.
    pub(super) async fn rotate(&self, rotation: Rotation) {
        let Rotation { draft, page, target, .. } = rotation;
        let Some(secret) = &draft.secret else {
            return self.set(State::NoForm(Box::new(draft)));
        };
        let wanted = Wanted::key(&draft.id, secret);
        let (judged, length) = (Judged::by_key(&draft.id, secret), secret.len());
        let fill = Fill::new(wanted, vec![Field::UserName, Field::Password]).on(Some(page));
        let run = self.run(fill, &target, judged.ours.clone(), length, None).await;
        let Some(report) = run else { return };
        self.show_filled(Filled {
            report: report.beside_what_stays(),
            judged,
            findings: Vec::new(),
            draft,
            target,
            edits: true,
            undone: false,
            provider_given_back: false,
            mended: None,
            taken: None,
            after: After::default(),
        });
    }

    /// The region that now stands in the form is the one to offer first on this instance.
    pub(super) fn remember_region(&self, filled: &Filled) {
        let Some(region) = &filled.draft.region else { return };
        let private = filled.draft.registry == Registry::Private;
        if private && filled.report.state(Field::Registry).is_right() {
            let (origin, region) = (filled.target.origin().to_owned(), region.value.clone());
            self.0.borrow_mut().recent = None;
            self.spawn(async move |shared| {
                shared.host().remember_region(&origin, region.as_str()).await;
                shared.0.borrow_mut().recent = None;
            });
        }
    }

    /// The registry server that stands in the form, if it means `host` without being it.
    pub(super) fn mended_registry(&self, host: &str) -> Option<String> {
        let panel = self.0.borrow();
        let Seen::Form(InForm { registry: Some(text), .. }) = &panel.seen else { return None };
        let meant = RegistryHost::normalise(text).host.ok()?;
        (text != host && meant.to_string() == host).then(|| text.clone())
    }

    pub(super) fn show_filled(&self, mut filled: Filled) {
        if let State::Filling(progress) = &self.0.borrow().state
            && progress.turned_away
        {
            filled.draft.of_file.push(Finding::new(Code::FileWhileFilling));
        }
        filled.after.shows = Shows::Fields;
        filled.after.checked = false; // another form was, if any was
        self.tell(&mut filled);
        // Until somebody presses **Check with AWS**, or two minutes have passed.
        let may_check = self.0.borrow().host.checks_aws() && filled.to_check().is_some();
        if !may_check && !filled.needs_secret() {
            filled.draft.secret = None;
        }
        self.host_notes(&filled.findings);
        self.set(State::Filled(Box::new(filled)));
        self.inquire();
        // A page may still be about to put its own values there, once they have come.
        self.after(LATER_MS, |shared| {
            shared.spawn(async move |shared| shared.look_at_target().await);
        });
    }

    /// Runs a fill to its end, step by step, showing how far it has got once it takes long.
    pub(super) async fn run(
        &self,
        mut fill: Fill,
        target: &Target,
        values: [Option<String>; 5],
        password_length: usize,
        seen: Option<Snapshot>,
    ) -> Option<Report> {
        let turn = self.new_turn();
        let host = self.host();
        let progress = Progress {
            states: fill.states().clone(),
            values,
            password_length,
            target: target.clone(),
            shown: false,
            stopped: false,
            turned_away: false,
        };
        self.0.borrow_mut().state = State::Filling(Box::new(progress));
        if host.framed() {
            self.draw(Focus::Stays); // it gives the page free
        }
        self.after(QUIET_MS, |shared| {
            let mut show = false;
            if let State::Filling(progress) = &mut shared.0.borrow_mut().state {
                progress.shown = true;
                show = true;
            }
            if show {
                shared.draw(Focus::First);
            }
        });
        let Some(tab) = target.tab() else {
            return done(fill.fail(Failure::FormNotFound));
        };
        host.go_to(tab).await;
        let first = match seen {
            Some(snapshot) => fill.next(Answer::Snapshot(snapshot)),
            None => Next::Step(fill.start()),
        };
        let mut step = match first {
            Next::Step(step) => step,
            Next::Done(report) => return Some(*report),
        };
        loop {
            let answer = host.ask(tab, &bound(&fill, step)).await;
            let stopped = {
                let mut panel = self.0.borrow_mut();
                if panel.turn != turn {
                    return None;
                }
                match &mut panel.state {
                    State::Filling(progress) => progress.stopped,
                    _ => return None,
                }
            };
            let next = match answer {
                Ok(answer) if stopped => {
                    // What was under way is taken in first: it stands in the form.
                    match fill.next(answer) {
                        Next::Step(_) => fill.fail(Failure::Stopped),
                        done => done,
                    }
                }
                Ok(answer) => fill.next(answer),
                Err(Lost::Page) => fill.fail(Failure::PageLeft),
                Err(Lost::Sense) => fill.fail(Failure::Misunderstood),
            };
            let redraw = match &mut self.0.borrow_mut().state {
                State::Filling(progress) => {
                    progress.states = fill.states().clone();
                    progress.shown
                }
                _ => false,
            };
            step = match next {
                Next::Step(step) => step,
                Next::Done(report) => return Some(*report),
            };
            if redraw {
                self.draw(Focus::Stays);
            }
        }
    }
}

fn done(next: Next) -> Option<Report> {
    match next {
        Next::Done(report) => Some(*report),
        Next::Step(_) => None,
    }
}

/// A step, bound to the document and origin that the fill began on.
fn bound(fill: &Fill, step: Step) -> Request {
    let page = fill.page();
    Request {
        document: page.map(|page| page.document.clone()),
        origin: page.map(|page| page.origin.clone()),
        step,
    }
}

fn merge_before(earlier: &Report, later: &Report) -> [Option<String>; 5] {
    let mut before = later.before.clone();
    for (at, value) in earlier.before.iter().enumerate() {
        if value.is_some() {
            before[at].clone_from(value);
        }
    }
    before
}
