//! The table of the built-in lists that stands in `wordlists/README.md`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::builtin::ALL;
use super::model::Wordlist;
use super::problem::Problem;

/// The page, generated.
///
/// # Errors
/// The problems of a list that cannot be read, which a tool that was built does not have.
pub fn readme() -> Result<String, Vec<Problem>> {
    let mut page = String::from(
        "# Built-in wordlists\n\n\
         Generated from the lists; `COPYDESK_BLESS=1 cargo test --test wordlists` writes it anew. No list is on\n\
         unless a config or `--wordlist` names it. None of them is legal advice.\n\n\
         | Name | What it is about | Rules | Sources | Market | Version |\n|---|---|--:|---|---|---|\n",
    );
    for built_in in ALL {
        let list = built_in.load()?.list;
        let _ = writeln!(
            page,
            "| [{name}]({name}.yaml) | {} | {} | {} | {} | {} |",
            cell(list.title.as_deref()),
            list.rules.len(),
            cell(Some(&publishers(&list))),
            cell(list.market.as_deref()),
            cell(list.version.as_deref()),
            name = built_in.name,
        );
    }
    page.push_str("\n## What each list says of itself\n");
    for built_in in ALL {
        let list = built_in.load()?.list;
        let _ = writeln!(
            page,
            "\n**{}**: {}",
            built_in.name,
            cell(list.notice.as_deref())
        );
    }
    Ok(page)
}

/// How many sources there are, and who published them.
fn publishers(list: &Wordlist) -> String {
    let names: BTreeSet<&str> = list
        .sources
        .values()
        .map(|source| source.publisher.as_deref().unwrap_or(&source.title))
        .collect();
    let names: Vec<&str> = names.into_iter().collect();
    format!("{}: {}", list.sources.len(), names.join("; "))
}

fn cell(text: Option<&str>) -> String {
    text.unwrap_or("").replace('|', "\\|").replace('\n', " ")
}
