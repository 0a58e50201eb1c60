//! Settings: defaults, file, environment, flags, in that order of strength.
