//! What GitHub shows of a run, and that nothing is left out without a word. The limits of code scanning
//! are tested in `src/report/sarif`: to reach them here takes longer than anybody waits.

use super::Repository;

#[test]
fn github_shows_ten_of_a_level_and_the_rest_is_said() {
    let repository = Repository::new();
    repository.write("a.md", "leverage\n\n".repeat(11));
    let output = repository.check(".", &["--format", "github"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let commands = printed
        .lines()
        .filter(|line| line.starts_with("::warning "));
    assert_eq!(commands.count(), 11, "all are in the log");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        said,
        "GitHub shows 10 of these 11 warnings beside the code; all are in the log\n"
    );
}
