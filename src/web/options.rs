//! The options page: the Seqera addresses that Keyferry has access to.

use super::dom::{El, el, patch};
use super::host::host_of;
use super::icons::Icon;
use super::text;
use crate::messages::Messages;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

/// Draws the options in `root`: `always` are the origins that came with the extension, `added` those
/// that the person added, `removed` the one that was removed just now, `keys` what opens the panel. A
/// button that removes an origin has it in `data-remove`.
///
/// # Errors
/// When the texts can't be read.
#[wasm_bindgen(js_name = drawOptions)]
pub async fn draw_options(
    root: Element,
    messages_url: String,
    always: Vec<String>,
    added: Vec<String>,
    removed: Option<String>,
    keys: String,
) -> Result<(), JsValue> {
    let messages = text::load(&messages_url).await?;
    let page = Options { messages };
    let drawn = el("main", &root.class_name())
        .attr("id", &root.id())
        .child(page.p("h1", "", "options_title", &[]).attr("tabindex", "-1"))
        .child(page.p("p", "soft", "options_reason", &[]))
        .maybe(removed.map(|origin| page.removed(&origin)))
        .child(page.instances(&always, &added))
        .maybe(added.is_empty().then(|| page.p("p", "soft", "options_none", &[])))
        .child(page.line("options_add", &[]))
        .child(page.p("h2", "", "options_shortcut", &[]))
        .child(if keys.is_empty() {
            page.p("p", "soft", "options_shortcut_none", &[])
        } else {
            page.p("p", "soft", "options_shortcut_is", &[("keys", keys)])
        });
    patch(&root, &drawn.done());
    Ok(())
}

struct Options {
    messages: Messages,
}

impl Options {
    fn p(&self, tag: &str, class: &str, key: &str, arguments: &[(&str, String)]) -> El {
        el(tag, class).spans(&self.messages.spans(key, arguments))
    }

    fn line(&self, key: &str, arguments: &[(&str, String)]) -> El {
        let icon = Icon::Advice.coloured("advice");
        el("p", "line").child(icon).child(self.p("span", "", key, arguments))
    }

    fn removed(&self, origin: &str) -> El {
        let host = [("host", host_of(origin).to_owned())];
        el("p", "line").attr("role", "status").child(Icon::Ok.coloured("ok")).child(self.p(
            "span",
            "",
            "options_removed",
            &host,
        ))
    }

    fn instances(&self, always: &[String], added: &[String]) -> El {
        let always = always.iter().map(|origin| self.instance(origin, None));
        let added = added.iter().map(|origin| self.instance(origin, Some(origin)));
        el("ul", "instances").children(always).children(added)
    }

    fn instance(&self, origin: &str, removable: Option<&str>) -> El {
        let says = if removable.is_some() { "options_added" } else { "options_always" };
        let insecure = origin.starts_with("http://");
        let remove = removable.map(|origin| {
            let host = [("host", host_of(origin).to_owned())];
            el("button", "button fix")
                .attr("type", "button")
                .attr("data-remove", origin)
                .attr("aria-label", &self.messages.plain("options_remove_origin", &host))
                .text(&self.messages.plain("options_remove", &[]))
        });
        el("li", "")
            .attr("data-key", origin)
            .child(Icon::Page.plain())
            .child(
                el("div", "")
                    .child(el("p", "origin").text(host_of(origin)))
                    .child(self.p("p", "small soft", says, &[]))
                    .maybe(insecure.then(|| self.p("p", "why warn", "options_insecure", &[]))),
            )
            .maybe(remove)
    }
}
