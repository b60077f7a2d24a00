//! The binary: everything is done by [`copydesk::cli::run`].

use std::process::ExitCode;

fn main() -> ExitCode {
    copydesk::cli::run(std::env::args_os()).into()
}
