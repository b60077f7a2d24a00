//! `copydesk wordlist add` and `update`: lists that many repositories share, copied into this one.
//!
//! These commands, and `diff` where it is asked about another revision, are the only ones that go out,
//! and git does it for them. What they bring in is read and refused if it has mistakes before anything is written; then the copy, the lock and the
//! config are written together or not at all.

mod address;
mod fetched;
mod home;
mod remote;
mod together;

use std::fs;
use std::path::{Path, PathBuf};

use super::Streams;
use super::exit::Exit;
use super::tell::Failure;
use crate::compare::Comparison;
use crate::config::lock::{self, Entry, Lock, Pin};
use crate::config::{self, ListRef};
use crate::report::visible::visible;
use crate::report::wording::count;
use crate::wordlist::load::{self, Loaded, Origin};
use crate::wordlist::problem::listed;
use address::Address;
use fetched::{Fetched, short};
use home::Home;
use remote::Kind;

/// Copies the list at `written` into this repository.
pub(super) fn add(
    written: &str,
    config: Option<PathBuf>,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let address = understood(written)?;
    let home = Home::new(config)?;
    let fetched = match &address {
        Address::Git(place) => Fetched::of_git(place)?,
        Address::File(path) => Fetched::of_file(path, home.lock.folder())?,
    };
    let name = fetched.loaded.list.name.clone();
    if name.is_empty() {
        return Err(Failure::advise(
            "this list has no name, and its file's is none either",
            "write into it   wordlist: acme",
        ));
    }
    let known = home.lock.named(&name);
    if let Some(known) = known {
        let path = |pin: Option<&Pin>| pin.map(|pin| pin.path.clone());
        if known.from != fetched.from || path(known.pin.as_ref()) != path(fetched.pin.as_ref()) {
            return Err(Failure::advise(
                &format!("a list “{name}” is here already, from {}", known.from),
                &format!("to have it from elsewhere, take {name} out of copydesk.lock first"),
            ));
        }
    }
    let copy = known.map_or_else(
        || format!("{}/{name}.yaml", lock::FOLDER),
        |known| known.copy.clone(),
    );
    let entry = fetched.entry(&name, &copy);
    home.try_on(&fetched.loaded, &entry)?;
    let naming = home.naming(&entry.copy)?;
    let copied = config::shown(&home.copy(&entry));
    let is_named = naming.is_some();
    let (mut changes, lock) = home.copying(&fetched, entry)?;
    changes.extend(naming);
    together::write(&changes)?;
    let list = &fetched.loaded.list;
    writeln!(
        streams.out,
        "wrote {copied}: {}{}, from {}{}",
        count(list.rules.len(), "rule"),
        list.version
            .as_ref()
            .map_or(String::new(), |version| format!(
                ", version {}",
                visible(version)
            )),
        visible(&fetched.from),
        fetched.at()
    )?;
    writeln!(streams.out, "wrote {}", config::shown(&lock.path))?;
    if is_named {
        let config = config::shown(&home.config);
        writeln!(streams.out, "added it to the wordlists of {config}")?;
    }
    Ok(Exit::Clean)
}

/// Fetches copies anew, of the list `only` or of all, at the revision that each was asked for or at `to`.
pub(super) fn update(
    only: Option<&str>,
    to: Option<&str>,
    config: Option<PathBuf>,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let mut home = Home::new(config)?;
    let entries = match only {
        None => home.lock.entries.clone(),
        Some(name) => match home.lock.named(name) {
            Some(entry) => vec![entry.clone()],
            None => return Err(not_copied(name, &home.lock)),
        },
    };
    if entries.is_empty() {
        return Err(Failure::advise(
            "no list was copied into this repository",
            "copydesk wordlist add copies one",
        ));
    }
    if to.is_some() && entries.len() > 1 {
        return Err(Failure::advise(
            "--to is a revision of one list, and several were copied",
            &format!("name one of {}", names(&home.lock)),
        ));
    }
    let mut exit = Exit::Clean;
    for entry in &entries {
        // What cannot be had of one list is no reason to leave the others as they are.
        if let Err(failure) = update_one(&mut home, entry, to, streams) {
            streams.teller.failure(&failure);
            exit = Exit::Trouble;
        }
    }
    Ok(exit)
}

fn update_one(
    home: &mut Home,
    old: &Entry,
    to: Option<&str>,
    streams: &mut Streams<'_>,
) -> Result<(), Failure> {
    let name = &old.name;
    let fetched = Fetched::anew(old, to, home.lock.folder())?;
    if let (Some(pin), Some(was), None) = (&fetched.pin, &old.pin, to)
        && fetched.kind == Kind::Tag
        && pin.commit != was.commit
    {
        return Err(Failure::advise(
            &format!(
                "{name}: the tag {} was moved from {} to {}, and a tag is meant to stay",
                pin.rev,
                short(&was.commit),
                short(&pin.commit)
            ),
            &format!(
                "if that is right: copydesk wordlist update {name} --to {}",
                pin.rev
            ),
        ));
    }
    let now = &fetched.loaded.list.name;
    if now != name {
        return Err(Failure::advise(
            &format!("{name}: the list calls itself {now} there, and its rules with it"),
            &format!("take {name} out of copydesk.lock and copydesk.yaml, and add it anew"),
        ));
    }
    let copy = home.copy(old);
    let before = fs::read_to_string(&copy).ok();
    let before =
        before.and_then(|text| load::load(&text, Origin::Path(&config::shown(&copy))).ok());
    let new = fetched.entry(name, &old.copy);
    home.try_on(&fetched.loaded, &new)?;
    let is_same = Entry {
        at: old.at.clone(),
        ..new.clone()
    } == *old;
    let (changes, lock) = home.copying(&fetched, new)?;
    together::write(&changes)?;
    home.took(lock);
    let same_rules = before
        .as_ref()
        .is_some_and(|before| before.digest == fetched.loaded.digest);
    let what = match &before {
        _ if is_same && same_rules => "as it was".to_owned(),
        Some(before) => in_short(&Comparison::new(&before.list, &fetched.loaded.list)),
        None => "written anew".to_owned(),
    };
    writeln!(streams.out, "{name}{}: {what}", fetched.at())?;
    Ok(())
}

/// `2 rules added, 1 changed`.
fn in_short(comparison: &Comparison) -> String {
    let rules = &comparison.rules;
    let all = [
        (&rules.added, "added"),
        (&rules.changed, "changed"),
        (&rules.removed, "removed"),
    ];
    let said: Vec<String> = all
        .into_iter()
        .filter(|(rules, _)| !rules.is_empty())
        .map(|(rules, what)| format!("{} {what}", count(rules.len(), "rule")))
        .collect();
    if !said.is_empty() {
        said.join(", ")
    } else if comparison.is_empty() {
        "its rules say the same".to_owned()
    } else {
        "changed, but for its rules".to_owned()
    }
}

/// The list that `written` names: `name@revision` of one that was copied, `git+…`, a file, a built-in
/// list, or the copy of that name.
pub(super) fn named(written: &str, config: Option<&Path>) -> Result<Loaded, Failure> {
    let is_there = Path::new(written).is_file();
    if !is_there
        && written.starts_with("git+")
        && let Address::Git(place) = understood(written)?
    {
        return Ok(Fetched::of_git(&place)?.loaded);
    }
    let lock = || Home::new(config.map(Path::to_owned)).map(|home| home.lock);
    if let Some((name, rev)) = written.split_once('@').filter(|_| !is_there) {
        let lock = lock()?;
        let Some(entry) = lock.named(name) else {
            return Err(not_copied(name, &lock));
        };
        return Ok(Fetched::anew(entry, Some(rev), lock.folder())?.loaded);
    }
    let mut list = ListRef::from_argument(written);
    if list.path().is_none() {
        let lock = lock()?;
        if let Some(entry) = lock.named(written) {
            let copy = lock.folder().join(&entry.copy);
            list = ListRef::from_argument(&config::shown(&copy));
        }
    }
    list.load().map_err(Failure::Problems)
}

fn understood(written: &str) -> Result<Address, Failure> {
    Address::parse(written).map_err(|wrong| {
        Failure::advise(
            &visible(&wrong.to_string()),
            "write it as in git+https://git.example.com/brand/wording.git@v14#lists/acme.yaml, or name a file",
        )
    })
}

fn not_copied(name: &str, lock: &Lock) -> Failure {
    Failure::advise(
        &format!("no list “{name}” was copied into this repository"),
        &format!("copied: {}", names(lock)),
    )
}

fn names(lock: &Lock) -> String {
    listed(lock.entries.iter().map(|entry| entry.name.as_str()))
}
