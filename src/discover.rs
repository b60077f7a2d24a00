//! Which files there are: folders walked as git sees them, paths as named, standard input.
