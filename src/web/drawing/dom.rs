//! Elements, built without a template and without HTML: every text is a text node.

use crate::messages::Span;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node};

/// An element under construction.
#[derive(Clone)]
pub struct El(Element);

#[wasm_bindgen]
extern "C" {
    // Both throw for invalid names only, and all names stand in this crate.
    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    fn create_element(tag: &str) -> Element;
    #[wasm_bindgen(js_namespace = document, js_name = createElementNS)]
    fn create_element_ns(namespace: &str, tag: &str) -> Element;
}

/// A new element with classes.
pub fn el(tag: &str, class: &str) -> El {
    let new = El(create_element(tag));
    if class.is_empty() { new } else { new.attr("class", class) }
}

/// A new SVG element.
pub fn svg(tag: &str) -> El {
    El(create_element_ns("http://www.w3.org/2000/svg", tag))
}

impl El {
    /// Sets an attribute.
    pub fn attr(self, name: &str, value: &str) -> El {
        // Only an invalid name fails, and all names stand in this crate.
        let _invalid = self.0.set_attribute(name, value);
        self
    }

    /// Sets an attribute where the condition holds.
    pub fn attr_if(self, condition: bool, name: &str, value: &str) -> El {
        if condition { self.attr(name, value) } else { self }
    }

    /// Adds a text.
    pub fn text(self, text: &str) -> El {
        let _same = self.0.append_with_str_1(text);
        self
    }

    /// Adds a marked-up text. A long code may break after its dots, dashes and capitals' runs.
    pub fn spans(self, spans: &[Span]) -> El {
        spans.iter().fold(self, |element, span| match span {
            Span::Plain(text) => element.text(text),
            Span::Strong(text) => element.child(el("b", "").text(text)),
            Span::Code(text) => element.child(el("code", "").text(text)),
        })
    }

    /// Adds an element.
    pub fn child(self, child: El) -> El {
        let _same = self.0.append_with_node_1(&child.0);
        self
    }

    /// Adds an element if there is one.
    pub fn maybe(self, child: Option<El>) -> El {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds elements.
    pub fn children(self, children: impl IntoIterator<Item = El>) -> El {
        children.into_iter().fold(self, El::child)
    }

    /// The element itself.
    pub fn done(self) -> Element {
        self.0
    }
}

/// Puts the focus on the first element that fits.
pub fn focus(root: &Element, selector: &str) {
    let found = root.query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // An element that can't take the focus leaves it where it is.
        let _unfocused = element.focus();
    }
}

/// Makes `old` look like `new`, changing only what differs: what a person is typing in, has opened,
/// has scrolled to or is pressing stays as it is. Elements of different tag, `data-key` or first class
/// replace one another; where one was left out or put in, the next ones are kept.
pub fn patch(old: &Element, new: &Element) {
    patch_attributes(old, new);
    // What is in an element apart is drawn by somebody else.
    if !new.has_attribute("data-apart") {
        patch_inside(old, new);
    }
}

/// The same for what is in `old` alone.
pub fn patch_inside(old: &Element, new: &Element) {
    let mut at = old.first_child();
    let mut next = new.first_child();
    while let Some(wanted) = next {
        next = wanted.next_sibling();
        let Some(present) = at else {
            let _same = old.append_child(&wanted);
            at = None;
            continue;
        };
        let after = present.next_sibling();
        if is_same(&present, &wanted) {
            patch_node(&present, &wanted);
            at = after;
        } else if next.as_ref().is_some_and(|next| is_same(&present, next)) {
            let _same = old.insert_before(&wanted, Some(&present));
            at = Some(present);
        } else if let Some(after) = after.filter(|after| is_same(after, &wanted)) {
            let _same = old.remove_child(&present);
            patch_node(&after, &wanted);
            at = after.next_sibling();
        } else {
            at = present.next_sibling();
            let _same = old.replace_child(&wanted, &present);
        }
    }
    while let Some(extra) = at {
        at = extra.next_sibling();
        let _same = old.remove_child(&extra);
    }
}

fn patch_node(old: &Node, new: &Node) {
    match (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) {
        (Some(old), Some(new)) => patch(old, new),
        _ if old.node_value() != new.node_value() => {
            old.set_node_value(new.node_value().as_deref());
        }
        _ => {}
    }
}

fn is_same(old: &Node, new: &Node) -> bool {
    match (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) {
        (Some(old), Some(new)) => {
            let first_class = |element: &Element| {
                let class = element.get_attribute("class").unwrap_or_default();
                class.split(' ').next().unwrap_or_default().to_owned()
            };
            old.tag_name() == new.tag_name()
                && old.get_attribute("data-key") == new.get_attribute("data-key")
                && first_class(old) == first_class(new)
        }
        (None, None) => old.node_type() == new.node_type(),
        _ => false,
    }
}

fn patch_attributes(old: &Element, new: &Element) {
    let names = |element: &Element| -> Vec<String> {
        element.get_attribute_names().iter().filter_map(|name| name.as_string()).collect()
    };
    for name in names(old) {
        // Whether a disclosure is open is the reader's business.
        if name != "open" && !new.has_attribute(&name) {
            let _same = old.remove_attribute(&name);
        }
    }
    for name in names(new) {
        let value = new.get_attribute(&name);
        if name != "open" && old.get_attribute(&name) != value {
            let _invalid = old.set_attribute(&name, value.as_deref().unwrap_or_default());
        }
    }
    // Once a person has pressed it, a box or a choice no longer heeds its attribute.
    if let (Some(old), Some(new)) =
        (old.dyn_ref::<HtmlInputElement>(), new.dyn_ref::<HtmlInputElement>())
    {
        old.set_checked(new.checked());
    }
}
