//! Acts: what the buttons do, each by its name in `data-do`.

use super::{Focus, Shared};
use crate::aws::AccountId;
use crate::credential::{Draft, LearntFrom, RegionChoice, Registry, Sourced};
use crate::finding::Field;
use crate::form::{Fill, State as FieldState, Value, Wanted};
use crate::web::cast::cast;
use crate::web::drawing::dom::focus;

use crate::web::panel::state::{Filled, Question, Shows, State};
use web_sys::HtmlElement;

impl Shared {
    pub(super) fn act(&self, act: &str) {
        let (act, of) = act.split_once(' ').unwrap_or((act, ""));
        match act {
            "choose_file" => self.open_picker(),
            "paste" => self.set(State::Pasting),
            "cancel" => self.cancel(),
            "forget" => self.forget(),
            "use_key" => self.use_key(),
            "region" => {
                self.question(|question| question.regions.select(of));
                self.draw(Focus::Stays);
            }
            "change_account" => self.change_account(),
            "fill" => self.answer_question(),
            "fill_now" => self.fill_held(&[]),
            "rotate" => self.start_rotation(),
            "stop" => {
                if let State::Filling(progress) = &mut self.0.borrow_mut().state {
                    progress.stopped = true;
                }
            }
            "undo" => self.undo(),
            "replace" => self.replace(of),
            "use" => self.write_fix(of),
            "change_registry" => self.change_registry(),
            "check" => self.check(),
            "stop_check" => self.stop_check(),
            "result" => self.show(Shows::Fields),
            "next_steps" => self.show(Shows::NextSteps),
            "go" => self.go_to(of),
            "add_origin" => self.add_origin(),
            "open_panel" => self.0.borrow().host.open_panel(),
            "options" => self.0.borrow().host.open_options(),
            "close" => self.close(),
            _ => {}
        }
    }

    pub(super) fn open_picker(&self) {
        let root = self.0.borrow().root.clone();
        let input = root.query_selector("input[type=file]").ok().flatten();
        if let Some(input) = input.and_then(cast::<HtmlElement>) {
            input.click();
        }
    }

    pub(super) fn cancel(&self) {
        let state = std::mem::replace(&mut self.0.borrow_mut().state, State::Waiting);
        match state {
            State::ChooseRegistry(question) if question.earlier.is_some() => {
                if let Some(earlier) = question.earlier {
                    self.set(State::Filled(earlier));
                }
            }
            _ if self.0.borrow().host.framed() => self.close(),
            _ => self.set(State::Waiting),
        }
    }

    /// Takes the frame away, and what it holds.
    pub(super) fn close(&self) {
        self.new_turn();
        self.0.borrow_mut().state = State::Waiting;
        self.0.borrow().host.close();
    }

    pub(super) fn forget(&self) {
        let file = self.0.borrow().state.file();
        self.set(State::Forgotten { file });
    }

    pub(super) fn use_key(&self) {
        let state = std::mem::replace(&mut self.0.borrow_mut().state, State::Waiting);
        let State::ChooseKey { keys, file, of_file, chosen } = state else {
            self.0.borrow_mut().state = state;
            return;
        };
        if let Some(key) = keys.into_iter().nth(chosen) {
            let turn = self.new_turn();
            self.spawn(async move |shared| shared.with_key(turn, key, &file, of_file).await);
        }
    }

    pub(super) fn change_account(&self) {
        self.question(|question| {
            let account = question.draft.account.as_ref().map(|account| account.value.to_string());
            question.account = Some(account.unwrap_or_default());
        });
        self.draw(Focus::Stays);
        focus(&self.0.borrow().root, "#account");
    }

    /// The question is answered: fills, or says what is still missing.
    pub(super) fn answer_question(&self) {
        let ready = self.question(|question| {
            if let Some(text) = &question.account {
                match AccountId::parse(text) {
                    Ok(value) => {
                        question.draft.account = Some(Sourced { value, from: LearntFrom::Chosen });
                        question.account = None;
                        question.wrong = None;
                    }
                    Err(error) => question.wrong = Some(error.finding()),
                }
            }
            if let Some(value) = question.regions.chosen() {
                let same = question.draft.region.as_ref().is_some_and(|now| now.value == value);
                if !same || question.draft.missing().is_some() {
                    question.draft.region = Some(Sourced { value, from: LearntFrom::Chosen });
                }
            }
            let public = question.draft.registry == Registry::Public;
            let answered = question.wrong.is_none() && question.regions.chosen().is_some();
            (public || answered) && question.draft.host().is_some()
        });
        let Some(ready) = ready else { return };
        if !ready {
            self.draw(Focus::Stays);
            let wrong = self.question(|question| question.wrong.is_some()) == Some(true);
            focus(&self.0.borrow().root, if wrong { "#account" } else { "#region" });
            return;
        }
        let state = std::mem::replace(&mut self.0.borrow_mut().state, State::Waiting);
        let State::ChooseRegistry(question) = state else { return };
        match question.earlier {
            Some(earlier) => self.rewrite_registry(question.draft, *earlier),
            None => {
                let turn = self.new_turn();
                self.spawn(async move |shared| shared.proceed(turn, question.draft).await);
            }
        }
    }

    /// Fills with the key that is held, over the user's own values in `replace`.
    pub(super) fn fill_held(&self, replace: &[Field]) {
        let state = std::mem::replace(&mut self.0.borrow_mut().state, State::Waiting);
        let replace = replace.to_vec();
        match state {
            State::NoForm(draft) => {
                let turn = self.new_turn();
                self.spawn(async move |shared| shared.proceed(turn, *draft).await);
            }
            State::Filled(filled) if filled.edits && filled.draft.secret.is_some() => {
                let turn = self.new_turn();
                self.spawn(async move |shared| shared.proceed(turn, filled.draft).await);
            }
            State::Filled(filled) if filled.draft.secret.is_some() => {
                self.spawn(async move |shared| {
                    let earlier = Some((filled.report, filled.target));
                    shared.fill(filled.draft, replace, earlier, None).await;
                });
            }
            other => self.0.borrow_mut().state = other,
        }
    }

    /// The key of the credential that the form changes is replaced.
    pub(super) fn start_rotation(&self) {
        let state = std::mem::replace(&mut self.0.borrow_mut().state, State::Waiting);
        match state {
            State::Rotating(rotation) => {
                self.spawn(async move |shared| shared.rotate(*rotation).await);
            }
            other => self.0.borrow_mut().state = other,
        }
    }

    /// The result that is shown, to go on from it; nothing while something else is shown.
    fn take_filled(&self) -> Option<Box<Filled>> {
        let state = &mut self.0.borrow_mut().state;
        match std::mem::replace(state, State::Waiting) {
            State::Filled(mut filled) => {
                // A check ends with what it was about; what it came to stays until something is written.
                if filled.after.shows == Shows::Checking {
                    filled.after.shows = Shows::Fields;
                }
                Some(filled)
            }
            other => {
                *state = other;
                None
            }
        }
    }

    /// Replaces the user's own value of a field by Keyferry's.
    pub(super) fn replace(&self, field: &str) {
        match field {
            "provider" => self.fill_held(&[Field::Provider]),
            "password" => self.fill_held(&[Field::Password]),
            "all" => self.fill_held(&Field::FORM),
            _ => {}
        }
    }

    /// Writes a finding's fix into its field. No secret is needed for that.
    pub(super) fn write_fix(&self, field: &str) {
        let Some(mut filled) = self.take_filled() else { return };
        let fix = filled
            .findings
            .iter()
            .find(|finding| finding.field.as_str() == field && finding.fix.is_some())
            .and_then(|finding| Some((finding.field, finding.fix.clone()?)));
        let Some((field, fix)) = fix else {
            return self.set(State::Filled(filled));
        };
        let value = Some(Value::new(&fix));
        let wanted = match field {
            Field::Name => Wanted { name: value, ..Wanted::default() },
            Field::UserName => Wanted {
                user_name: value,
                // It was left out for that user name's sake.
                password: (filled.report.left_out_password())
                    .then(|| filled.draft.secret.as_ref().map(|secret| Value::new(secret.expose())))
                    .flatten(),
                ..Wanted::default()
            },
            Field::Registry => Wanted { registry: value, ..Wanted::default() },
            Field::File | Field::Form | Field::Aws | Field::Provider | Field::Password => {
                Wanted::default()
            }
        };
        filled.judged.would_write(field, fix);
        self.write_some(wanted, vec![field], *filled);
    }

    pub(super) fn change_registry(&self) {
        let Some(filled) = self.take_filled() else { return };
        self.new_turn();
        self.spawn(async move |shared| {
            let recent = shared.recent_regions().await;
            let draft = filled.draft.without_secret();
            let chosen = draft.region.as_ref().map(|region| &region.value);
            let regions = RegionChoice::new(recent, chosen);
            shared.set(State::ChooseRegistry(Box::new(Question {
                draft,
                regions,
                account: None,
                wrong: None,
                earlier: Some(filled),
            })));
        });
    }

    pub(super) fn rewrite_registry(&self, draft: Draft, mut earlier: Filled) {
        let Some(host) = draft.host() else { return self.set(State::Filled(Box::new(earlier))) };
        let secret = earlier.draft.secret.take();
        let value = host.to_string();
        earlier.draft = Draft { secret, ..draft };
        earlier.judged.would_write(Field::Registry, value.clone());
        earlier.mended = None;
        let wanted = Wanted { registry: Some(Value::new(&value)), ..Wanted::default() };
        self.write_some(wanted, vec![Field::Registry], earlier);
    }

    /// Writes a few fields of a form that was filled before.
    pub(super) fn write_some(&self, wanted: Wanted, replace: Vec<Field>, mut filled: Filled) {
        self.spawn(async move |shared| {
            let fill = Fill::new(wanted, replace).on(filled.report.page.clone());
            let values = filled.judged.ours.clone();
            let length = filled.report.password_length.unwrap_or_default() as usize;
            let report = shared.run(fill, &filled.target, values, length, None).await;
            let Some(report) = report else { return };
            filled.report = report.after(&filled.report);
            shared.remember_region(&filled);
            shared.show_filled(filled);
        });
    }

    pub(super) fn undo(&self) {
        let Some(mut filled) = self.take_filled() else { return };
        self.spawn(async move |shared| {
            let wanted = filled.report.undo();
            let gives_back = wanted.provider.is_some();
            let fill = Fill::undoing(wanted).on(filled.report.page.clone());
            let values = Default::default();
            let run = shared.run(fill, &filled.target, values, 0, None).await;
            let Some(report) = run else { return };
            filled.undone = report.failure.is_none();
            filled.provider_given_back =
                gives_back && *report.state(Field::Provider) == FieldState::Written;
            if let Some(failure) = report.failure {
                filled.report.failure = Some(failure);
                return shared.show_filled(*filled);
            }
            filled.draft.secret = None;
            filled.findings = Vec::new();
            shared.host_notes(&[]);
            shared.set(State::Filled(filled));
        });
    }

    pub(super) fn go_to(&self, tab: &str) {
        let Ok(tab) = tab.parse::<i32>() else { return };
        self.spawn(async move |shared| {
            let host = shared.host();
            host.go_to(tab).await;
            shared.look_at_target().await;
        });
    }

    /// Asks the browser for access to the tab's Seqera. The browser wants that inside the click, so
    /// the request goes out before anything is awaited.
    pub(super) fn add_origin(&self) {
        let asked = {
            let panel = self.0.borrow();
            panel.target.new_instance().map(|(origin, _)| panel.host.add_origin(origin))
        };
        if let Some(asked) = asked {
            self.spawn(async move |shared| {
                // Refused or granted, the next look at the target tells.
                let _refused = asked.await;
                shared.look_at_target().await;
            });
        }
    }
}
