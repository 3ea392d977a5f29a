//! The states with the five rows: filling, filled, undone.

use super::View;
use crate::finding::{Code, Field, Finding, Severity};
use crate::form::{Failure, State as FieldState};
use crate::web::drawing::dom::{El, el};
use crate::web::drawing::icons::Icon;
use crate::web::drawing::words::{Speaks, body, button, class_of, icon_of, scroll};
use crate::web::panel::state::{Filled, Progress, Shows, worst};

impl View<'_> {
    pub(super) fn filling(&self, progress: &Progress) -> Vec<El> {
        if !progress.shown {
            // Too short to be looked at: what was there gives way without a flicker.
            return vec![scroll("quiet").attr("aria-busy", "true")];
        }
        let head = self.progress(progress);
        let rows =
            Field::FORM.iter().zip(&progress.states).enumerate().map(|(at, (&field, state))| {
                let (icon, class, why) = match state {
                    FieldState::Written | FieldState::AlreadyThere if field == Field::Provider => {
                        (Icon::Ok.named("ok", &self.say("icon_good")), "ok", Some("filling_chosen"))
                    }
                    FieldState::Written | FieldState::AlreadyThere => (
                        Icon::Ok.named("ok", &self.say("icon_good")),
                        "ok",
                        Some("filling_written"),
                    ),
                    FieldState::Writing => (
                        Icon::Busy.named("advice", &self.say("icon_busy")),
                        "advice",
                        Some("filling_writing"),
                    ),
                    FieldState::Waiting => (self.waiting_icon(), "", None),
                    FieldState::Kept | FieldState::Disabled | FieldState::Changed => (
                        Icon::Warn.named("warn", &self.say("icon_check")),
                        "warn",
                        Some("filling_kept"),
                    ),
                };
                let value = match field {
                    Field::Password => self.password(progress.password_length.to_string()),
                    _ => self.value(field, progress.values[at].as_deref().unwrap_or_default()),
                };
                let waits = *state == FieldState::Waiting;
                el("li", if waits { "waits" } else { "" }).child(icon).child(
                    el("div", "")
                        .child(el("p", "label").text(&self.label(field)))
                        .child(value)
                        .maybe(why.map(|why| self.p("p", &format!("why {class}"), why, &[]))),
                )
            });
        let actions = el("div", "actions")
            .child(self.button("button", "stop", None, "stop"))
            .child(self.p("span", "small soft", "stop_reason", &[]));
        vec![scroll("filling").child(head).child(el("ol", "rows").children(rows)), actions]
    }

    /// How far a fill has come.
    pub(super) fn progress(&self, progress: &Progress) -> El {
        let done = progress.states.iter().filter(|state| state.is_settled()).count().to_string();
        el("div", "filling")
            .child(
                el("div", "pair").child(self.heading("filling_title", &[])).child(
                    el("span", "small soft")
                        .text(&self.say_of("filling_count", &[("done", done.clone())])),
                ),
            )
            .child(
                el("progress", "meter")
                    .attr("value", &done)
                    .attr("max", "5")
                    .attr("aria-label", &self.say("filling_meter")),
            )
    }

    pub(super) fn filled(&self, filled: &Filled) -> Vec<El> {
        let mut notes = body();
        let of_file = filled.findings.iter().filter(|finding| finding.field == Field::File);
        for finding in of_file {
            let class = class_of(finding.severity);
            notes = notes.child(
                el("p", "line")
                    .child(icon_of(finding.severity).coloured(class))
                    .child(el("span", "").spans(&self.shown.messages.finding(finding))),
            );
        }
        let complete = filled.report.failure.is_none();
        if complete {
            notes = notes.child(self.file_holds_secret(&filled.draft.file_name));
        }
        let checking = filled.after.shows == Shows::Checking;
        let checks = self.shown.checks_aws && filled.to_check().is_some();
        if filled.draft.secret.is_some() {
            let key = if checks { "kept_for_check" } else { "kept_two_minutes" };
            notes = notes.child(self.line(Icon::Lock.plain(), key, &[]));
        }
        let kept = filled.report.states.iter().filter(|state| **state == FieldState::Kept);
        let asks = kept.count() > 1 && filled.draft.secret.is_some();
        let mut actions = el("div", "actions");
        match &filled.report.failure {
            Some(Failure::OtherProvider(_)) => {
                actions = actions.child(self.button(
                    "button first",
                    "replace provider",
                    None,
                    "choose_container_registry",
                ));
            }
            Some(_) if filled.draft.secret.is_some() => {
                actions = actions.child(self.button("button first", "fill_now", None, "try_again"));
            }
            Some(_) => {}
            None if asks => {
                actions = actions.child(self.button("button", "replace all", None, "use_files"));
            }
            None => {}
        }
        if checking {
            return vec![
                scroll("filled").child(self.headline(filled)).child(self.rows(filled)).child(notes),
                self.checking(),
            ];
        }
        if checks {
            let label = if filled.after.checked { "check_again" } else { "check_with_aws" };
            actions = actions.child(self.button("button", "check", None, label));
        }
        let again = if self.shown.practice { "try_another" } else { "choose_another" };
        let any_written = filled.report.states.contains(&FieldState::Written);
        // Beside a check there is room for one more; a file can be dropped or pasted all the same.
        let other = if asks { "button bare" } else { "button" };
        actions = actions
            .maybe((!checks).then(|| self.button(other, "choose_file", None, again)))
            .maybe(
                (any_written && complete)
                    .then(|| self.button("button bare", "undo", Some(Icon::Undo), "undo")),
            )
            .maybe(self.practice_forget());
        let inside =
            scroll("filled").child(self.headline(filled)).child(self.rows(filled)).child(notes);
        let more = (!self.shown.practice && filled.added().is_some()).then(|| self.more());
        vec![inside.maybe(more), actions]
    }

    /// While AWS is being asked.
    fn checking(&self) -> El {
        el("div", "actions")
            .child(self.button("button", "stop_check", None, "stop").attr("data-first", ""))
            .child(self.p("span", "small soft", "checking", &[]).attr("role", "status"))
    }

    fn rows(&self, filled: &Filled) -> El {
        let rows = Field::FORM.iter().map(|&field| self.row(field, filled));
        el("ol", "rows").children(rows)
    }

    /// The verdict over the rows: the failure if there is one, else the worst finding.
    pub(super) fn headline(&self, filled: &Filled) -> El {
        if let Some(failure) = &filled.report.failure {
            let finding = failure.finding();
            let code = finding.code.as_str();
            let arguments = &finding.arguments;
            let class = class_of(finding.severity);
            let reason = el("p", "")
                .spans(&self.shown.messages.spans(&format!("{code}_why"), arguments))
                .text(" ")
                .spans(&self.shown.messages.spans(&format!("{code}_do"), arguments));
            let icon = icon_of(finding.severity);
            return self.verdict(class, icon, self.heading(code, arguments), reason);
        }
        let Some(worst) = worst(&filled.findings).filter(|f| f.severity > Severity::Advice) else {
            let reason = match self.shown.practice {
                true => "all_good_practice",
                false if filled.edits => "all_good_edited",
                false => "all_good_reason",
            };
            return self.verdict(
                "ok",
                Icon::Ok,
                self.heading("all_good", &[]),
                self.p("p", "", reason, &[]),
            );
        };
        let field = [("field", self.label(worst.field))];
        let title = match worst.severity {
            _ if worst.field == Field::File => "headline_file",
            Severity::Error => "headline_error",
            _ => "headline_warning",
        };
        self.verdict(
            class_of(worst.severity),
            icon_of(worst.severity),
            self.heading(title, &field),
            el("p", "").text(&self.counts(&filled.findings)),
        )
    }

    /// `1 error, 2 things to check, 1 fixed for you.`
    pub(super) fn counts(&self, findings: &[Finding]) -> String {
        let count = |fits: &dyn Fn(&Finding) -> bool, one: &str, many: &str| {
            let count = findings.iter().filter(|finding| fits(finding)).count();
            match count {
                0 => None,
                1 => Some(self.say(one)),
                _ => Some(self.say_of(many, &[("count", count.to_string())])),
            }
        };
        let parts = [
            count(&|f| f.severity == Severity::Error, "count_error", "count_errors"),
            count(&|f| f.severity == Severity::Warning, "count_check", "count_checks"),
            count(&|f| f.code == Code::RegistryFixed, "count_fixed", "count_fixed"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("{}.", parts.join(", "))
    }

    pub(super) fn row(&self, field: Field, filled: &Filled) -> El {
        let findings: Vec<&Finding> =
            filled.findings.iter().filter(|finding| finding.field == field).collect();
        let worst = findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Good);
        // What wasn't reached is no mistake of its own: the headline says why.
        let waits = *filled.report.state(field) == FieldState::Waiting;
        let icon = if waits { self.waiting_icon() } else { self.verdict_icon(worst) };
        let value = match field {
            Field::Password => {
                let length = filled.report.password_length.unwrap_or_default();
                if length == 0 {
                    el("p", "value words").text("–")
                } else {
                    self.password(length.to_string())
                }
            }
            _ => self.value(field, filled.report.value(field).unwrap_or_default()),
        };
        let mut inside =
            el("div", "").child(el("p", "label").text(&self.label(field))).child(value);
        match findings.as_slice() {
            [only] => {
                inside = inside
                    .child(
                        el("p", &format!("why {}", if waits { "" } else { class_of(worst) }))
                            .spans(&self.shown.messages.finding(only)),
                    )
                    .maybe(self.fixes(only, filled));
            }
            several => {
                inside = inside.children(several.iter().map(|finding| {
                    let class = class_of(finding.severity);
                    let icon = match finding.code {
                        Code::RegistryFixed => Icon::Fixed,
                        _ => icon_of(finding.severity),
                    };
                    el("div", &format!("finding {class}")).child(icon.plain()).child(
                        el("div", "")
                            .spans(&self.shown.messages.finding(finding))
                            .maybe(self.fixes(finding, filled)),
                    )
                }));
            }
        }
        el("li", if waits { "waits" } else { "" })
            .attr("data-field", field.as_str())
            .child(icon)
            .child(inside)
    }

    /// What one click can mend.
    pub(super) fn fixes(&self, finding: &Finding, filled: &Filled) -> Option<El> {
        if let Some(page) = finding.argument("page") {
            return Some(el("div", "fixes").child(self.open_credential(finding, page, filled)));
        }
        let fix = match (finding.code, &finding.fix) {
            (Code::RegistryOtherAccount, _) => {
                self.button("button fix", "change_registry", None, "change_account")
            }
            (Code::RegistryRegionLastUsed | Code::RegistryRegionUnknown, _) => {
                self.button("button fix", "change_registry", None, "change_region")
            }
            // Once the secret is wiped only the file can bring it back.
            (Code::PasswordKept | Code::PasswordLeftOut, _) if filled.draft.secret.is_none() => {
                return None;
            }
            (Code::PasswordKept | Code::PasswordLeftOut, _) => {
                self.button("button fix", "replace password", None, "use_files_secret")
            }
            (_, Some(fix)) => {
                let label = self.say_of("use_fix", &[("fix", fix.clone())]);
                button("button fix", &format!("use {}", finding.field.as_str()), None, &label)
            }
            _ => return None,
        };
        Some(el("div", "fixes").child(fix))
    }

    /// A link to the page of a credential that a finding names.
    fn open_credential(&self, finding: &Finding, page: &str, filled: &Filled) -> El {
        let name = [("name", finding.argument("name").unwrap_or_default().to_owned())];
        el("a", "button fix")
            .attr("href", &[filled.target.origin(), page].concat())
            .attr("target", "_blank")
            .attr("rel", "noopener")
            .text(&self.say_of("open_credential", &name))
            .child(Icon::Out.plain())
    }

    pub(super) fn undone(&self, filled: &Filled) -> Vec<El> {
        let (verdict, lost) = self.what_was_undone(filled);
        let inside = body()
            .maybe(lost)
            .child(self.zone("zone_again", true))
            .child(self.file_holds_secret(&filled.draft.file_name));
        vec![scroll("undone").child(verdict).child(inside)]
    }

    /// What an undo came to, and what it couldn't give back.
    pub(super) fn what_was_undone(&self, filled: &Filled) -> (El, Option<El>) {
        let report = &filled.report;
        let lost = *report.state(Field::Password) == FieldState::Written
            && report.password_before.is_some_and(|length| length > 0);
        let (title, reason) = match lost {
            false => ("undone_title", "undone_reason"),
            true => ("undone_but_password_title", "undone_but_password_reason"),
        };
        let chose = *report.state(Field::Provider) == FieldState::Written;
        let stays = chose && !filled.provider_given_back;
        let verdict = self.verdict("plain", Icon::Undo, self.heading(title, &[]), {
            let reason = self.p("p", "", reason, &[]);
            let stays = stays.then(|| self.say("undone_provider_stays"));
            stays.map_or(reason.clone(), |stays| reason.text(" ").text(&stays))
        });
        let lost = lost.then(|| self.line(Icon::Warn.coloured("warn"), "undone_password", &[]));
        (verdict, lost)
    }
}
