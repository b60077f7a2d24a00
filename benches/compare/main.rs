//! copydesk beside its peers: the same phrases, the same files, one run, CPU time.
//!
//! `cargo bench --bench compare -- FOLDER PHRASES.tsv 100 1000 5000` writes a table in Markdown. Before
//! a tool is timed it must find every phrase in a page that holds each of them once; what it finds
//! there is in the table, since a tool that finds less is not faster. A tool that is not installed is
//! left out, and the table says so. `--install` first brings the peers under `target/peers`, with go,
//! npm and cargo. `--readme` puts the table into README.md.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::expect_used,
    reason = "a program for measuring, run by hand"
)]

#[path = "../support/floor.rs"]
mod floor;
mod measure;
mod peers;
mod probe;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;

use measure::Cost;
use peers::{Bench, Peer};
use table::{Cell, Table};

/// Measures copydesk, the floor and the peers on FOLDER, with as many phrases as asked for.
#[derive(Parser)]
#[command(bin_name = "cargo bench --bench compare --")]
struct Args {
    /// The folder whose Markdown files are checked.
    folder: Option<PathBuf>,
    /// A table whose first column is phrases.
    phrases: Option<PathBuf>,
    /// How many phrases: a column of the table each.
    numbers: Vec<usize>,
    /// How often each tool runs; the median counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// A tool that has used more seconds of CPU time than this is not asked for more phrases.
    #[arg(long, default_value_t = 60)]
    patience: u32,
    /// Only these tools.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Bring the peers first, under target/peers.
    #[arg(long)]
    install: bool,
    /// Put the table into README.md.
    #[arg(long)]
    readme: bool,
    /// What cargo says to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    // Its own floor is a process of its own, so that it is measured like the others.
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, folder, table, number] = arguments.as_slice()
        && flag == peers::FLOOR
    {
        let table = fs::read_to_string(table).expect("the phrases can be read");
        let phrases = floor::phrases(&table, number.parse().expect("a number"));
        println!("{}", floor::run(Path::new(folder), &phrases).found);
        return;
    }
    let args = Args::parse();
    let (Some(folder), Some(phrases)) = (&args.folder, &args.phrases) else {
        println!("compare: nothing to do (give FOLDER PHRASES.tsv NUMBER…)");
        return;
    };
    if args.install {
        peers::install();
    }
    let phrase_table = fs::read_to_string(phrases).expect("the phrases can be read");
    let corpus = probe::folder();
    let size = copy_markdown(folder, corpus.path());
    let mut table = Table::new(size, &args.numbers);
    for peer in Peer::ALL {
        if !args.only.is_empty() && !args.only.iter().any(|name| name == peer.name()) {
            continue;
        }
        match peer.version() {
            Some(version) => table.add(peer, version),
            None => table.absent(peer),
        }
    }
    for (column, &number) in args.numbers.iter().enumerate() {
        let phrases = floor::phrases(&phrase_table, number);
        let bench = Bench::new(corpus.path(), &phrases);
        let probe = probe::write(&phrases);
        measure_column(&mut table, column, &bench, &probe, &args);
    }
    let shown = table.to_string();
    println!("{shown}");
    if args.readme {
        table::into_readme(&shown);
    }
}

/// Measures every tool in turn, again and again: what else the machine does falls on all alike.
fn measure_column(
    table: &mut Table,
    column: usize,
    bench: &Bench<'_>,
    probe: &probe::Probe,
    args: &Args,
) {
    let peers: Vec<Peer> = table.peers().collect();
    let mut costs: Vec<Result<Vec<Cost>, String>> = Vec::new();
    let mut found = Vec::new();
    for &peer in &peers {
        let too_slow = table
            .slowest(peer)
            .is_some_and(|cpu| cpu > f64::from(args.patience));
        if too_slow {
            costs.push(Err("not asked: too slow".to_owned()));
            found.push(None);
            continue;
        }
        eprintln!(
            "{}: {} phrases in the probe",
            peer.name(),
            bench.phrases.len()
        );
        let in_probe = bench.run_on(peer, probe.folder.path());
        let seen = in_probe.as_ref().ok().map(|run| probe.found(&run.lines));
        let is_blind = seen == Some(0) && peer != Peer::Floor;
        found.push(seen);
        costs.push(match in_probe {
            // It could not read its rules, whatever it says of itself.
            Ok(_) if is_blind => Err("finds nothing".to_owned()),
            in_probe => in_probe.map(|_| Vec::new()),
        });
    }
    for round in 0..args.runs {
        for (peer, costs) in peers.iter().zip(&mut costs) {
            let Ok(so_far) = costs else { continue };
            // A tool that takes minutes is no noisier for being run once.
            if so_far.first().is_some_and(|cost: &Cost| cost.cpu > 20.0) {
                continue;
            }
            eprintln!("{}: round {}", peer.name(), round + 1);
            match bench.run_on(*peer, bench.corpus) {
                Ok(run) => so_far.push(run.cost),
                Err(error) => *costs = Err(error),
            }
        }
    }
    for ((peer, costs), found) in peers.into_iter().zip(costs).zip(found) {
        let cell = match costs {
            Ok(costs) => Cell::Measured {
                cost: measure::median(costs),
                found: found.unwrap_or(0),
                phrases: bench.phrases.len(),
            },
            Err(why) => Cell::Failed(why),
        };
        table.set(peer, column, cell);
    }
}

/// Copies the Markdown files, so that every tool reads the same ones and no configuration of
/// theirs: how many there are, and their bytes.
fn copy_markdown(folder: &Path, to: &Path) -> (usize, usize) {
    let files = floor::markdown_files(folder);
    let mut bytes = 0;
    for (number, file) in files.iter().enumerate() {
        let text = fs::read(file).expect("a file can be read");
        bytes += text.len();
        fs::write(to.join(format!("{number:06}.md")), text).expect("it can be copied");
    }
    (files.len(), bytes)
}
