//! `copydesk init`: a config and a first list, each with comments that say what else it can hold.
//!
//! Nothing that is there is written over.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::Streams;
use super::args::InitArgs;
use super::exit::Exit;
use super::tell::Failure;
use crate::discover::{in_words, shown};

const CONFIG: (&str, &str) = ("copydesk.yaml", include_str!("init/copydesk.yaml"));
const LIST: (&str, &str) = ("wording/house.yaml", include_str!("init/house.yaml"));

/// Writes what is not there yet.
pub(super) fn run(args: &InitArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let mut kept = false;
    for (name, text) in [CONFIG, LIST] {
        let path = args.folder.join(name);
        let path_shown = shown(&path);
        match put(&path, text) {
            Ok(()) => writeln!(streams.out, "wrote {path_shown}")?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                kept = true;
                writeln!(streams.out, "kept  {path_shown}, which is there already")?;
            }
            Err(error) => {
                let reason = in_words(&error);
                return Err(Failure::say(format!("{path_shown}: {reason}")));
            }
        }
    }
    let list = shown(&args.folder.join(LIST.0));
    let first = if kept {
        format!("Look at what you have and at {list}")
    } else {
        format!("Put your own wording into {list}")
    };
    writeln!(
        streams.out,
        "\nNext:\n  1. {first}\n  2. copydesk wordlist check     looks for mistakes in it\n  \
         3. copydesk check .            holds your pages against it"
    )?;
    Ok(Exit::Clean)
}

/// Writes a file that must not be there yet, and the folders that it stands in.
fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?
        .write_all(text.as_bytes())
}
