//! `--format summary`: the closing lines of a run and files by kind, and nothing else.

use std::io::{self, Write};

use super::tally::Tally;
use super::visible::visible;
use super::{FileReport, Reporter, RunInfo, Summary, wording};

/// `--format summary`.
#[derive(Debug, Default)]
pub(super) struct Counts {
    run: Option<RunInfo>,
    counts: Tally,
}

impl Reporter for Counts {
    fn begin(&mut self, run: &RunInfo, _out: &mut dyn Write) -> io::Result<()> {
        self.run = Some(run.clone());
        Ok(())
    }

    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        self.counts.add(file);
        Ok(())
    }

    fn unread(&mut self, _path: &str, _reason: &str, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        match &self.run {
            Some(run) => {
                self.counts.write(run, summary, out)?;
                write_kinds(&self.counts, out)
            }
            None => Ok(()),
        }
    }
}

/// Writes files and findings by kind of file.
fn write_kinds(tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
    for (kind, (files, findings)) in &tally.kinds {
        let files = wording::count(*files, "file");
        writeln!(
            out,
            "  {:<13}{files}, {}",
            visible(kind),
            wording::count(*findings, "finding")
        )?;
    }
    Ok(())
}
