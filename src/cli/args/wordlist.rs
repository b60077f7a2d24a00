//! What `copydesk wordlist` takes.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::parse_day;
use crate::wordlist::model::Day;

/// `copydesk wordlist`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum WordlistCommand {
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
pub(in crate::cli) struct DiffArgs {
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
pub(in crate::cli) enum ShowFormat {
    /// Markdown.
    Md,
    /// A web page.
    Html,
    /// A table for a spreadsheet.
    Csv,
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SchemaOf {
    /// A wordlist.
    List,
    /// copydesk.yaml.
    Config,
}

/// How to print what came of a command that people and programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OutputFormat {
    /// For people.
    Human,
    /// One JSON document.
    Json,
}
