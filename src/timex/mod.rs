//! Finds temporal expressions and resolves them against the publication date and the narrative.

mod value;

pub use value::parse_value_range;

use crate::analysis::Timex;
use crate::article::Published;
use crate::language::Document;

/// The temporal expressions of `document`, in order, not overlapping. Without a publication date those that need one
/// have no value in the calendar.
#[must_use]
pub fn find(document: &Document<'_>, published: Option<Published>) -> Vec<Timex> {
    let _ = (document, published);
    Vec::new()
}
