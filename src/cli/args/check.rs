//! What `copydesk check` takes.

use std::path::PathBuf;

use clap::Args;

use super::{FailOn, RuleArgs};
use crate::report::Format;

/// `copydesk check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  copydesk check .\n  \
    copydesk check launch.md --wordlist aws-openai\n  \
    copydesk check docs --format json > findings.json\n  \
    git show HEAD:page.html | copydesk check - --stdin-filename page.html\n  \
    copydesk check . --since origin/main         only what was written since the branch began\n  \
    copydesk check . --write-baseline .copydesk-baseline.json\n  \
    copydesk check . --baseline .copydesk-baseline.json\n  \
    copydesk check decks --resume                once more after an interruption: goes on where it stopped\n  \
    copydesk check decks --format html > report.html\n\n\
    Exit status: 0 nothing found, 1 something found, 2 something could not be done.")]
pub(in crate::cli) struct CheckArgs {
    /// Files and folders to check, or - for standard input [default: this folder].
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to print what was found.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// From which weight on a finding makes the exit status 1 [default: warning, or what the config says].
    #[arg(long, value_name = "WEIGHT")]
    pub fail_on: Option<FailOn>,
    /// Only findings on lines that have changed since this revision of git, or since it was branched off.
    #[arg(long, value_name = "REV", conflicts_with = "write_baseline")]
    pub since: Option<String>,
    /// Write all findings to this file and set them aside from now on; where it is there, it can only become smaller.
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub write_baseline: Option<PathBuf>,
    /// With --write-baseline: let it grow.
    #[arg(long, requires = "write_baseline")]
    pub force: bool,
    /// The name that standard input is checked under; its ending says how it is read.
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// What is kept for the next run.
    #[command(flatten)]
    pub keep: KeepArgs,
    /// What is listed beside findings.
    #[command(flatten)]
    pub show: ShowArgs,
    /// Say on standard error where the time of the run went.
    #[arg(long)]
    pub timings: bool,
    /// How many files to check at a time [default: as many as there are processors].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
}

/// What is kept for the next run.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct KeepArgs {
    /// Keep the results of each file, and take those of files that are as they were in an earlier run with --resume.
    #[arg(long)]
    pub resume: bool,
    /// As --resume, but keep them in this folder [default of --resume: your system's folder for caches].
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
}

/// What is listed beside findings.
#[derive(Debug, Clone, Copy, Args)]
pub(in crate::cli) struct ShowArgs {
    /// List also what a condition or an approval let through.
    #[arg(long)]
    pub show_cleared: bool,
    /// List also the uses of approved wording.
    #[arg(long)]
    pub show_approved: bool,
    /// Count findings by rule at the end.
    #[arg(long)]
    pub statistics: bool,
}
