//! What is known of what stands at a place, in words: those that the schema, `amplint provider`, `amplint schedule` and
//! `amplint explain` have.

mod guides;
mod hover;
mod key;
mod provider;
mod schedule;

pub use guides::guide;
pub use hover::{Hover, hover, read_as, rule_words, scalar_at};
pub use key::{key_words, shape_words};
pub use provider::{
    answer_in_words, backfill, field_kind, kind, module_notes, module_words, object_facts, object_words,
    own_fields, own_words, provider_words,
};
pub use schedule::{LEAST, gap_words, least_gap, runs_a_day, schedule_words, verdict};
