//! What can be typed. Nothing here knows what it means: `plan` makes sense of it.
//!
//! The help texts, the completions and the man page all come from these types.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::report::Format;
use crate::wordlist::model::{Day, Severity};

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
pub(super) struct CheckArgs {
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
pub(super) struct KeepArgs {
    /// Keep the results of each file, and take those of files that are as they were in an earlier run with --resume.
    #[arg(long)]
    pub resume: bool,
    /// As --resume, but keep them in this folder [default of --resume: your system's folder for caches].
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
}

/// What is listed beside findings.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct ShowArgs {
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

/// `copydesk fix`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk fix --diff .       shows what would change and writes nothing\n  \
    copydesk fix launch.md\n  \
    copydesk fix decks/q3.pptx    writes decks/q3.fixed.pptx\n\n\
    Only rewrites that leave everything but the words as it is are applied; the others are listed.\n\
    Exit status: 0 nothing is left, 1 something is left for a person, 2 something could not be done."
)]
pub(super) struct FixArgs {
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
pub(super) struct OfficeFixArgs {
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
pub(super) struct AnnotateArgs {
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

/// `copydesk baseline`.
#[derive(Debug, Subcommand)]
pub(super) enum BaselineCommand {
    /// Take out of the baseline what is no longer found.
    #[command(
        after_help = "Examples:\n  copydesk baseline prune .\n  copydesk baseline prune --check .     for CI: 1 if something could be taken out"
    )]
    Prune(PruneArgs),
}

/// `copydesk baseline prune`.
#[derive(Debug, Args)]
pub(super) struct PruneArgs {
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
pub(super) struct WaiveArgs {
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

/// `copydesk wordlist`.
#[derive(Debug, Subcommand)]
pub(super) enum WordlistCommand {
    /// List the built-in wordlists.
    List,
    /// Show a wordlist as a page of what to say and what not to say.
    #[command(
        after_help = "Examples:\n  copydesk wordlist show aws-openai\n  copydesk wordlist show wording/house.yaml --format html > house.html"
    )]
    Show {
        /// A built-in list by name, or a list by its file.
        #[arg(value_name = "NAME|FILE")]
        list: String,
        /// As Markdown, as a web page, or as a table for a spreadsheet.
        #[arg(long, value_name = "FORMAT", default_value = "md")]
        format: ShowFormat,
    },
    /// Look for mistakes in wordlists and run the examples of their rules.
    #[command(
        after_help = "Examples:\n  copydesk wordlist check                       the lists of copydesk.yaml\n  copydesk wordlist check wording/house.yaml"
    )]
    Check {
        /// Built-in lists by name, lists by their files [default: those of the config].
        #[arg(value_name = "NAME|FILE")]
        lists: Vec<String>,
        /// Use this config.
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// Judge as if it were this day [default: today, UTC].
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
        as_of: Option<Day>,
    },
    /// Copy a list that is kept elsewhere into this repository, and name it in copydesk.yaml.
    #[command(
        after_help = "Examples:\n  copydesk wordlist add git+https://git.example.com/brand/wording.git@v14#lists/acme.yaml\n  \
        copydesk wordlist add git+ssh://git@git.example.com/brand/wording.git#lists/acme.yaml\n  \
        copydesk wordlist add ../brand/lists/acme.yaml\n\n\
        What follows @ is a tag, a branch or a commit; without it the repository's HEAD is meant. git fetches\n\
        the list, with its own credentials. The copy goes to wording/vendor, and where it is from and its\n\
        digest into copydesk.lock; a copy that differs from its digest is refused from then on."
    )]
    Add {
        /// Where it stands: git+URL@REVISION#PATH, or a file.
        #[arg(value_name = "ADDRESS|FILE")]
        address: String,
        /// The config that is to name it [default: the nearest copydesk.yaml].
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Fetch copied lists anew: a branch has moved, a tag stays.
    #[command(
        after_help = "Examples:\n  copydesk wordlist update\n  copydesk wordlist update acme --to v15"
    )]
    Update {
        /// The list [default: all that were copied].
        #[arg(value_name = "NAME")]
        name: Option<String>,
        /// Another tag, branch or commit, from now on.
        #[arg(long, value_name = "REVISION")]
        to: Option<String>,
        /// The config beside whose lock [default: the nearest copydesk.yaml].
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Show what is different between two lists, and which findings appear and vanish with it.
    #[command(
        after_help = "Examples:\n  copydesk wordlist diff acme acme@v15                  before an update\n  \
        copydesk wordlist diff old/house.yaml wording/house.yaml docs decks\n\n\
        Files are checked twice with the lists of copydesk.yaml: once with OLD among them, in the place of\n\
        the list of its name, and once with NEW. Exit status: 0, or 2 if something could not be done."
    )]
    Diff(DiffArgs),
    /// Print the JSON Schema of wordlists, or of copydesk.yaml, for editors.
    Schema {
        /// Of what.
        #[arg(value_name = "WHAT", default_value = "list")]
        of: SchemaOf,
    },
    /// Make a wordlist of a table with the columns phrase, verdict, instead, because, source, owner.
    #[command(after_help = "Example:\n  copydesk wordlist import terms.csv > wording/terms.yaml")]
    Import {
        /// The table, as CSV.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Hold wordlists against sentences that people have marked.
    #[command(after_help = "Example:\n  copydesk wordlist judge tests/judgement/aws-openai.yaml")]
    Judge {
        /// Files of marked sentences.
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// As a table for people, or as JSON.
        #[arg(long, value_name = "FORMAT", default_value = "human")]
        format: OutputFormat,
        /// Judge as if it were this day [default: today, UTC].
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
        as_of: Option<Day>,
    },
}

/// `copydesk wordlist diff`.
#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// A list by its file, a built-in or copied one by name, or a copied one elsewhere as NAME@REVISION.
    #[arg(value_name = "OLD")]
    pub old: String,
    /// As OLD.
    #[arg(value_name = "NEW")]
    pub new: String,
    /// Files and folders to check with both [default: this folder].
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// As a text for people, or as JSON.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: OutputFormat,
    /// Use this config instead of the nearest copydesk.yaml above each file.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Judge as if it were this day [default: today, UTC].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub as_of: Option<Day>,
}

/// How to print a wordlist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowFormat {
    /// Markdown.
    Md,
    /// A web page.
    Html,
    /// A table for a spreadsheet.
    Csv,
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// A wordlist.
    List,
    /// copydesk.yaml.
    Config,
}

/// How to print what came of a command that people and programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// For people.
    Human,
    /// One JSON document.
    Json,
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
    Ok(Day {
        year: date.year(),
        month: date.month().unsigned_abs(),
        day: date.day().unsigned_abs(),
    })
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
