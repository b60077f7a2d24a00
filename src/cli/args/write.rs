//! What the commands take that write into pages and decks: `copydesk fix` and `copydesk annotate`.

use std::path::PathBuf;

use clap::Args;

use super::{FailOn, RuleArgs};

/// `copydesk fix`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk fix --diff .       shows what would change and writes nothing\n  \
    copydesk fix launch.md\n  \
    copydesk fix decks/q3.pptx    writes decks/q3.fixed.pptx\n\n\
    Only rewrites that leave everything but the words as it is are applied; the others are listed.\n\
    Exit status: 0 nothing is left, 1 something is left for a person, 2 something could not be done."
)]
pub(in crate::cli) struct FixArgs {
    /// Files and folders to rewrite, or - to read standard input and write the result to standard output [default: this folder].
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print the changes as a patch and write nothing.
    #[arg(long)]
    pub diff: bool,
    /// Apply the first rewrite of every finding that has one, safe or not.
    #[arg(long = "unsafe")]
    pub also_unsafe: bool,
    /// How office files are written.
    #[cfg(feature = "office")]
    #[command(flatten)]
    pub office: OfficeFixArgs,
    /// From which weight on a finding that is left makes the exit status 1 [default: warning, or what the config says].
    #[arg(long, value_name = "WEIGHT")]
    pub fail_on: Option<FailOn>,
    /// The name that standard input is read under; its ending says how it is read.
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// How many files to read at a time [default: as many as there are processors].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
}

/// How `copydesk fix` writes office files.
#[cfg(feature = "office")]
#[derive(Debug, Args)]
#[command(next_help_heading = "Office files")]
pub(in crate::cli) struct OfficeFixArgs {
    /// Rewrite office files themselves, not a copy beside each (deck.fixed.pptx).
    #[arg(long)]
    pub in_place: bool,
    /// In Word files: mark what goes as deleted and what comes as inserted, for somebody to accept.
    #[arg(long)]
    pub track_changes: bool,
    /// With --track-changes: whose changes they are.
    #[arg(
        long,
        value_name = "NAME",
        default_value = "copydesk",
        requires = "track_changes"
    )]
    pub author: String,
}

/// `copydesk annotate`.
#[cfg(feature = "office")]
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk annotate decks/q3.pptx    writes decks/q3.annotated.pptx\n  \
    copydesk annotate decks --output review\n\n\
    Comments of an earlier run are known again and not written twice.\n\
    Exit status: 0 nothing found, 1 something found, 2 something could not be done."
)]
pub(in crate::cli) struct AnnotateArgs {
    /// Files and folders [default: this folder].
    #[arg(value_name = "DECK")]
    pub paths: Vec<PathBuf>,
    /// Write into the files themselves, not into copies.
    #[arg(long, conflicts_with = "output")]
    pub in_place: bool,
    /// Write the copies into this folder, not beside the files.
    #[arg(long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Who comments.
    #[arg(long, value_name = "NAME", default_value = "copydesk")]
    pub author: String,
    /// From which weight on a finding makes the exit status 1 [default: warning, or what the config says].
    #[arg(long, value_name = "WEIGHT")]
    pub fail_on: Option<FailOn>,
    /// How many files to read at a time [default: as many as there are processors].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
}
