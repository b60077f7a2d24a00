//! Holds the cost of a check to what it is made of: the text, not the rules.
//!
//! Nothing is timed. What is counted is the same on every machine: allocations, and where valgrind is
//! installed the instructions of the real program. The bounds are generous; what they catch is work
//! for each rule and block, a copy of the text too many, a search that grows with the square.

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::fs;
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::sync::Arc;

    use allocation_counter::AllocationInfo;
    use copydesk::check::check;
    use copydesk::document::source::Source;
    use copydesk::document::{Format, ReadOptions, read};
    use copydesk::judge::Policy;
    use copydesk::matching::Engine;
    use copydesk::session;
    use copydesk::wordlist::builtin;
    use copydesk::wordlist::load::{self, Loaded, Origin};
    use copydesk::wordlist::ruleset::Ruleset;

    /// A list of `rules` phrases; none of them is in the page.
    fn list(rules: usize) -> String {
        let mut list = String::from("forbid:\n");
        for rule in 0..rules {
            let _ = writeln!(list, "  - quetzal{rule} sings -> it sings");
        }
        list
    }

    /// Markdown of `paragraphs` paragraphs, with the markup that pages have.
    fn page(paragraphs: usize) -> String {
        let mut page = String::from("# A page\n\n");
        for paragraph in 0..paragraphs {
            let _ = writeln!(
                page,
                "Paragraph {paragraph} says *what there is* to say of [a thing](to.md), and then\n\
                 some more; the quetzals of the forest sing, `as code does` not.\n"
            );
        }
        page
    }

    fn allocated(rules: usize, text: &str, format: Format) -> AllocationInfo {
        let loaded = load::load(&list(rules), Origin::Path("list.yaml")).unwrap();
        let engine = Engine::new(Arc::new(Ruleset::build(&[&loaded], &[]).unwrap()));
        let policy = Policy::new(session::today());
        let bytes = text.as_bytes().to_vec();
        allocation_counter::measure(|| {
            let source = Source::decode(bytes).unwrap();
            let document = read(format, source, &ReadOptions::default());
            let report = check(&document, &engine, &policy);
            assert!(report.verdicts.findings.is_empty());
        })
    }

    #[test]
    fn more_rules_allocate_nothing_more() {
        let text = page(200);
        let few = allocated(10, &text, Format::Markdown);
        let many = allocated(10_000, &text, Format::Markdown);
        assert!(
            many.count_total <= few.count_total + few.count_total / 10 + 20,
            "{} allocations with 10 rules, {} with 10,000",
            few.count_total,
            many.count_total
        );
    }

    #[test]
    fn what_nothing_is_met_of_allocates_next_to_nothing() {
        let (document, policy) = (page(1), Policy::new(session::today()));
        let source = Source::decode(document.into_bytes()).unwrap();
        let document = read(Format::Markdown, source, &ReadOptions::default());
        let mut phrases = 0;
        let allocated = allocation_counter::measure(|| {
            let loaded: Vec<Loaded> = builtin::ALL
                .iter()
                .map(|list| list.load().unwrap())
                .collect();
            let lists: Vec<&Loaded> = loaded.iter().collect();
            let rules = Ruleset::build(&lists, &[]).unwrap();
            phrases = u64::try_from(rules.phrases.len()).unwrap();
            let engine = Engine::new(Arc::new(rules));
            let report = check(&document, &engine, &policy);
            assert!(report.verdicts.findings.is_empty());
        });
        assert!(
            allocated.count_total <= phrases * 4,
            "{} allocations for all built-in lists, which have {phrases} phrases",
            allocated.count_total
        );
    }

    #[test]
    fn what_is_allocated_grows_with_the_text_and_no_faster() {
        for format in [Format::Markdown, Format::Html, Format::Text] {
            let short = page(100);
            let long = page(1_000);
            let of_short = allocated(10, &short, format);
            let of_long = allocated(10, &long, format);
            assert!(
                of_long.count_total <= of_short.count_total * 11 + 100,
                "{format:?}: {} allocations for {} bytes, {} for {}",
                of_short.count_total,
                short.len(),
                of_long.count_total,
                long.len()
            );
            let most = u64::try_from(long.len()).unwrap() * 12;
            assert!(
                of_long.bytes_max <= most,
                "{format:?}: {} bytes held at once for {}",
                of_long.bytes_max,
                long.len()
            );
        }
    }

    /// Instructions of `copydesk check` on `text` with `rules` rules; none without valgrind.
    fn instructions(rules: usize, text: &str) -> Option<u64> {
        instructions_with(&list(rules), text)
    }

    /// Instructions of `copydesk check` on `text` with this list; none without valgrind.
    fn instructions_with(list: &str, text: &str) -> Option<u64> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("list.yaml");
        fs::write(&file, list).unwrap();
        instructions_of(&[file.to_str().unwrap()], text)
    }

    /// Instructions of `copydesk check` on `text` with these lists; none without valgrind.
    fn instructions_of(lists: &[&str], text: &str) -> Option<u64> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("page.md"), text).unwrap();
        let out = folder.path().join("out");
        let run = Command::new("valgrind")
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if !run.is_ok_and(|status| status.success()) {
            return None;
        }
        let status = Command::new("valgrind")
            .arg("--tool=callgrind")
            .arg(format!("--callgrind-out-file={}", out.display()))
            .arg(env!("CARGO_BIN_EXE_copydesk"))
            .args(["check", "--threads", "1", "--format", "summary"])
            .args(lists.iter().flat_map(|list| ["--wordlist", list]))
            .arg("page.md")
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(status.code().is_some_and(|code| code < 2), "{status}");
        total(&out)
    }

    fn total(out: &Path) -> Option<u64> {
        let said = fs::read_to_string(out).unwrap();
        let line = said.lines().find(|line| line.starts_with("summary:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }

    #[test]
    fn more_rules_take_no_more_instructions_per_byte() {
        let (nothing, text) = (page(1), page(150));
        let Some(idle) = instructions(20, &nothing) else {
            eprintln!("skipped: valgrind is not installed");
            return;
        };
        let of_text = |rules: usize, idle: u64| {
            let all = instructions(rules, &text).unwrap();
            all.saturating_sub(idle)
        };
        let few = of_text(20, idle);
        let many = of_text(1_000, instructions(1_000, &nothing).unwrap());
        assert!(
            many <= few + few / 2,
            "{few} instructions with 20 rules, {many} with 1,000"
        );
        let twice = instructions(20, &page(300)).unwrap().saturating_sub(idle);
        assert!(
            twice <= few * 5 / 2,
            "{few} instructions for a page, {twice} for twice as much"
        );
    }

    #[test]
    fn all_built_in_lists_together_cost_a_few_times_what_one_does() {
        // Prose as people write it: what is met in it are everyday words.
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(root.join("README.md")).unwrap();
        let twice = format!("{text}\n\n{text}");
        // What the second of two copies adds, so that what is made ready once does not count.
        let added = |lists: &[&str]| {
            let once = instructions_of(lists, &text)?;
            Some(instructions_of(lists, &twice)?.saturating_sub(once))
        };
        let names: Vec<&str> = builtin::ALL.iter().map(|list| list.name).collect();
        let (Some(one), Some(all)) = (added(&names[..1]), added(&names)) else {
            eprintln!("skipped: valgrind is not installed");
            return;
        };
        assert!(
            all <= one * 6,
            "{one} instructions with {}, {all} with all lists",
            names[0]
        );
    }

    /// A list whose rules look around each of their hits, for names, exceptions and required words.
    const LOOKS_AROUND: &str = r#"
names:
  bird: {any: [quetzal, "macaw <num>", toucan], not: [toucan bar, "quetzal (bank|coin)"]}
approve: ["feeds the @bird"]
forbid:
  - {id: sings, phrases: ["{sing} ~4 loudly"], near: "@bird", unless: [mentioned, negated, cited, asked, {phrase: "sing(s) too loudly"}, {near: "in the ~2 choir"}]}
  - {id: flies, phrases: ["{fly} away"], near: {all: ["@bird", "cage"], within: [sentence, previous-sentence, heading]}}
require:
  - {id: notice, when: "@bird", phrases: "keeper's notice", within: sentence}
"#;

    /// Markdown of one heading and one line, with a hit in every sentence.
    fn line(sentences: usize, end: &str) -> String {
        let mut line = String::from("# The quetzal\n\n");
        for sentence in 0..sentences {
            let _ = write!(
                line,
                "Bird {sentence}, a *toucan*, [sings](https://x.example/{sentence}) “very” loudly, or it flies away{end} "
            );
        }
        line
    }

    #[test]
    fn looking_around_hits_in_one_long_line_costs_no_more_each_the_longer_it_is() {
        for end in [".", ""] {
            let cost = |sentences| instructions_with(LOOKS_AROUND, &line(sentences, end));
            let (Some(idle), Some(short)) = (cost(0), cost(60)) else {
                eprintln!("skipped: valgrind is not installed");
                return;
            };
            let long = cost(480).unwrap().saturating_sub(idle);
            let short = short.saturating_sub(idle);
            assert!(
                long <= short * 10,
                "{short} instructions for 60 sentences that end in {end:?}, {long} for 480"
            );
        }
    }

    /// A list of names that hold names, with gaps between them and longer spellings that they are not.
    const NAMES: &str = r#"
names:
  bird: [quetzal, toucan, "macaw <num>"]
  place: [forest, "cloud forest", garden]
  near: {any: ["@bird ~8 @place", "@place ~8 @bird", "@bird"], not: ["@place ~6 @bird ~4 @bird", "@bird ~6 @place zoo"]}
  met: {any: ["@near ~6 @place", "@bird ~6 @near", "@near"], not: ["@near ~4 @bird ~4 (zoo|bar)", "no ~8 @near"]}
forbid:
  - {id: meets, phrases: ["@met ~8 @near ~4 sings", "@bird ~6 @met"], unless: [{near: "@met"}]}
"#;

    #[test]
    fn a_line_of_names_costs_no_more_each_the_longer_it_is() {
        let line = |times| "Quetzal toucan forest macaw 4 cloud forest garden ".repeat(times);
        let cost = |times| instructions_with(NAMES, &line(times));
        let (Some(idle), Some(short)) = (cost(0), cost(12)) else {
            eprintln!("skipped: valgrind is not installed");
            return;
        };
        let long = cost(96).unwrap().saturating_sub(idle);
        let short = short.saturating_sub(idle);
        assert!(
            long <= short * 10,
            "{short} instructions for 84 names, {long} for 672"
        );
    }
}
