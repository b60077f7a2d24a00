//! The lists that come with the tool: read when it was built, decoded only when one is named.

use super::load::{self, Loaded, Origin};
use super::problem::Problem;

/// A built-in list.
#[derive(Debug)]
pub struct BuiltIn {
    /// Its name.
    pub name: &'static str,
    /// SHA-256 of its YAML, in hex.
    pub digest: &'static str,
    /// Its YAML.
    pub yaml: &'static str,
    list: &'static [u8],
    phrases: &'static [u8],
}

/// All built-in lists, by name.
pub static ALL: &[BuiltIn] = include!(concat!(env!("OUT_DIR"), "/built_in_lists.rs"));

/// The built-in list of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static BuiltIn> {
    ALL.iter().find(|list| list.name == name)
}

impl BuiltIn {
    /// The list, decoded.
    ///
    /// # Errors
    /// None for a tool that was built by its own build script; then the YAML is read again, with
    /// whatever is wrong with it.
    pub fn load(&self) -> Result<Loaded, Vec<Problem>> {
        let origin = Origin::BuiltIn(self.name);
        let stored = postcard::from_bytes(self.list)
            .and_then(|list| Ok((list, postcard::from_bytes(self.phrases)?)));
        match stored {
            Ok((list, ahead)) => Ok(Loaded {
                list,
                file: origin.file(self.yaml),
                digest: self.digest.to_owned(),
                path: None,
                warnings: Vec::new(),
                ahead,
            }),
            Err(_) => load::load(self.yaml, origin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wordlist::ruleset::Ruleset;

    #[test]
    fn what_was_stored_is_what_the_yaml_says() {
        for list in ALL {
            let stored = list.load().unwrap();
            let read = load::load(list.yaml, Origin::BuiltIn(list.name)).unwrap();
            assert_eq!(format!("{:?}", stored.list), format!("{:?}", read.list));
            assert_eq!(stored.digest, read.digest);
        }
    }

    #[test]
    fn every_list_stacks_alone_and_with_the_others() {
        let loaded: Vec<Loaded> = ALL.iter().map(|list| list.load().unwrap()).collect();
        let said = |result: Result<Ruleset, Vec<Problem>>| match result {
            Ok(_) => String::new(),
            Err(problems) => {
                let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
                said.join("\n")
            }
        };
        for list in &loaded {
            assert_eq!(said(Ruleset::build(&[list], &[])), "");
        }
        let all: Vec<&Loaded> = loaded.iter().collect();
        assert_eq!(said(Ruleset::build(&all, &[])), "");
    }
}
