//! What the arguments mean. Whatever can be wrong with them alone is found here, before any file
//! is opened; commands get a plan and never look at arguments again.

use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

#[cfg(feature = "office")]
use super::args::AnnotateArgs;
use super::args::{CheckArgs, FailOn, FixArgs, Include, KeepArgs, RuleArgs, When};
use super::tell::Failure;
use crate::config;
#[cfg(feature = "office")]
use crate::document::office::Author;
use crate::report::{Format, Show};
pub(super) use crate::session::{BaselineUse, Rules, today};
#[cfg(feature = "office")]
use crate::wordlist::model::Day;

/// Which files, and how they are worked on.
#[derive(Debug)]
pub(super) struct Files {
    /// Files and folders; `-` is standard input. Never empty.
    pub paths: Vec<PathBuf>,
    /// The path that standard input is said to have.
    pub stdin_name: Option<PathBuf>,
    /// How many at a time.
    pub threads: NonZeroUsize,
}

/// `copydesk check`, understood.
#[derive(Debug)]
pub(super) struct CheckPlan {
    /// Which files.
    pub files: Files,
    /// Which rules.
    pub rules: Rules,
    /// How findings are printed.
    pub format: Format,
    /// What is listed beside findings.
    pub show: Show,
    /// Whether to say how long things took.
    pub timings: bool,
    /// The baseline to write.
    pub write_baseline: Option<PathBuf>,
    /// Whether the baseline may grow.
    pub force: bool,
    /// Only what has changed since this revision counts.
    pub since: Option<String>,
    /// Where results are kept from run to run; none: they are not.
    pub cache: Option<PathBuf>,
}

/// `copydesk fix`, understood.
#[derive(Debug)]
pub(super) struct FixPlan {
    /// Which files.
    pub files: Files,
    /// Which rules.
    pub rules: Rules,
    /// Print a patch and write nothing.
    pub diff: bool,
    /// Apply rewrites that are not safe too.
    pub also_unsafe: bool,
    /// Write office files themselves and not copies.
    #[cfg(feature = "office")]
    pub in_place: bool,
    /// Whose changes are tracked in Word files; none: nobody's.
    #[cfg(feature = "office")]
    pub tracked: Option<Author>,
}

/// `copydesk annotate`, understood.
#[cfg(feature = "office")]
#[derive(Debug)]
pub(super) struct AnnotatePlan {
    /// Which files.
    pub files: Files,
    /// Which rules.
    pub rules: Rules,
    /// Write files themselves and not copies.
    pub in_place: bool,
    /// The folder of the copies; none: beside the files.
    pub output: Option<PathBuf>,
    /// Who comments.
    pub reviewer: Author,
}

#[cfg(feature = "office")]
impl AnnotatePlan {
    /// Makes sense of `args`.
    pub(super) fn new(args: AnnotateArgs) -> Result<Self, Failure> {
        let rules = self::rules(args.rules, args.fail_on)?;
        if args.author.trim().is_empty() {
            return Err(Failure::say("--author is empty"));
        }
        let is_folder = |folder: &PathBuf| folder.is_dir();
        if let Some(folder) = args.output.as_ref().filter(|folder| !is_folder(folder)) {
            return Err(Failure::say(format!(
                "{} is no folder",
                crate::discover::shown(folder)
            )));
        }
        Ok(Self {
            files: Files::new(args.paths, None, args.threads)?,
            in_place: args.in_place,
            output: args.output,
            reviewer: Author {
                name: args.author,
                date: moment(rules.as_of),
            },
            rules,
        })
    }
}

impl CheckPlan {
    /// Makes sense of `args`.
    pub(super) fn new(args: CheckArgs) -> Result<Self, Failure> {
        let files = Files::new(args.paths, args.stdin_filename, args.threads)?;
        if args.since.is_some() && files.paths.iter().any(|path| is_dash(path)) {
            return Err(Failure::say(
                "--since is about files, and standard input (-) is none",
            ));
        }
        let mut rules = self::rules(args.rules, args.fail_on)?;
        if args.write_baseline.is_some() {
            // What is written is what is found, not what another baseline leaves of it.
            rules.baseline = BaselineUse::Nothing;
        }
        let cache = cache(&args.keep)?;
        Ok(Self {
            files,
            rules,
            cache,
            format: args.format,
            show: Show {
                approved: args.show.show_approved,
                cleared: args.show.show_cleared,
                statistics: args.show.statistics,
            },
            timings: args.timings,
            write_baseline: args.write_baseline,
            force: args.force,
            since: args.since,
        })
    }
}

impl FixPlan {
    /// Makes sense of `args`.
    pub(super) fn new(args: FixArgs) -> Result<Self, Failure> {
        let rules = self::rules(args.rules, args.fail_on)?;
        #[cfg(feature = "office")]
        if args.office.author.trim().is_empty() {
            return Err(Failure::say("--author is empty"));
        }
        Ok(Self {
            files: Files::new(args.paths, args.stdin_filename, args.threads)?,
            diff: args.diff,
            also_unsafe: args.also_unsafe,
            #[cfg(feature = "office")]
            in_place: args.office.in_place,
            #[cfg(feature = "office")]
            tracked: args.office.track_changes.then(|| Author {
                name: args.office.author,
                date: moment(rules.as_of),
            }),
            rules,
        })
    }
}

impl Files {
    pub(super) fn new(
        paths: Vec<PathBuf>,
        stdin_name: Option<PathBuf>,
        threads: Option<u16>,
    ) -> Result<Self, Failure> {
        let dash = paths.iter().filter(|path| is_dash(path)).count();
        if dash > 1 {
            return Err(Failure::say("standard input (-) is named twice"));
        }
        if dash == 0 && stdin_name.is_some() {
            return Err(Failure::say(
                "--stdin-filename names standard input, but - is not among the paths",
            ));
        }
        if paths.iter().any(|path| path.as_os_str().is_empty()) {
            return Err(Failure::say("a path is empty"));
        }
        Ok(Self {
            paths: if paths.is_empty() {
                vec![PathBuf::from(".")]
            } else {
                paths
            },
            stdin_name,
            threads: threads
                .and_then(|threads| NonZeroUsize::new(threads.into()))
                .or_else(|| std::thread::available_parallelism().ok())
                .unwrap_or(NonZeroUsize::MIN),
        })
    }
}

/// The beginning of `day`, as office files write it.
#[cfg(feature = "office")]
pub(super) fn moment(day: Day) -> String {
    format!("{}T00:00:00Z", crate::finding::day::iso(day))
}

/// Where results are kept, if they are.
fn cache(args: &KeepArgs) -> Result<Option<PathBuf>, Failure> {
    if !args.resume && args.cache.is_none() {
        return Ok(None);
    }
    let own = || dirs::cache_dir().map(|folder| folder.join("copydesk"));
    match args.cache.clone().or_else(own) {
        Some(folder) if !folder.as_os_str().is_empty() => Ok(Some(folder)),
        _ => Err(Failure::advise(
            "there is no folder to keep results in",
            "name one with --cache DIR",
        )),
    }
}

/// Makes sense of which rules `args` name.
pub(super) fn rules(args: RuleArgs, fail_on: Option<FailOn>) -> Result<Rules, Failure> {
    for (flag, value) in [
        ("--audience", &args.audience),
        ("--channel", &args.channel),
        ("--market", &args.market),
    ] {
        if value.as_ref().is_some_and(|value| value.trim().is_empty()) {
            return Err(Failure::say(format!("{flag} is empty")));
        }
    }
    Ok(Rules {
        lists: args.wordlist,
        baseline: args.baseline.map_or(BaselineUse::Config, BaselineUse::File),
        config: args.config,
        audience: args.audience,
        channel: args.channel,
        market: args.market,
        include: args.include.into_iter().map(Include::into).collect(),
        as_of: args.as_of.unwrap_or_else(today),
        fail_on: fail_on.map(|flag| {
            flag.severity()
                .map_or(config::FailOn::Never, config::FailOn::From)
        }),
    })
}

fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Whether to colour what goes to `stream`.
pub(super) fn colour(when: When, stream: &impl IsTerminal) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        // As no-color.org has it: set and not empty.
        When::Auto => {
            stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_is_named_once_and_only_with_its_dash() {
        let files = |paths: &[&str], name: Option<&str>| {
            Files::new(
                paths.iter().map(PathBuf::from).collect(),
                name.map(PathBuf::from),
                None,
            )
        };
        assert!(files(&["-"], Some("a.md")).is_ok());
        assert!(files(&["-", "-"], None).is_err());
        assert!(files(&["a.md"], Some("a.md")).is_err());
        assert!(files(&[""], None).is_err());
        assert_eq!(files(&[], None).unwrap().paths, [PathBuf::from(".")]);
    }
}
