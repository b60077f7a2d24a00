//! What the commands take that set findings aside: `copydesk baseline` and `copydesk waive`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{RuleArgs, parse_day};
use crate::wordlist::model::Day;

/// `copydesk baseline`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum BaselineCommand {
    /// Take out of the baseline what is no longer found.
    #[command(
        after_help = "Examples:\n  copydesk baseline prune .\n  copydesk baseline prune --check .     for CI: 1 if something could be taken out"
    )]
    Prune(PruneArgs),
}

/// `copydesk baseline prune`.
#[derive(Debug, Args)]
pub(in crate::cli) struct PruneArgs {
    /// Files and folders to look at [default: this folder]; of others the baseline keeps what it has.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write nothing; the exit status is 1 if something could be taken out.
    #[arg(long)]
    pub check: bool,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
}

/// `copydesk waive`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk waive press/2026-03-18.md:12 --reason \"Verbatim quotation.\" --until 2026-12-31\n  \
    copydesk waive decks/q3.pptx:7 --rule aws-openai/enable-access --reason \"Cleared by AWS.\" --until 2027-03-31 \\\n    --by legal@example.com --ticket LEGAL-4123\n\n\
    The waiver is added to copydesk.waivers.yaml beside the config. It holds for the words that it shows,\n\
    in that file, up to and including its last day. The number after a deck is that of the slide."
)]
pub(in crate::cli) struct WaiveArgs {
    /// Where the finding stands.
    #[arg(value_name = "PATH:LINE")]
    pub place: String,
    /// Why it may.
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// The last day on which it may.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub until: Day,
    /// Who cleared it [default: the user.email of git].
    #[arg(long, value_name = "WHO")]
    pub by: Option<String>,
    /// Where that was decided.
    #[arg(long, value_name = "ID")]
    pub ticket: Option<String>,
    /// The rule, where several find something on the line.
    #[arg(long, value_name = "RULE")]
    pub rule: Option<String>,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
}
