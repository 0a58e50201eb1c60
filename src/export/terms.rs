//! The words that stand for statuses, stances, forms and kinds in every format.

use crate::analysis::{Form, OverallStance, StakeholderKind, Stance, Status};

/// The word for a status.
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Happened => "happened",
        Status::Planned => "planned",
        Status::Alleged => "alleged",
        Status::Denied => "denied",
    }
}

/// The word for a stance.
#[must_use]
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "supports",
        Stance::Opposes => "opposes",
        Stance::Neutral => "neutral",
    }
}

/// The word for an overall stance.
#[must_use]
pub fn overall(stance: OverallStance) -> &'static str {
    match stance {
        OverallStance::Supports => "supports",
        OverallStance::Opposes => "opposes",
        OverallStance::Mixed => "mixed",
        OverallStance::Neutral => "neutral",
    }
}

/// The word for a form of report.
#[must_use]
pub fn form(form: Form) -> &'static str {
    match form {
        Form::Direct => "direct",
        Form::Mixed => "mixed",
        Form::Indirect => "indirect",
        Form::Action => "action",
    }
}

/// The word for a kind of party.
#[must_use]
pub fn kind(kind: StakeholderKind) -> &'static str {
    match kind {
        StakeholderKind::Person => "person",
        StakeholderKind::Government => "government",
        StakeholderKind::Company => "company",
        StakeholderKind::Organisation => "organisation",
        StakeholderKind::Group => "group",
    }
}
