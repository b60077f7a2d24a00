//! Runs that are larger than code scanning takes.

use super::*;
use crate::report::root::Root;
use crate::report::{RuleEntry, Show};
use crate::wordlist::model::Day;

fn rule(number: usize) -> RuleEntry {
    RuleEntry {
        id: format!("list/{number}"),
        kind: Kind::Forbidden,
        severity: Severity::Error,
        short: "Do not say it.".to_owned(),
        because: None,
        advice: None,
        who: "Memo".to_owned(),
        url: None,
        owner: None,
    }
}

/// The file and what is said beside it of a run with so many rules, and with results of these
/// weights and rules.
fn finished(
    rules: usize,
    results: impl Iterator<Item = (Severity, usize)>,
) -> (Value, Vec<String>) {
    let run = RunInfo {
        as_of: Day {
            year: 2026,
            month: 11,
            day: 23,
        },
        lists: Vec::new(),
        rules,
        audience: None,
        channel: None,
        market: None,
        fail_on: None,
        show: Show::default(),
        root: Root::default(),
        catalog: (0..rules).map(rule).collect(),
    };
    let mut sarif = Sarif::default();
    let mut out = Vec::new();
    sarif.begin(&run, &mut out).unwrap();
    for (severity, rule) in results {
        let result = json!({"level": level(severity), "ruleId": format!("list/{rule}")});
        sarif.results.push(Weighed { severity, result });
    }
    sarif.finish(&Summary::default(), &mut out).unwrap();
    let log: Value = serde_json::from_slice(&out).unwrap();
    (log["runs"][0].clone(), sarif.left_out())
}

/// What is said beside the file is said in it too.
fn told(run: &Value, said: &[String]) {
    let notices = run["invocations"][0]["toolExecutionNotifications"].as_array();
    let notices: Vec<&str> = notices
        .unwrap()
        .iter()
        .filter_map(|notice| notice["message"]["text"].as_str())
        .collect();
    assert_eq!(notices, said);
}

#[test]
fn of_too_many_results_the_least_severe_are_left_out_and_counted() {
    let suggestions = std::iter::repeat_n((Severity::Suggestion, 0), 60_000);
    let warnings = std::iter::repeat_n((Severity::Warning, 0), 7);
    let (run, said) = finished(1, suggestions.chain(warnings));
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 25_000);
    let warnings = results.iter().filter(|result| result["level"] == "warning");
    assert_eq!(warnings.count(), 7, "though they come last");
    told(&run, &said);
    assert!(said[0].starts_with("35007 findings, the least severe, are not in the SARIF file"));
    assert!(said[1].contains("keeps the 5000 most severe of the 25000 findings"));
    assert_eq!(said.len(), 2);
}

#[test]
fn of_too_many_rules_those_that_found_something_are_described() {
    let found = [(Severity::Error, 7), (Severity::Error, 25_000)];
    let (run, said) = finished(25_001, found.into_iter());
    let described = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: Vec<_> = described.iter().map(|rule| &rule["id"]).collect();
    assert_eq!(ids, ["list/7", "list/25000"]);
    assert_eq!(run["results"][1]["ruleIndex"], 1);
    told(&run, &said);
    assert!(said[0].starts_with("Of 25001 rules only those that found something"));
}

#[test]
fn what_is_within_the_limits_is_whole_and_nothing_is_said() {
    let results = std::iter::repeat_n((Severity::Error, 1), 5_000);
    let (run, said) = finished(25_000, results);
    assert_eq!(run["results"].as_array().unwrap().len(), 5_000);
    assert_eq!(
        run["tool"]["driver"]["rules"].as_array().unwrap().len(),
        25_000
    );
    told(&run, &said);
    assert!(said.is_empty());
}
