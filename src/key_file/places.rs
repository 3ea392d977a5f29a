//! Where the keys stand that were found so far, by their ids.
//!
//! Every key of a file is looked up once, and the keys are there already: so all that has to be kept is
//! a number for each, and a general map would take a third of the reading.

use super::Key;
use crate::aws::AccessKeyId;

/// A table of places, each found by its id's last characters or in one of the slots behind. There are
/// always at least twice as many slots as keys, a power of two.
pub(super) struct Places {
    /// A place counted from 1; 0 for none.
    slots: Vec<u32>,
}

impl Places {
    /// With room for so many keys.
    pub(super) fn with_room(keys: usize) -> Places {
        Places { slots: vec![0; (2 * keys).next_power_of_two()] }
    }

    /// Where the first key with this id stands. If there is none, it is to be pushed to `keys` now.
    pub(super) fn find_or_expect(&mut self, id: &AccessKeyId, keys: &[Key]) -> Option<usize> {
        if 2 * (keys.len() + 1) > self.slots.len() {
            self.grow(keys);
        }
        let mut slot = self.first_slot(id);
        loop {
            match self.slots.get_mut(slot) {
                Some(free @ 0) => {
                    *free = keys.len() as u32 + 1;
                    return None;
                }
                Some(taken) => {
                    let place = *taken as usize - 1;
                    if keys.get(place).is_some_and(|key| key.id == *id) {
                        return Some(place);
                    }
                    slot += 1;
                }
                None => slot = 0,
            }
        }
    }

    #[cold]
    fn grow(&mut self, keys: &[Key]) {
        *self = Places::with_room(2 * (keys.len() + 1));
        for (at, key) in keys.iter().enumerate() {
            self.find_or_expect(&key.id, keys.get(..at).unwrap_or_default());
        }
    }

    /// All of what stands behind the prefix counts, and comes together in the topmost bits: ids of one
    /// account differ at their ends, and those of one test at their beginnings.
    fn first_slot(&self, id: &AccessKeyId) -> usize {
        const ODD: u64 = 0x9e37_79b9_7f4a_7c15; // 2^64 divided by the golden ratio
        let (eights, _) = id.behind_prefix().as_chunks::<8>();
        let [front, end] = eights else { return 0 };
        let mixed = u64::from_be_bytes(*front).rotate_left(29) ^ u64::from_be_bytes(*end);
        let bits = self.slots.len().trailing_zeros();
        (mixed.wrapping_mul(ODD) >> (63 - bits) >> 1) as usize
    }
}
