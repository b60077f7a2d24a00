//! The tools: how each is told the phrases, how it is called, and what it says.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use copydesk::wordlist::parse::escape;
use tempfile::TempDir;

use crate::measure::{self, Cost};

/// What this program is called with to be the floor.
pub(crate) const FLOOR: &str = "--floor";

/// The versions that `--install` brings. Vale 3.22.0 is the newest that Go builds as it is.
const VALE: &str = "github.com/vale-cli/vale/v3/cmd/vale@v3.22.0";
const TEXTLINT: [&str; 2] = ["textlint@15", "textlint-rule-prh@6"];

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Peer {
    Floor,
    Copydesk,
    Ripgrep,
    Vale,
    Textlint,
}

impl Peer {
    /// All, in the order of the table.
    pub(crate) const ALL: [Self; 5] = [
        Self::Floor,
        Self::Copydesk,
        Self::Ripgrep,
        Self::Vale,
        Self::Textlint,
    ];

    /// Its name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Copydesk => "copydesk",
            Self::Ripgrep => "rg",
            Self::Vale => "vale",
            Self::Textlint => "textlint",
        }
    }

    /// Its name in the table.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Floor => "the floor: read, parse Markdown, one automaton",
            Self::Copydesk => "copydesk",
            Self::Ripgrep => "ripgrep `-iwF`, no markup",
            Self::Vale => "Vale, one substitution rule",
            Self::Textlint => "textlint with prh",
        }
    }

    /// Its version, if it is here.
    pub(crate) fn version(self) -> Option<String> {
        match self {
            Self::Floor => return Some(String::new()),
            Self::Copydesk => return Some(env!("CARGO_PKG_VERSION").to_owned()),
            Self::Ripgrep | Self::Vale | Self::Textlint => {}
        }
        let program = program(self.name())?;
        let said = self::said(Command::new(&program).arg("--version"))?;
        let number = |word: &str| {
            let word = word.trim_start_matches('v');
            word.starts_with(|letter: char| letter.is_ascii_digit())
                .then(|| word.to_owned())
        };
        let found = said.split_whitespace().find_map(number);
        // Built from source, Vale does not know its own version; what built it has written it down.
        let of_build = || {
            let build = self::said(Command::new("go").args(["version", "-m"]).arg(&program))?;
            let module = build
                .lines()
                .find(|line| line.trim().starts_with("mod\t"))?;
            module.split_whitespace().find_map(number)
        };
        let unknown = || "(version unknown)".to_owned();
        Some(found.or_else(of_build).unwrap_or_else(unknown))
    }
}

/// What a command writes to standard output.
fn said(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Where `--install` puts them.
fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers")
}

/// The program of this name: one that `--install` brought, or one on the path.
fn program(name: &str) -> Option<PathBuf> {
    let own = [home().join("bin"), home().join("node_modules/.bin")];
    let path = std::env::var_os("PATH").unwrap_or_default();
    own.into_iter()
        .chain(std::env::split_paths(&path))
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// Brings the peers. What cannot be brought is said, and left out of the table.
pub(crate) fn install() {
    let home = home();
    fs::create_dir_all(&home).expect("a folder can be made");
    let mut go = Command::new("go");
    go.args(["install", VALE]).env("GOBIN", home.join("bin"));
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--prefix"])
        .arg(&home)
        .args(TEXTLINT);
    let mut cargo = Command::new("cargo");
    cargo
        .args(["install", "--locked", "ripgrep", "--root"])
        .arg(&home);
    for (name, mut command) in [("vale", go), ("textlint", npm), ("rg", cargo)] {
        if program(name).is_some() {
            continue;
        }
        eprintln!("installing {name}");
        match command.status() {
            Ok(status) if status.success() => {}
            Ok(status) => eprintln!("{name} was not installed: {status}"),
            Err(error) => eprintln!("{name} was not installed: {error}"),
        }
    }
}

/// The same phrases for every tool, in the form that each wants.
pub(crate) struct Bench<'b> {
    pub(crate) corpus: &'b Path,
    pub(crate) phrases: &'b [&'b str],
    rules: TempDir,
}

/// What came of one run.
pub(crate) struct Run {
    pub(crate) cost: Cost,
    /// The lines on which something was found; of the probe only.
    pub(crate) lines: Vec<usize>,
}

impl<'b> Bench<'b> {
    pub(crate) fn new(corpus: &'b Path, phrases: &'b [&'b str]) -> Self {
        let rules = tempfile::tempdir().expect("a folder can be made");
        let bench = Self {
            corpus,
            phrases,
            rules,
        };
        bench.write_rules();
        bench
    }

    fn write_rules(&self) {
        let mut list = String::from("forbid:\n");
        let mut swap = String::from(
            "extends: substitution\nmessage: \"no '%s'\"\nlevel: error\nignorecase: true\nswap:\n",
        );
        let mut prh = String::from("version: 1\nrules:\n");
        for (number, phrase) in self.phrases.iter().enumerate() {
            let quoted = quoted(&escape(phrase));
            let _ = writeln!(list, "  - {{id: p{number}, phrases: {quoted}}}");
            let pattern = regex::escape(phrase);
            let _ = writeln!(swap, "  {}: other{number}", self::quoted(&pattern));
            let pattern = format!("/\\b{}\\b/i", escaped_for_javascript(phrase));
            let _ = writeln!(
                prh,
                "  - expected: other{number}\n    pattern: {}",
                self::quoted(&pattern)
            );
        }
        let write = |name: &str, text: &str| {
            let path = self.rules.path().join(name);
            fs::create_dir_all(path.parent().expect("it is in the folder")).expect("made");
            fs::write(path, text).expect("it can be written");
        };
        write("table.tsv", &self.phrases.join("\n"));
        write("list.yaml", &list);
        write("styles/Bench/Swap.yml", &swap);
        write(
            ".vale.ini",
            "StylesPath = styles\nMinAlertLevel = suggestion\n\n[*.md]\nBasedOnStyles = Bench\n",
        );
        write("prh.yml", &prh);
        let prh = self.rule_file("prh.yml");
        let config = serde_json::json!({"rules": {"prh": {"rulePaths": [prh]}}});
        write("textlintrc.json", &config.to_string());
    }

    fn rule_file(&self, name: &str) -> PathBuf {
        self.rules.path().join(name)
    }

    /// Runs `peer` on `folder`; on any other folder than the corpus it says on which lines.
    pub(crate) fn run_on(&self, peer: Peer, folder: &Path) -> Result<Run, String> {
        let shows_lines = folder != self.corpus;
        let mut command = self.command(peer, folder, shows_lines)?;
        let out = self.rule_file("out");
        let file = File::create(&out).map_err(|error| error.to_string())?;
        let (cost, code) = measure::run(&mut command, file).map_err(|error| error.to_string())?;
        let lines = if shows_lines && peer != Peer::Floor {
            lines(&fs::read_to_string(&out).unwrap_or_default())
        } else {
            Vec::new()
        };
        match code {
            Some(0 | 1) => Ok(Run { cost, lines }),
            Some(code) => Err(format!("fails ({code})")),
            None => Err("was killed".to_owned()),
        }
    }

    fn command(&self, peer: Peer, folder: &Path, shows_lines: bool) -> Result<Command, String> {
        let program = match peer {
            Peer::Floor => std::env::current_exe().map_err(|error| error.to_string())?,
            Peer::Copydesk => PathBuf::from(env!("CARGO_BIN_EXE_copydesk")),
            _ => program(peer.name()).ok_or("is not installed")?,
        };
        let mut command = Command::new(program);
        match peer {
            Peer::Floor => {
                command
                    .arg(FLOOR)
                    .arg(folder)
                    .arg(self.rule_file("table.tsv"));
                command.arg(self.phrases.len().to_string());
            }
            Peer::Copydesk => {
                let format = if shows_lines { "line" } else { "summary" };
                command.args(["check", "--format", format, "--wordlist"]);
                command.arg(self.rule_file("list.yaml")).arg(folder);
            }
            Peer::Ripgrep => {
                let what = if shows_lines {
                    "--line-number"
                } else {
                    "--count-matches"
                };
                command.args(["-i", "-w", "-F", "--with-filename", what, "-f"]);
                command.arg(self.rule_file("table.tsv")).arg(folder);
            }
            Peer::Vale => {
                command
                    .args(["--output=line", "--config"])
                    .arg(self.rule_file(".vale.ini"));
                command.arg(folder);
            }
            Peer::Textlint => {
                command.args(["--no-color", "-f", "unix", "--config"]);
                command.arg(self.rule_file("textlintrc.json"));
                // It looks for its rules from the folder in which it is started.
                command.arg(folder).current_dir(home());
            }
        }
        Ok(command)
    }
}

/// The numbers in `file:12:3: …`.
fn lines(said: &str) -> Vec<usize> {
    let number = |line: &str| {
        let after = line.split_once(".md:")?.1;
        after.split(':').next()?.parse().ok()
    };
    said.lines().filter_map(number).collect()
}

/// `phrase` as an expression of JavaScript, which with the flag `u` takes no needless escapes.
fn escaped_for_javascript(phrase: &str) -> String {
    let mut escaped = String::new();
    for sign in phrase.chars() {
        if r"^$\.*+?()[]{}|/".contains(sign) {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}

/// `text` as a string of YAML.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
