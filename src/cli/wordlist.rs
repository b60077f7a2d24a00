//! `copydesk wordlist`: lists themselves, not the copy that they are held against.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{OutputFormat, RuleArgs, SchemaOf, ShowFormat, WordlistCommand};
use super::exit::Exit;
use super::plan::{self, today};
use super::scope::{Scope, Scopes, required};
use super::suite::{self, Results};
use super::tell::{self, Failure};
use super::{Streams, difference, vendor};
use crate::audit;
use crate::config::{self, ListRef};
use crate::discover::{in_words, shown};
use crate::report::visible::visible;
use crate::report::wording;
use crate::wordlist::load::Loaded;
use crate::wordlist::model::Day;
use crate::wordlist::problem::Problem;
use crate::wordlist::ruleset::Ruleset;
use crate::wordlist::stack::Layer;
use crate::wordlist::{builtin, import, render, schema, show};

/// Does what `command` says.
pub(super) fn run(command: WordlistCommand, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    match command {
        WordlistCommand::List => list(streams),
        WordlistCommand::Show { list, format } => show_list(&list, format, streams),
        WordlistCommand::Check {
            lists,
            config,
            as_of,
        } => check(&lists, config, as_of.unwrap_or_else(today), streams),
        WordlistCommand::Add { address, config } => vendor::add(&address, config, streams),
        WordlistCommand::Update { name, to, config } => {
            vendor::update(name.as_deref(), to.as_deref(), config, streams)
        }
        WordlistCommand::Diff(args) => difference::run(&args, streams),
        WordlistCommand::Schema { of } => print_schema(of, streams),
        WordlistCommand::Import { file } => import_table(&file, streams),
        WordlistCommand::Judge {
            files,
            format,
            as_of,
        } => judge(&files, format, as_of.unwrap_or_else(today), streams),
    }
}

/// Lists the built-in lists.
fn list(streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let names = builtin::ALL.iter().map(|list| list.name.len());
    let width = names.max().unwrap_or(0);
    for built_in in builtin::ALL {
        let list = built_in.load().map_err(Failure::Problems)?.list;
        writeln!(
            streams.out,
            "{:<width$}  {:>9}  {} {}",
            built_in.name,
            wording::count(list.rules.len(), "rule"),
            visible(list.title.as_deref().unwrap_or("")),
            visible(list.version.as_deref().unwrap_or(""))
        )?;
    }
    Ok(Exit::Clean)
}

/// Shows a list as a page.
fn show_list(list: &str, format: ShowFormat, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let loaded = ListRef::from_argument(list)
        .load()
        .map_err(Failure::Problems)?;
    let page = match format {
        ShowFormat::Md => show::markdown(&loaded),
        ShowFormat::Html => show::html(&loaded),
        ShowFormat::Csv => show::csv(&loaded)
            .map_err(|error| Failure::say(format!("the table cannot be written: {error}")))?,
    };
    streams.out.write_all(page.as_bytes())?;
    Ok(Exit::Clean)
}

/// Looks for mistakes in lists and runs their examples.
fn check(
    given: &[String],
    config: Option<PathBuf>,
    as_of: Day,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let (named, layers) = to_check(given, config)?;
    let mut problems = Vec::new();
    let mut opened = Vec::new();
    for list in &named {
        match list.load() {
            Ok(loaded) => opened.push(loaded),
            Err(found) => problems.extend(found),
        }
    }
    // Rules are held against each other only where every list can be understood.
    let mut understood = problems.is_empty();
    if understood {
        let lists: Vec<&Loaded> = opened.iter().collect();
        match Ruleset::build(&lists, &layers) {
            Ok(set) => problems = audit::audit(&lists, set, as_of),
            Err(found) => {
                understood = false;
                problems = found;
            }
        }
    }
    if !problems.is_empty() {
        let drawn = render::draw(&problems, streams.colour);
        writeln!(streams.out, "{}\n", drawn.trim_end_matches('\n'))?;
    }
    writeln!(streams.out, "{}", closing(&problems, &opened, named.len()))?;
    let wrong = problems.iter().any(Problem::is_error);
    Ok(Exit::found(wrong).and(Exit::trouble(!understood)))
}

/// The lists to check and what their config changes about them.
fn to_check(
    given: &[String],
    config: Option<PathBuf>,
) -> Result<(Vec<ListRef>, Vec<Layer>), Failure> {
    if !given.is_empty() {
        let lists = given.iter().map(|name| ListRef::from_argument(name));
        return Ok((lists.collect(), Vec::new()));
    }
    let here = Path::new(".");
    let Some(path) = config.or_else(|| config::nearest(here)) else {
        return Err(Failure::advise(
            "there is no copydesk.yaml here, so there are no lists to check",
            "name a list, or write a copydesk.yaml with copydesk init",
        ));
    };
    let config = config::load(&path).map_err(Failure::Problems)?;
    let lists = config.all_lists();
    if lists.is_empty() {
        let shown = config::shown(&path);
        return Err(Failure::say(format!("{shown} names no wordlist")));
    }
    // What the config says of its own folder is said of every file; an override's changes may
    // speak of lists that are not in force here.
    let folder = path.parent().unwrap_or(here);
    Ok((lists, config.for_path(&folder.join(config::NAME)).layers))
}

fn closing(problems: &[Problem], lists: &[Loaded], named: usize) -> String {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let warnings = problems.len() - errors;
    let rules: usize = lists.iter().map(|list| list.list.rules.len()).sum();
    let examples: usize = lists
        .iter()
        .flat_map(|list| &list.list.rules)
        .map(|rule| &rule.examples)
        .map(|examples| examples.flags.len() + examples.allows.len() + examples.rewrites.len())
        .sum();
    let looked_at = format!(
        "{} ({}, {})",
        wording::count(named, "list"),
        wording::count(rules, "rule"),
        wording::count(examples, "example")
    );
    match (errors, warnings) {
        (0, 0) => format!("No mistakes in {looked_at}."),
        (0, _) => format!("{} in {looked_at}.", wording::count(warnings, "warning")),
        (_, 0) => format!("{} in {looked_at}.", wording::count(errors, "error")),
        _ => format!(
            "{} and {} in {looked_at}.",
            wording::count(errors, "error"),
            wording::count(warnings, "warning")
        ),
    }
}

fn print_schema(of: SchemaOf, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let text = match of {
        SchemaOf::List => schema::list(),
        SchemaOf::Config => schema::config(),
    };
    writeln!(streams.out, "{}", text.trim_end_matches('\n'))?;
    Ok(Exit::Clean)
}

/// Makes a list of a table; what could not be carried over is told, line by line.
fn import_table(file: &Path, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let path = shown(file);
    let bytes =
        fs::read(file).map_err(|error| Failure::say(format!("{path}: {}", in_words(&error))))?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let imported =
        import::import(&bytes, &stem).map_err(|error| Failure::say(format!("{path}: {error}")))?;
    streams.out.write_all(imported.yaml.as_bytes())?;
    for left in &imported.left {
        let reason = visible(&left.reason);
        tell::line(&format!("{path}:{}: {reason}", left.line));
    }
    Ok(Exit::trouble(!imported.left.is_empty()))
}

/// Holds lists against suites of marked sentences.
fn judge(
    files: &[PathBuf],
    format: OutputFormat,
    as_of: Day,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let mut results = Results::default();
    let mut made: BTreeMap<Vec<String>, Arc<Scope>> = BTreeMap::new();
    for file in files {
        let suite = suite::read(file)?;
        let lists = suite.lists.iter().map(|list| suite::list_of(file, list));
        let lists: Vec<String> = lists.collect();
        let scope = match made.get(&lists) {
            Some(scope) => Arc::clone(scope),
            None => suite_scope(&lists, file, as_of, streams)?,
        };
        results.add(file, &suite, &scope.engine, &scope.policy);
        made.insert(lists, scope);
    }
    results.write(format, streams.out)?;
    Ok(results.exit())
}

/// The lists of a suite, compiled; no config has a say in them.
fn suite_scope(
    lists: &[String],
    file: &Path,
    as_of: Day,
    streams: &Streams<'_>,
) -> Result<Arc<Scope>, Failure> {
    let args = RuleArgs {
        wordlist: lists.to_vec(),
        as_of: Some(as_of),
        ..RuleArgs::default()
    };
    let rules = plan::rules(args, None)?;
    required(&mut Scopes::without_configs(&rules, streams.teller), file)
}
