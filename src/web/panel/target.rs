//! The page that would be filled: which it is, and whether it has a form.

use super::{Focus, REMEMBERED, Shared};
use crate::aws::Region;
use crate::credential::InForm;
use crate::finding::{Field, Finding, worst_on};
use crate::form::{
    Answer, Form, Page, Provider, Request, SAMPLE, Snapshot, look, other_form, recognise,
};
use crate::web::note::{Note, read};
use crate::web::panel::host::{Host, Target};
use crate::web::panel::state::{Seen, Shows, State};

impl Shared {
    /// Something may have changed: looks which page is meant and whether it has a form, unless a later
    /// look begins meanwhile.
    pub(super) async fn look_at_target(&self) {
        self.look(true).await;
        // So that they are there once a file is; another window may have used one meanwhile.
        self.0.borrow_mut().recent = None;
        self.recent_regions().await;
    }

    /// Something is about to be decided: looks, whatever else looks meanwhile. The page as it was seen,
    /// if it has a form.
    pub(super) async fn look_now(&self) -> Option<Snapshot> {
        self.look(false).await
    }

    /// A page that has no form yet may be about to draw it: it is looked at again as it changes, a
    /// few times.
    async fn look(&self, gives_way: bool) -> Option<Snapshot> {
        let look = {
            let mut panel = self.0.borrow_mut();
            panel.look = panel.look.wrapping_add(1);
            panel.look
        };
        let host = self.host();
        let target = host.target().await;
        let known = {
            let panel = self.0.borrow();
            panel.target == target && panel.seen.is_without_form()
        };
        let waits: &[u32] = if known && !gives_way { &[0, 200] } else { &[0, 400, 400, 400, 400] };
        for &wait_ms in waits {
            let turn = self.0.borrow().turn;
            let found = match target.tab() {
                Some(tab) => see(&host, tab, wait_ms, look == 1 && wait_ms == 0).await,
                None => None,
            };
            let seen = match &found {
                Some((snapshot, Some(form))) => Seen::Form(in_form(snapshot, form)),
                Some((snapshot, None)) => {
                    other_form(snapshot).map_or(Seen::NoForm, Seen::OtherForm)
                }
                _ if target.tab().is_some() => Seen::NoForm,
                _ => Seen::Nothing,
            };
            let again = seen.is_without_form();
            let (changed, rejudged) = {
                let panel = &mut *self.0.borrow_mut();
                if gives_way && panel.look != look {
                    return None;
                }
                let same_page = panel.target == target;
                let changed = !same_page || panel.seen != seen;
                panel.target = target.clone();
                panel.seen = seen;
                // Of a fill that has ended since, what was seen before tells nothing.
                let is_current = panel.turn == turn;
                let left = is_current
                    && leave(
                        &mut panel.state,
                        &target,
                        found.as_ref().map(|(snapshot, _)| snapshot),
                    );
                if left {
                    panel.host.stop_check(); // of a form that is gone
                }
                let framed = panel.host.framed();
                if let (State::NoForm(draft), true) = (&mut panel.state, framed) {
                    draft.secret = None; // nothing could be done with it there
                }
                let document = found.as_ref().map(|(snapshot, _)| snapshot.document.clone());
                if document.is_some() && panel.document != document {
                    panel.document = document;
                    panel.notes.1.clear(); // what was said is of another one
                }
                let changed = changed || left;
                let rejudged = match (&mut panel.state, &found) {
                    (State::Filled(filled), Some((snapshot, Some(form))))
                        if is_current
                            && filled.target.tab() == target.tab()
                            && filled.report.failure.is_none()
                            && !filled.undone =>
                    {
                        filled.report.look_again(snapshot, form, &filled.judged);
                        filled.hear(&panel.inquired);
                        filled.judge();
                        if filled.is_about_another() {
                            panel.host.stop_check();
                            panel.checks = panel.checks.wrapping_add(1);
                            filled.after.shows = Shows::Fields;
                            filled.after.checked = false;
                        }
                        Some(filled.findings.clone())
                    }
                    _ => None,
                };
                (changed, rejudged)
            };
            if let Some(findings) = &rejudged {
                self.host_notes(findings);
                self.inquire(); // another name may stand there by now
            }
            let changed = changed || rejudged.is_some();
            // While a fill runs the strip says where it goes, and the rows say the rest.
            let filling = matches!(self.0.borrow().state, State::Filling(_));
            if changed && !filling {
                self.draw(Focus::Stays);
            }
            if !again {
                return found.and_then(|(snapshot, form)| form.map(|_| snapshot));
            }
        }
        None
    }

    pub(super) async fn recent_regions(&self) -> Vec<Region> {
        let (host, origin) = (self.host(), self.0.borrow().target.origin().to_owned());
        if let Some((of, recent)) = &self.0.borrow().recent
            && *of == origin
        {
            return recent.clone();
        }
        let texts = host.regions(&origin).await;
        let recent: Vec<Region> =
            texts.iter().filter_map(|text| Region::parse(text).ok()).take(REMEMBERED).collect();
        self.0.borrow_mut().recent = Some((origin, recent.clone()));
        recent
    }

    pub(super) fn host_notes(&self, findings: &[Finding]) {
        let panel = self.0.borrow();
        let notes: Vec<Note> = Field::FORM
            .iter()
            .filter_map(|&field| worst_on(findings, field))
            .map(|finding| Note::of(finding, &panel.messages))
            .collect();
        panel.host.show_notes(&notes);
    }
}

/// Ends what is said of a fill once its tab holds another document: the form of which it was true is
/// gone. A key that was still needed waits for the next form. Whether it ended.
fn leave(state: &mut State, target: &Target, seen: Option<&Snapshot>) -> bool {
    if let State::Rotating(rotation) = &*state {
        let is_other = rotation.target.tab() != target.tab()
            || seen.is_some_and(|seen| rotation.page != Page::of(seen));
        if is_other && let State::Rotating(rotation) = std::mem::replace(state, State::Waiting) {
            *state = State::NoForm(Box::new(rotation.draft));
        }
        return is_other;
    }
    let State::Filled(filled) = &*state else { return false };
    let (Some(page), Some(seen)) = (&filled.report.page, seen) else { return false };
    let stays = filled.report.failure.is_some()
        || filled.target.tab() != target.tab()
        || page.document == seen.document;
    if stays {
        return false;
    }
    if let State::Filled(filled) = std::mem::replace(state, State::Waiting)
        && filled.draft.secret.is_some()
        && filled.needs_secret()
    {
        *state = State::NoForm(Box::new(filled.draft));
    }
    true
}

/// Looks at a page once, after it changed or `wait_ms` passed.
async fn see(
    host: &Host,
    tab: i32,
    wait_ms: u32,
    is_first: bool,
) -> Option<(Snapshot, Option<Form>)> {
    let request = Request { document: None, origin: None, step: look(wait_ms) };
    let answer = host.ask(tab, &request);
    if is_first {
        warm_up();
    }
    match answer.await {
        Ok(Answer::Snapshot(snapshot)) => {
            let form = recognise(&snapshot);
            Some((snapshot, form))
        }
        _ => None,
    }
}

/// Recognises a form while the page is busy with the first look: browsers compile what runs for the first
/// time, and that takes longer than all the rest.
fn warm_up() {
    if let Ok(sample) = js_sys::JSON::parse(SAMPLE)
        && let Ok(Answer::Snapshot(sample)) = read(sample)
    {
        std::hint::black_box(recognise(&sample));
    }
}

/// What stands in the form already, as far as it is the user's own.
fn in_form(snapshot: &Snapshot, form: &Form) -> InForm {
    let control = |field| form.control(field).and_then(|id| snapshot.control(id));
    let own = |field| {
        let control = control(field)?;
        (!control.ours && !control.value.is_empty()).then(|| control.value.clone())
    };
    InForm {
        name: own(Field::Name),
        registry: own(Field::Registry),
        user_name: control(Field::UserName).map(|control| control.value.clone()),
        password_length: control(Field::Password).map_or(0, |control| control.length),
        edits: form.edits() && !matches!(form.provider(), Provider::Other(_)),
    }
}
