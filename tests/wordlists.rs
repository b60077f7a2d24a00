//! Holds the built-in lists, and what is generated from them and from the table of keys, to what
//! they say. `COPYDESK_BLESS=1 cargo test --test wordlists` writes the generated files anew.

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::fs;
    use std::path::Path;

    use copydesk::audit::audit;
    use copydesk::wordlist::builtin;
    use copydesk::wordlist::load::{Loaded, Origin, load};
    use copydesk::wordlist::model::Day;
    use copydesk::wordlist::ruleset::Ruleset;
    use copydesk::wordlist::{index, schema, show};

    /// The day on which the lists were last looked at as a whole.
    const TODAY: Day = Day {
        year: 2026,
        month: 11,
        day: 23,
    };

    /// Holds the file at `path` to what is generated for it.
    #[track_caller]
    fn is_current(path: &str, generated: &str) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        if std::env::var_os("COPYDESK_BLESS").is_some() {
            fs::write(&file, generated).unwrap();
        }
        let written = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            written == generated,
            "{path} is not current: COPYDESK_BLESS=1 cargo test --test wordlists writes it"
        );
    }

    fn set(list: &Loaded) -> Ruleset {
        Ruleset::build(&[list], &[]).unwrap_or_else(|problems| {
            let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", said.join("\n"))
        })
    }

    #[test]
    fn the_generated_files_are_current() {
        is_current("wordlists/schema.json", &schema::list());
        is_current("wordlists/config-schema.json", &schema::config());
        is_current("wordlists/README.md", &index::readme().unwrap());
    }

    #[test]
    fn every_built_in_list_passes_its_check() {
        let mut said = String::new();
        for built_in in builtin::ALL {
            let list = built_in.load().unwrap();
            for problem in audit(&[&list], set(&list), TODAY) {
                writeln!(said, "{problem}").unwrap();
            }
        }
        assert!(said.is_empty(), "{said}");
    }

    #[test]
    fn every_rule_of_a_built_in_list_says_why_and_who() {
        let mut said = String::new();
        for built_in in builtin::ALL {
            let list = built_in.load().unwrap();
            for rule in &list.list.rules {
                let named = rule.source.is_some() || list.list.defaults.source.is_some();
                let examples = &rule.examples;
                let tested = !(examples.flags.is_empty()
                    && examples.allows.is_empty()
                    && examples.rewrites.is_empty());
                if !named || !tested {
                    writeln!(
                        said,
                        "{}/{}: source {named}, examples {tested}",
                        built_in.name, rule.id
                    )
                    .unwrap();
                }
            }
            for needed in [&list.list.market, &list.list.notice, &list.list.language] {
                if needed.is_none() {
                    writeln!(said, "{}: language, market or notice", built_in.name).unwrap();
                }
            }
        }
        assert!(said.is_empty(), "{said}");
    }

    #[test]
    fn the_schemas_take_what_the_loader_takes_and_refuse_what_it_refuses() {
        let lists: serde_json::Value = serde_json::from_str(&schema::list()).unwrap();
        let lists = jsonschema::validator_for(&lists).unwrap();
        for built_in in builtin::ALL {
            let value: serde_json::Value = serde_yaml::from_str(built_in.yaml).unwrap();
            let errors: Vec<String> = lists
                .iter_errors(&value)
                .map(|error| format!("{}: {error}", error.instance_path))
                .collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", built_in.name);
        }
        for refused in [
            "titel: x\n",
            "forbid: [{phrase: a, sorce: b}]\n",
            "forbid: [{phrase: a, severity: eror}]\n",
            "forbid: [365]\n",
            "sources: {a: {seen-in: {titel: x}}}\n",
        ] {
            let value: serde_json::Value = serde_yaml::from_str(refused).unwrap();
            assert!(!lists.is_valid(&value), "{refused}");
            assert!(load(refused, Origin::Path("x.yaml")).is_err(), "{refused}");
        }
        let configs: serde_json::Value = serde_json::from_str(&schema::config()).unwrap();
        let configs = jsonschema::validator_for(&configs).unwrap();
        for (text, taken) in [
            (
                "wordlists: [a]\nrules: {a/b: off, a/c: {severity: warning}, a/d: error}\nnames: {us: [Acme]}\noverrides: [{files: x, fail-on: never}]\n",
                true,
            ),
            ("wordlist: a\n", false),
            ("overrides: [{files: x, fail-on: neber}]\n", false),
        ] {
            let value: serde_json::Value = serde_yaml::from_str(text).unwrap();
            assert_eq!(configs.is_valid(&value), taken, "{text}");
        }
    }

    #[test]
    fn a_list_is_a_page_for_people_without_a_terminal() {
        let text = "title: House <words>\nversion: \"1\"\ndefaults: {owner: Brand Legal}\n\
            names: {openai: [OpenAI, ChatGPT]}\n\
            forbid:\n  - {phrases: ['{enable} ~4 access', 'a|b \\| c'], near: '@openai', instead: {replace: '{enable} access', with: '{grant} access'}, because: \"It *says* 2 < 3.\"}\n  - =1+1\n\
            approve:\n  - '{integrate} with @openai'\n"
            .replace("a|b \\| c", "(a|b) \\| c");
        let list = load(&text, Origin::Path("house.yaml")).unwrap();
        let digest = &list.digest[..8];
        assert_eq!(
            show::markdown(&list),
            format!(
                "# House &lt;words>\nVersion 1, digest {digest}. Ask: Brand Legal.\n\n\
                | Say | Do not say | Why |\n|---|---|---|\n\
                | integrates with OpenAI | | |\n\
                | grants access | enables … access; a/b \\| c (about OpenAI) | It \\*says\\* 2 &lt; 3. |\n\
                | ask Brand Legal | =1+1 | |\n"
            )
        );
        let html = show::html(&list);
        assert!(html.contains("<h1>House &lt;words&gt;</h1>"), "{html}");
        assert!(html.contains("<td>It *says* 2 &lt; 3."), "{html}");
        let csv = show::csv(&list).unwrap();
        assert!(
            csv.starts_with("say,do not say,why,source,ask,rule\n"),
            "{csv}"
        );
        assert!(csv.contains("'=1+1"), "{csv}");
    }
}
