//! What holds for a file, asked for by a command: what is wrong is told on standard error.

use std::path::Path;
use std::sync::Arc;

use super::tell::{Failure, Teller};
use crate::session::Listener;
pub(super) use crate::session::{Lookup, Scope, Scopes, StandIn};
use crate::wordlist::problem::Problem;

impl Listener for Teller {
    fn problems(&self, problems: &[Problem]) {
        Teller::problems(*self, problems);
    }

    fn no_list(&self) {
        self.failure(&Failure::advise(
            "no wordlist is in force, so nothing was checked",
            "name one with --wordlist, or write a copydesk.yaml with copydesk init",
        ));
    }
}

/// What holds for `path`, which somebody asked about by itself.
pub(super) fn required(scopes: &mut Scopes, path: &Path) -> Result<Arc<Scope>, Failure> {
    match scopes.of(path) {
        Lookup::Scope(scope) => Ok(scope),
        Lookup::Broken(_) => Err(Failure::Silent),
        Lookup::Excluded => Err(Failure::say(format!(
            "{} is excluded by the config",
            crate::discover::shown(path)
        ))),
        Lookup::Own => Err(Failure::say(format!(
            "{} is a list or a config of copydesk, and is never checked",
            crate::discover::shown(path)
        ))),
    }
}
