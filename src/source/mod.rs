//! The outside world to bytes: files, folders, http, standard input, with all limits on size and time.
