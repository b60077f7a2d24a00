//! What can be typed. Nothing here knows what it means: `plan` makes sense of it.
//!
//! The help texts, the completions and the man page all come from these types.

mod check;
mod set_aside;
mod wordlist;
mod write;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::session::day;
use crate::wordlist::model::{Day, Severity};

pub(super) use check::{CheckArgs, KeepArgs};
pub(super) use set_aside::{BaselineCommand, PruneArgs, WaiveArgs};
pub(super) use wordlist::{DiffArgs, OutputFormat, SchemaOf, ShowFormat, WordlistCommand};
#[cfg(feature = "office")]
pub(super) use write::AnnotateArgs;
pub(super) use write::FixArgs;

/// Holds product copy against lists of approved and forbidden wording.
#[derive(Debug, Parser)]
#[command(
    name = "copydesk",
    version,
    about,
    max_term_width = 100,
    after_help = "Start here:\n  copydesk init                 writes a config and a first list\n  \
                  copydesk check .              checks every page in this folder\n  \
                  copydesk fix --diff .         shows what would be rewritten\n  \
                  copydesk explain page.md:12   says why something was said, or not said, there"
)]
pub(super) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Use colour: on a terminal only, always, or never.
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        global = true,
        display_order = 900
    )]
    pub color: When,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check pages and report the wording that may not go out.
    Check(CheckArgs),
    /// Rewrite what can be rewritten safely.
    Fix(FixArgs),
    /// Write review comments into copies of decks and Word files.
    #[cfg(feature = "office")]
    Annotate(AnnotateArgs),
    /// Say what a rule means, or what is decided about a text or a line, and why.
    Explain(ExplainArgs),
    /// Write a commented copydesk.yaml and a first wordlist.
    Init(InitArgs),
    /// Keep the file of findings that stood before copydesk was taken up.
    #[command(subcommand)]
    Baseline(BaselineCommand),
    /// Let a finding stand, with a reason and a last day, in copydesk.waivers.yaml.
    Waive(WaiveArgs),
    /// List, show, check and import wordlists.
    #[command(subcommand)]
    Wordlist(WordlistCommand),
    /// Print completions for a shell.
    #[command(
        after_help = "Example:\n  copydesk completions bash > ~/.local/share/bash-completion/completions/copydesk"
    )]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Serve an editor over standard input and output.
    #[cfg(feature = "lsp")]
    Lsp {
        /// What is done anyway; many editors say so.
        #[arg(long)]
        stdio: bool,
        /// The editor's process: not needed, since its end is the end of the input.
        #[arg(long = "clientProcessId", value_name = "PID", hide = true)]
        client: Option<String>,
    },
    /// Print the manual page.
    #[command(after_help = "Example:\n  copydesk man > copydesk.1 && man ./copydesk.1")]
    Man,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Which lists, for whom, on which day: what every command that judges text takes.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Which rules")]
pub(super) struct RuleArgs {
    /// A built-in list by name or a list by its file; may be given several times. Replaces the lists of the config.
    #[arg(long, value_name = "NAME|FILE")]
    pub wordlist: Vec<String>,
    /// Use this config instead of the nearest copydesk.yaml above each file.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Leave out rules that are meant for other readers only, such as `internal`.
    #[arg(long, value_name = "NAME")]
    pub audience: Option<String>,
    /// Leave out rules that are meant for other media only, such as `deck`.
    #[arg(long, value_name = "NAME")]
    pub channel: Option<String>,
    /// Leave out rules that are meant for other markets only, such as `eu`.
    #[arg(long, value_name = "NAME")]
    pub market: Option<String>,
    /// Take as copy too what office files hold beside it.
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub include: Vec<Include>,
    /// Set aside the findings in this baseline instead of the config's.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Judge as if it were this day [default: today, UTC].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub as_of: Option<Day>,
}

/// Texts of office files that are copy only where somebody asks for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Include {
    /// Comments of reviewers.
    Comments,
    /// What empty placeholders say to whoever writes the slide.
    Prompts,
}

impl From<Include> for crate::document::options::Include {
    fn from(include: Include) -> Self {
        match include {
            Include::Comments => Self::Comments,
            Include::Prompts => Self::Prompts,
        }
    }
}

/// `copydesk explain`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk explain aws-openai/enable-access\n  \
    copydesk explain \"powered by OpenAI enables access to S3\"\n  copydesk explain launch.md:12"
)]
pub(super) struct ExplainArgs {
    /// The name of a rule, a text in quotes, or a line of a file as PATH:LINE.
    #[arg(value_name = "RULE|TEXT|PATH:LINE")]
    pub subject: String,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
}

/// `copydesk init`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk init\n\nFiles that are there are never written over.")]
pub(super) struct InitArgs {
    /// The folder to write to [default: this one].
    #[arg(value_name = "FOLDER", default_value = ".", hide_default_value = true)]
    pub folder: PathBuf,
}

/// The weight from which a finding makes the exit status 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Errors only.
    Error,
    /// Errors and warnings.
    Warning,
    /// Any finding.
    Suggestion,
    /// None.
    Never,
}

impl FailOn {
    /// As a weight; none: never.
    #[must_use]
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Suggestion => Some(Severity::Suggestion),
            Self::Never => None,
        }
    }
}

fn parse_day(written: &str) -> Result<Day, String> {
    let date: jiff::civil::Date = written
        .parse()
        .ok()
        // The parser takes other ways of writing a day too; one way is enough, and cannot be misread.
        .filter(|date: &jiff::civil::Date| date.to_string() == written)
        .ok_or_else(|| "a day is written YYYY-MM-DD, such as 2026-12-01".to_owned())?;
    Ok(day(date))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_day_is_written_one_way() {
        assert!(parse_day("2026-12-01").is_ok());
        for wrong in ["2026-1-1", "20261201", "2026-02-30", "2026-12-01T00:00", ""] {
            assert!(parse_day(wrong).is_err(), "{wrong}");
        }
    }
}
