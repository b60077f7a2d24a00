//! The command line: what was typed (`args`), what it means (`plan`), and one file for each command.

#[cfg(feature = "office")]
mod annotate;
mod args;
mod asides;
mod baseline;
mod budget;
mod check;
mod checking;
#[cfg(feature = "office")]
mod copies;
mod difference;
mod exit;
mod explain;
mod file_report;
mod fix;
mod git;
mod init;
mod jobs;
mod kept;
mod ordered;
mod plan;
mod pool;
mod progress;
mod scope;
mod since;
mod suite;
mod tell;
mod timings;
mod vendor;
mod waive;
mod waived;
mod wordlist;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};

use clap::{CommandFactory, Parser};

use args::{Cli, Command};
pub use exit::Exit;
use tell::{Failure, Teller};

/// Where a command writes, and how.
struct Streams<'o> {
    /// Standard output: what was asked for and nothing else.
    out: &'o mut dyn Write,
    /// Whether standard output is a person's terminal.
    out_is_terminal: bool,
    /// Whether to colour what goes to standard output.
    colour: bool,
    /// Standard error.
    teller: Teller,
}

/// Panics of the libraries that read PDF and legacy files are told as files that were not read;
/// nothing else is printed of them.
#[cfg(any(feature = "pdf", feature = "legacy"))]
fn quiet_readers() {
    use crate::document::isolated;
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !isolated::is_expected(panic) {
            before(panic);
        }
    }));
}

/// Does what `arguments` (the program's own name first) say.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(said) => {
            // Where it cannot be printed there is nobody to tell.
            let _ = said.print();
            return Exit::trouble(said.use_stderr());
        }
    };
    #[cfg(any(feature = "pdf", feature = "legacy"))]
    quiet_readers();
    let teller = Teller {
        colour: plan::colour(cli.color, &io::stderr()),
    };
    let stdout = io::stdout();
    let mut streams = Streams {
        out_is_terminal: io::IsTerminal::is_terminal(&stdout),
        colour: plan::colour(cli.color, &stdout),
        // Not locked: the language server writes from a thread of its own.
        out: &mut BufWriter::with_capacity(64 * 1024, stdout),
        teller,
    };
    let ended = command(cli.command, &mut streams)
        .and_then(|exit| Ok(streams.out.flush().map(|()| exit)?));
    ended.unwrap_or_else(|failure| {
        teller.failure(&failure);
        Exit::Trouble
    })
}

fn command(command: Command, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    match command {
        Command::Check(args) => check::run(&plan::CheckPlan::new(args)?, streams),
        Command::Explain(args) => explain::run(args, streams),
        Command::Init(args) => init::run(&args, streams),
        Command::Baseline(command) => baseline::run(command, streams),
        Command::Waive(args) => waive::run(&args, streams),
        Command::Wordlist(command) => wordlist::run(command, streams),
        Command::Completions { shell } => completions(shell, streams),
        Command::Man => man(streams),
        #[cfg(feature = "lsp")]
        Command::Lsp { .. } => crate::lsp::stdio()
            .map(|orderly| if orderly { Exit::Clean } else { Exit::Findings })
            .map_err(|error| Failure::say(format!("the editor cannot be talked with: {error}"))),
        #[cfg(feature = "office")]
        Command::Annotate(args) => annotate::run(&plan::AnnotatePlan::new(args)?, streams),
        Command::Fix(args) => fix::run(&plan::FixPlan::new(args)?, streams),
    }
}

fn completions(shell: clap_complete::Shell, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "copydesk", &mut script);
    streams.out.write_all(&script)?;
    Ok(Exit::Clean)
}

fn man(streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    clap_mangen::Man::new(Cli::command()).render(&mut streams.out)?;
    Ok(Exit::Clean)
}
