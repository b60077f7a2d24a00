//! What a process cost, as the operating system accounts for it when it has ended.

use std::fs::File;
use std::io;
use std::process::{Command, Stdio};

use wait4::Wait4;

/// What one run cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// CPU time of all its threads, in seconds.
    pub(crate) cpu: f64,
    /// The most memory it held, in MB.
    pub(crate) memory: f64,
}

/// Runs `command` with its output in `out`. Whether it could be started and waited for is all that
/// counts as success: linters end with 1 where they find something.
pub(crate) fn run(command: &mut Command, out: File) -> io::Result<(Cost, Option<i32>)> {
    let child = command
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(Stdio::null())
        .spawn()?;
    let ended = child.wait4()?;
    let cost = Cost {
        cpu: (ended.rusage.utime + ended.rusage.stime).as_secs_f64(),
        #[expect(clippy::cast_precision_loss, reason = "shown without decimals")]
        memory: ended.rusage.maxrss as f64 / 1e6,
    };
    Ok((cost, ended.status.code()))
}

/// The run in the middle, by CPU time.
pub(crate) fn median(mut costs: Vec<Cost>) -> Cost {
    costs.sort_by(|one, other| one.cpu.total_cmp(&other.cpu));
    let middle = costs.len() / 2;
    costs.get(middle).copied().unwrap_or(Cost {
        cpu: 0.0,
        memory: 0.0,
    })
}
