//! The table: a row a tool, a column a number of phrases.

use std::fmt;
use std::fs;
use std::path::Path;

use crate::measure::Cost;
use crate::peers::Peer;

/// What stands in one place of it.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    /// The median of the runs, and how many phrases of the probe were found.
    Measured {
        cost: Cost,
        found: usize,
        phrases: usize,
    },
    /// Why there is nothing.
    Failed(String),
}

/// All of it.
pub(crate) struct Table {
    size: (usize, usize),
    numbers: Vec<usize>,
    rows: Vec<(Peer, String, Vec<Option<Cell>>)>,
    absent: Vec<Peer>,
}

impl Table {
    /// An empty one, of `size` files and bytes.
    pub(crate) fn new(size: (usize, usize), numbers: &[usize]) -> Self {
        Self {
            size,
            numbers: numbers.to_vec(),
            rows: Vec::new(),
            absent: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, peer: Peer, version: String) {
        self.rows
            .push((peer, version, vec![None; self.numbers.len()]));
    }

    pub(crate) fn absent(&mut self, peer: Peer) {
        self.absent.push(peer);
    }

    pub(crate) fn peers(&self) -> impl Iterator<Item = Peer> + '_ {
        self.rows.iter().map(|(peer, ..)| *peer)
    }

    pub(crate) fn set(&mut self, peer: Peer, column: usize, cell: Cell) {
        let row = self.rows.iter_mut().find(|(of, ..)| *of == peer);
        if let Some((_, _, cells)) = row {
            cells[column] = Some(cell);
        }
    }

    /// The most CPU seconds that a run of `peer` has taken so far.
    pub(crate) fn slowest(&self, peer: Peer) -> Option<f64> {
        let (_, _, cells) = self.rows.iter().find(|(of, ..)| *of == peer)?;
        let seconds = cells.iter().flatten().filter_map(|cell| match cell {
            Cell::Measured { cost, .. } => Some(cost.cpu),
            Cell::Failed(_) => None,
        });
        seconds.reduce(f64::max)
    }

    fn own(&self, column: usize) -> Option<f64> {
        let row = self.rows.iter().find(|(peer, ..)| *peer == Peer::Copydesk);
        match row?.2[column] {
            Some(Cell::Measured { cost, .. }) => Some(cost.cpu),
            _ => None,
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (files, bytes) = self.size;
        #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
        let megabytes = bytes as f64 / 1e6;
        write!(f, "| {files} files, {megabytes:.1} MB |")?;
        for number in &self.numbers {
            write!(f, " {number} phrases |")?;
        }
        write!(f, "\n|---|{}", "--:|".repeat(self.numbers.len()))?;
        for (peer, version, cells) in &self.rows {
            write!(
                f,
                "\n| {} |",
                format!("{} {version}", peer.title()).trim_end()
            )?;
            for (column, cell) in cells.iter().enumerate() {
                match cell {
                    None => write!(f, " |")?,
                    Some(Cell::Failed(why)) => write!(f, " {why} |")?,
                    Some(Cell::Measured {
                        cost,
                        found,
                        phrases,
                    }) => {
                        write!(f, " {:.2} s", cost.cpu)?;
                        if let Some(own) = self.own(column).filter(|_| *peer != Peer::Copydesk) {
                            write!(f, ", {}", ratio(cost.cpu, own))?;
                        }
                        if *peer != Peer::Floor {
                            write!(f, ", {:.0} MB", cost.memory)?;
                        }
                        if found < phrases && *peer != Peer::Floor {
                            write!(f, ", finds {found}")?;
                        }
                        write!(f, " |")?;
                    }
                }
            }
        }
        for peer in &self.absent {
            write!(
                f,
                "\n\n{} is not installed here and was left out.",
                peer.title()
            )?;
        }
        writeln!(f)
    }
}

/// How many times copydesk's.
fn ratio(cpu: f64, own: f64) -> String {
    let times = cpu / own.max(1e-3);
    if times < 10.0 {
        format!("{times:.1}×")
    } else {
        format!("{times:.0}×")
    }
}

const BEGIN: &str = "<!-- speed: begin -->\n";
const END: &str = "<!-- speed: end -->";

/// Puts `table` between its marks in README.md.
pub(crate) fn into_readme(table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("there is a README");
    let begin = readme.find(BEGIN).expect("the README has a place for it") + BEGIN.len();
    let end = readme.find(END).expect("the place has an end");
    let written = format!("{}{table}{}", &readme[..begin], &readme[end..]);
    fs::write(path, written).expect("it can be written");
}
