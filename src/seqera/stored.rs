//! The credentials that a workspace has already, and what they mean for one more.

use super::answers::{CredentialEntry, Credentials};

/// No name, ID or host of Platform's is longer.
const LONGEST: usize = 200;
/// Credentials beyond so many aren't looked at: no workspace has them.
const MOST: usize = 5_000;
/// So many credentials show in which order they are listed: fewer would often fit one by chance.
const TELLING: usize = 5;

/// What a workspace's list of credentials says, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored(Vec<Entry>);

/// One credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What its page's address has: letters and digits.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it was made, in UTC, as Platform writes it but for the `Z` at its end: texts in this form are
    /// in order when the times are, with fractions of a second or without.
    created: String,
    /// Of a container registry: its user name, and the host as Wave compares it.
    registry: Option<(String, String)>,
}

/// Which of two credentials for one registry Wave takes: the one that Platform lists first (Wave 1.37
/// `CredentialServiceImpl`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// The one that is there.
    Present,
    /// The new one.
    New,
    /// That can't be told from the list.
    Unknown,
}

impl Stored {
    pub(super) fn of(list: Credentials) -> Stored {
        let live = list.credentials.into_iter().filter(|entry| entry.deleted != Some(true));
        Stored(live.take(MOST).filter_map(Entry::of).collect())
    }

    /// Whether a credential has this name.
    pub fn has_name(&self, name: &str) -> bool {
        self.0.iter().any(|entry| entry.name == name)
    }

    /// The first credential with this name.
    pub fn named(&self, name: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.name == name)
    }

    /// The container registry credentials but the one that is being edited, in order.
    pub fn registries<'s>(&'s self, editing: Option<&'s str>) -> impl Iterator<Item = &'s Entry> {
        self.0.iter().filter(move |entry| {
            entry.registry.is_some() && editing.is_none_or(|editing| editing != entry.id)
        })
    }

    /// Whether `present` or a new credential called `name` will be listed first. Platform doesn't say in
    /// which order it lists; this list shows it, if it is long enough and only one answer fits it.
    pub fn first(&self, present: &Entry, name: &str) -> First {
        if self.0.len() < TELLING {
            return First::Unknown;
        }
        let pairs = || self.0.iter().zip(self.0.iter().skip(1));
        let lower = |name: &str| name.to_ascii_lowercase();
        let dated = self.0.iter().all(|entry| !entry.created.is_empty());
        let fits = [
            (dated && pairs().all(|(a, b)| a.created < b.created), First::Present),
            (dated && pairs().all(|(a, b)| a.created > b.created), First::New),
            (
                pairs().all(|(a, b)| lower(&a.name) < lower(&b.name)),
                match lower(&present.name) <= lower(name) {
                    true => First::Present,
                    false => First::New,
                },
            ),
        ];
        let mut answers = fits.iter().filter(|(fits, _)| *fits).map(|(_, first)| *first);
        match answers.next() {
            Some(first) if answers.all(|other| other == first) => first,
            _ => First::Unknown,
        }
    }
}

impl Entry {
    fn of(told: CredentialEntry) -> Option<Entry> {
        let bounded = |text: &Option<String>| {
            text.as_deref().filter(|text| text.len() <= LONGEST).map(str::to_owned)
        };
        let is_id = |id: &str| {
            (1..=22).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let keys = told.keys.unwrap_or_default();
        let is_registry = told.provider.as_deref() == Some("container-reg");
        Some(Entry {
            id: bounded(&told.id).filter(|id| is_id(id)).unwrap_or_default(),
            name: bounded(&told.name)?,
            created: bounded(&told.date_created)
                .and_then(|time| Some(time.strip_suffix('Z')?.to_owned()))
                .unwrap_or_default(),
            registry: is_registry.then(|| {
                // Without one Wave takes it for Docker Hub's.
                let host = bounded(&keys.registry).filter(|host| !host.is_empty());
                let host = host.unwrap_or_else(|| "docker.io".to_owned());
                (bounded(&keys.user_name).unwrap_or_default(), host)
            }),
        })
    }

    /// Its user name.
    pub fn user_name(&self) -> &str {
        self.registry.as_ref().map_or("", |(user_name, _)| user_name)
    }

    /// The registry that it serves.
    pub fn host(&self) -> &str {
        self.registry.as_ref().map_or("", |(_, host)| host)
    }
}
