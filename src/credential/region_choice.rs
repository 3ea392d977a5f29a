//! The one question that is often left: which region. A list that narrows while one types.

use super::lower_case;
use crate::aws::{Region, RegionFacts};

/// What is typed and what it leaves to choose from.
#[derive(Debug, Default)]
pub struct RegionChoice {
    /// Regions used on this instance before, the last first.
    pub recent: Vec<Region>,
    /// What is typed.
    pub query: String,
    /// The place of the selected option in [`RegionChoice::shown`].
    pub active: Option<usize>,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionOption {
    /// The region's code.
    pub code: String,
    /// Its city; empty for a region that isn't in the table.
    pub city: &'static str,
    /// Whether it was used on this instance before.
    pub recent: bool,
}

impl RegionChoice {
    /// A question that begins with `chosen` selected, else with the region used last.
    pub fn new(recent: Vec<Region>, chosen: Option<&Region>) -> RegionChoice {
        let mut choice = RegionChoice { recent, query: String::new(), active: None };
        let shown = choice.shown();
        choice.active = match chosen {
            Some(chosen) => shown.iter().position(|option| option.code == chosen.as_str()),
            None => shown.first().filter(|option| option.recent).map(|_| 0),
        };
        // One that is in no list stands there as if it were typed.
        if let (Some(chosen), None) = (chosen, choice.active) {
            choice.query = chosen.as_str().to_owned();
        }
        choice
    }

    /// The options that fit what is typed, by code or city: recent ones first, then the regions of
    /// the commercial partition by code, then the others that Wave can reach.
    pub fn shown(&self) -> Vec<RegionOption> {
        let query = lower_case(self.query.trim());
        let fits = |code: &str, city: &str| {
            query.is_empty() || code.contains(&query) || lower_case(city).contains(&query)
        };
        let recent = self.recent.iter().map(|region| RegionOption {
            code: region.as_str().to_owned(),
            city: region.facts().map_or("", |facts| facts.city),
            recent: true,
        });
        let is_recent =
            |facts: &&RegionFacts| self.recent.iter().any(|region| region.as_str() == facts.code);
        // They stand in this order in the table.
        let rest = Region::known()
            .iter()
            .filter(|facts| facts.partition.works_with_wave() && !is_recent(facts));
        let rest = rest.map(|facts| RegionOption {
            code: facts.code.to_owned(),
            city: facts.city,
            recent: false,
        });
        recent.chain(rest).filter(|option| fits(&option.code, option.city)).collect()
    }

    /// Takes what is typed. A single match is selected, and so is a code typed in full.
    pub fn type_in(&mut self, query: &str) {
        self.query = query.to_owned();
        let shown = self.shown();
        let typed = lower_case(query.trim());
        self.active = match shown.len() {
            1 => Some(0),
            _ => shown.iter().position(|option| option.code == typed),
        };
    }

    /// Moves the selection by so many options, round the ends.
    pub fn move_by(&mut self, by: isize) {
        let count = self.shown().len() as isize;
        if count > 0 {
            let from = self.active.map_or(if by > 0 { -1 } else { 0 }, |at| at as isize);
            self.active = Some((from + by).rem_euclid(count) as usize);
        }
    }

    /// Selects an option by its code.
    pub fn select(&mut self, code: &str) {
        self.active = self.shown().iter().position(|option| option.code == code);
    }

    /// The selected region; or what is typed, if it is built like a region that is too new for the
    /// table.
    pub fn chosen(&self) -> Option<Region> {
        match self.active.and_then(|at| self.shown().into_iter().nth(at)) {
            Some(option) => Region::parse(&option.code).ok(),
            None => Region::parse(&lower_case(self.query.trim())).ok(),
        }
    }
}
