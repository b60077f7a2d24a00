//! The command line: what was typed, what it means, and one file for each command.
