//! What leads from this repository to a user's machine: the archive of a release, the wheel, the
//! GitHub Action, the snippets for CI.
//!
//! What needs tools from outside runs where `COPYDESK_CLIENTS=1` is set, with those that `.ci/run`
//! puts into `target/clients/bin`; one that is not there is named in one line.
#![cfg(test)]
#![cfg(unix)]

mod installed;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use installed::tool;
use serde::Deserialize;

const COPYDESK: &str = env!("CARGO_BIN_EXE_copydesk");
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn said(done: &Output) -> String {
    String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr)
}

#[track_caller]
fn works(command: &mut Command) -> String {
    let done = command.output().unwrap();
    assert!(done.status.success(), "{command:?}: {}", said(&done));
    said(&done)
}

/// The YAML block of the README that begins with `first`.
fn snippet(first: &str) -> String {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let fence = format!("```yaml\n{first}");
    let start = text.find(&fence).unwrap() + "```yaml\n".len();
    let end = start + text[start..].find("```").unwrap();
    text[start..end].to_owned()
}

#[test]
fn an_archive_holds_what_a_release_promises() {
    let folder = tempfile::tempdir().unwrap();
    let target = "x86_64-unknown-linux-gnu";
    let mut archive = Command::new(root().join(".ci/archive"));
    let made = works(archive.args([COPYDESK, target]).arg(folder.path()));
    let made = PathBuf::from(made.trim());
    works(
        Command::new("tar")
            .arg("-xzf")
            .arg(&made)
            .current_dir(folder.path()),
    );
    // The names are those that `cargo binstall` looks for.
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let binstall = |key: &str| {
        let section = manifest
            .split("[package.metadata.binstall]")
            .nth(1)
            .unwrap();
        let line = section.lines().find(|line| line.starts_with(key)).unwrap();
        let filled = line
            .split('"')
            .nth(1)
            .unwrap()
            .replace("{ version }", VERSION);
        let filled = filled
            .replace("{ target }", target)
            .replace("{ bin }", "copydesk");
        filled.replace("{ binary-ext }", "")
    };
    let name = binstall("pkg-url");
    assert_eq!(
        name.rsplit('/').next(),
        made.file_name().and_then(|name| name.to_str())
    );
    let binary = folder.path().join(binstall("bin-dir"));
    let printed = works(Command::new(&binary).arg("--version"));
    assert_eq!(printed.trim(), format!("copydesk {VERSION}"));
    let inside = binary.parent().unwrap();
    for (file, part) in [
        ("completions/copydesk.bash", "complete -F _copydesk"),
        ("completions/_copydesk", "#compdef copydesk"),
        ("completions/copydesk.fish", "complete -c copydesk"),
        ("completions/copydesk.elv", "edit:completion:arg-completer"),
        ("completions/_copydesk.ps1", "Register-ArgumentCompleter"),
        ("man/copydesk.1", ".TH copydesk 1"),
        ("LICENSE-MIT", "MIT"),
        ("LICENSE-APACHE", "Apache"),
        ("README.md", "# copydesk"),
        ("CHANGELOG.md", VERSION),
    ] {
        let text = fs::read_to_string(inside.join(file)).unwrap();
        assert!(text.contains(part), "{file} has no {part}");
    }
    let script = inside.join("completions/copydesk.bash");
    works(Command::new("bash").arg("-n").arg(script));
}

#[derive(Deserialize)]
struct Action {
    inputs: BTreeMap<String, Input>,
    runs: Runs,
}

#[derive(Deserialize)]
struct Input {
    description: String,
    default: String,
}

#[derive(Deserialize)]
struct Runs {
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    #[serde(default)]
    id: String,
    #[serde(default)]
    run: String,
    #[serde(default)]
    env: BTreeMap<String, String>,
}

fn action() -> Action {
    let text = fs::read_to_string(root().join("action.yml")).unwrap();
    serde_yaml::from_str(&text).unwrap()
}

/// A runner as the action needs one.
struct Runner {
    folder: tempfile::TempDir,
    action: Action,
}

impl Runner {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["work", "temp", "bin"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let runner = Self {
            folder,
            action: action(),
        };
        runner.write("work/copydesk.yaml", "wordlists: [house.yaml]\n");
        runner.write(
            "work/house.yaml",
            "forbid:\n  - enables access -> integrates\n",
        );
        runner.write("work/page 1.md", "It enables access.\n");
        runner.write("work/clean.md", "Fine.\n");
        runner
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.at(name), text).unwrap();
    }

    fn program(&self, name: &str, script: &str) {
        use std::os::unix::fs::PermissionsExt;
        self.write(&format!("bin/{name}"), &format!("#!/bin/sh\n{script}\n"));
        let all = fs::Permissions::from_mode(0o755);
        fs::set_permissions(self.at(&format!("bin/{name}")), all).unwrap();
    }

    /// Runs the step `id` with these inputs, and the defaults of the others.
    fn step(&self, id: &str, inputs: &[(&str, &str)]) -> Output {
        let step = self
            .action
            .runs
            .steps
            .iter()
            .find(|step| step.id == id)
            .unwrap();
        assert!(
            !step.run.contains("${{"),
            "what a user wrote must not become a part of the script"
        );
        let mut bash = Command::new("bash");
        // As a runner does it.
        bash.args([
            "--noprofile",
            "--norc",
            "-e",
            "-o",
            "pipefail",
            "-c",
            &step.run,
        ]);
        for (name, value) in &step.env {
            let input = value
                .strip_prefix("${{ inputs.")
                .and_then(|rest| rest.strip_suffix(" }}"));
            let value = input.map_or("", |input| {
                let given = inputs.iter().find(|(name, _)| *name == input);
                given.map_or(self.action.inputs[input].default.as_str(), |(_, value)| {
                    value
                })
            });
            bash.env(name, value);
        }
        if id == "end" {
            bash.env("STATUS", self.output("status"));
        }
        let tools = Path::new(COPYDESK).parent().unwrap();
        let search = std::env::var_os("PATH").unwrap();
        let search = std::env::split_paths(&search);
        let search = [self.at("bin"), tools.to_owned()].into_iter().chain(search);
        bash.current_dir(self.at("work"))
            .env("PATH", std::env::join_paths(search).unwrap())
            .env("RUNNER_TEMP", self.at("temp"))
            .env("GITHUB_OUTPUT", self.at("output"))
            .env("GITHUB_PATH", self.at("path"))
            .env("GITHUB_ACTION_PATH", root())
            .output()
            .unwrap()
    }

    /// The last value of an output.
    fn output(&self, name: &str) -> String {
        let text = fs::read_to_string(self.at("output")).unwrap();
        let mut values = text
            .lines()
            .filter_map(|line| line.strip_prefix(&format!("{name}=")));
        values.next_back().unwrap_or("").to_owned()
    }
}

#[test]
fn the_action_checks_and_reports() {
    let runner = Runner::new();
    let done = runner.step("check", &[]);
    let printed = said(&done);
    assert!(
        done.status.success(),
        "the report comes before the failure: {printed}"
    );
    assert!(
        printed.contains("::error file=page 1.md,line=1,"),
        "{printed}"
    );
    assert_eq!(runner.output("status"), "1");
    assert_eq!(runner.step("end", &[]).status.code(), Some(1));

    let done = runner.step(
        "check",
        &[
            ("report", "sarif"),
            ("fail-on", "never"),
            ("paths", "page 1.md\nclean.md\n"),
        ],
    );
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(runner.output("status"), "0");
    assert_eq!(runner.step("end", &[]).status.code(), Some(0));
    let report = fs::read_to_string(runner.output("sarif-file")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["runs"][0]["results"].as_array().unwrap().len(), 1);

    for (inputs, status) in [
        (&[("paths", "clean.md")][..], "0"),
        (&[("args", "--wordlist\nplain-words\n")], "0"),
        (&[("since", "no such revision")], "2"),
        (&[("report", "pdf")], "2"),
        (&[("paths", "nowhere.md")], "2"),
        (&[("args", "--wordlist\n$(touch touched)\n")], "2"),
        (&[("paths", "; touch touched #")], "2"),
        (&[("paths", "--help")], "2"),
    ] {
        let done = runner.step("check", inputs);
        assert!(done.status.success(), "{inputs:?}: {}", said(&done));
        assert_eq!(
            runner.output("status"),
            status,
            "{inputs:?}: {}",
            said(&done)
        );
    }
    assert!(!runner.at("work/touched").exists());
}

#[test]
fn the_action_builds_its_own_revision_where_no_package_is_named() {
    let runner = Runner::new();
    runner.program("cargo", "printf '%s\\n' \"$@\" > \"$RUNNER_TEMP/cargo\"");
    let done = runner.step("install", &[]);
    assert!(done.status.success(), "{}", said(&done));
    let typed = fs::read_to_string(runner.at("temp/cargo")).unwrap();
    let root = format!(
        "--path\n{}\n--root\n{}/copydesk\n",
        root().display(),
        runner.at("temp").display()
    );
    assert!(
        typed.starts_with("install\n") && typed.ends_with(&root),
        "{typed}"
    );
    let path = fs::read_to_string(runner.at("path")).unwrap();
    assert_eq!(
        path.trim(),
        format!("{}/copydesk/bin", runner.at("temp").display())
    );
}

#[test]
fn the_readme_gives_the_action_what_it_takes() {
    let action = action();
    let workflow = snippet("on:");
    let with = workflow.split("brand/copydesk@").nth(1).unwrap();
    let keys = with
        .lines()
        .skip(2)
        .filter_map(|line| line.split(':').next());
    let keys: Vec<&str> = keys.map(str::trim).filter(|key| !key.is_empty()).collect();
    assert_eq!(keys, ["report", "since"]);
    for key in keys {
        assert!(!action.inputs[key].description.is_empty(), "{key}");
    }
}

/// The wheel, built with what the hooks of tests/hooks.rs left: what is tested is not how fast it is.
fn wheel() -> Option<PathBuf> {
    let maturin = tool("maturin")?;
    let folder = root().join("target/wheels");
    works(
        Command::new(maturin)
            .args(["build", "--quiet", "--release", "--out"])
            .arg(&folder)
            .current_dir(root())
            .env("CARGO_TARGET_DIR", root().join("target/hooks"))
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    );
    let name = format!("copydesk-{VERSION}-");
    let made = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut made = made.filter(|path| path.extension().is_some_and(|ending| ending == "whl"));
    made.find(|path| {
        path.file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with(&name)
    })
}

#[test]
fn the_wheel_is_installed_and_runs() {
    let Some(wheel) = wheel() else { return };
    let runner = Runner::new();
    // By the step of the action, which is pip in an environment of its own.
    let done = runner.step("install", &[("package", wheel.to_str().unwrap())]);
    assert!(done.status.success(), "{}", said(&done));
    let bin = fs::read_to_string(runner.at("path")).unwrap();
    let copydesk = Path::new(bin.trim()).join("copydesk");
    let run = |arguments: &[&str]| {
        let mut copydesk = Command::new(&copydesk);
        let done = copydesk
            .args(arguments)
            .current_dir(runner.at("work"))
            .output()
            .unwrap();
        (done.status.code().unwrap(), said(&done))
    };
    assert_eq!(run(&["--version"]), (0, format!("copydesk {VERSION}\n")));
    let (code, printed) = run(&["check", ".", "--format", "line"]);
    assert_eq!(code, 1, "{printed}");
    assert!(printed.starts_with("page 1.md:1:4: error:"), "{printed}");
    runner.write("work/a.pdf", "no PDF");
    let (code, printed) = run(&["check", "a.pdf"]);
    assert_eq!(code, 2);
    assert!(
        printed.contains("it does not begin as a PDF"),
        "the wheel cannot read PDF: {printed}"
    );

    let Some(uvx) = tool("uvx") else { return };
    let mut uvx = Command::new(uvx);
    uvx.args(["--offline", "--no-config", "--cache-dir"])
        .arg(runner.at("temp/uv"));
    uvx.arg("--from")
        .arg(&wheel)
        .args(["copydesk", "--version"]);
    let printed = works(uvx.current_dir(runner.at("work")));
    assert!(
        printed.contains(&format!("copydesk {VERSION}")),
        "{printed}"
    );
}

#[test]
fn workflows_actions_and_snippets_are_valid() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let own = |name: &str| root().join(name);
    let workflow = put("workflow.yml", &snippet("on:"));
    let workflows = [
        own(".github/workflows/ci.yml"),
        own(".github/workflows/release.yml"),
        workflow,
    ];
    if let Some(actionlint) = tool("actionlint") {
        // It takes shellcheck along, if that is on the path.
        let bin = actionlint.parent().unwrap().to_owned();
        let search = std::env::split_paths(&std::env::var_os("PATH").unwrap()).collect::<Vec<_>>();
        let search = std::env::join_paths([bin].into_iter().chain(search)).unwrap();
        works(
            Command::new(actionlint)
                .args(&workflows)
                .env("PATH", search),
        );
    }
    if let Some(schemas) = tool("check-jsonschema") {
        let gitlab = put("gitlab.yml", &snippet("copydesk:"));
        let action = [own("action.yml")];
        for (schema, files) in [
            ("vendor.github-actions", &action[..]),
            ("vendor.github-workflows", &workflows),
            ("vendor.gitlab-ci", &[gitlab]),
        ] {
            works(
                Command::new(&schemas)
                    .args(["--builtin-schema", schema])
                    .args(files),
            );
        }
    }
    if let Some(shellcheck) = tool("shellcheck") {
        let steps = action()
            .runs
            .steps
            .into_iter()
            .filter(|step| !step.run.is_empty());
        let steps = steps.map(|step| {
            put(
                &format!("{}.sh", step.id),
                &format!("#!/usr/bin/env bash\n{}", step.run),
            )
        });
        let scripts = [
            own(".ci/run"),
            own(".ci/archive"),
            own("editors/vscode/package"),
        ];
        works(Command::new(shellcheck).args(scripts).args(steps));
    }
}

#[test]
fn reviewdog_suggests_on_changed_lines() {
    let Some(reviewdog) = tool("reviewdog") else {
        return;
    };
    let runner = Runner::new();
    let run = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(runner.at("work"));
        command
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        command
    };
    for arguments in [
        &["init", "-q"][..],
        &["add", "-A"],
        &[
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.com",
            "commit",
            "-qm",
            "old",
        ],
    ] {
        works(&mut run("git", arguments));
    }
    let changed = "It enables access.\n\n🚀🚀 Now it enables access.\n";
    runner.write("work/page 1.md", changed);
    let report = run(COPYDESK, &["check", ".", "--format", "rdjson"])
        .output()
        .unwrap();
    runner.write("report.json", &String::from_utf8(report.stdout).unwrap());
    let mut reviewdog = run(
        reviewdog.to_str().unwrap(),
        &[
            "-f=rdjson",
            "-diff=git diff HEAD",
            "-reporter=rdjson",
            "-filter-mode=added",
        ],
    );
    reviewdog.stdin(fs::File::open(runner.at("report.json")).unwrap());
    let printed = reviewdog.output().unwrap();
    let value: serde_json::Value =
        serde_json::from_slice(&printed.stdout).unwrap_or_else(|_| panic!("{}", said(&printed)));
    let found = value["diagnostics"].as_array().unwrap();
    assert_eq!(found.len(), 1, "{value:#}");
    let suggestion = &found[0]["suggestions"][0];
    assert_eq!(suggestion["text"], "integrates");
    let column = |end: &str| {
        let column = suggestion.pointer(&format!("/range/{end}/column")).unwrap();
        usize::try_from(column.as_u64().unwrap()).unwrap() - 1
    };
    let line = changed.lines().nth(2).unwrap();
    assert_eq!(&line[column("start")..column("end")], "enables access");
}
