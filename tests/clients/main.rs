//! Runs real editors and clients against the language server, a browser against the HTML report, and
//! programs that open office files against what is written of them: one folder each, with a script
//! `run` that installs what it needs, works in a copy of `sample/` and fails loudly.
//!
//! They are installed from outside, so they run only where that is wanted: `COPYDESK_CLIENTS=1`. A
//! script that cannot get its client ends with 77, and that is said in one line.

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::process::Command;

    const NOT_TO_BE_HAD: i32 = 77;

    fn run(client: &str) {
        if std::env::var("COPYDESK_CLIENTS").as_deref() != Ok("1") {
            println!("{client}: skipped, set COPYDESK_CLIENTS=1 to install and run it");
            return;
        }
        let clients = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients");
        let pages = tempfile::tempdir().unwrap();
        for file in fs::read_dir(clients.join("sample")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), pages.path().join(file.file_name())).unwrap();
        }
        // What is installed stays between runs.
        let installed = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("clients")
            .join(client);
        fs::create_dir_all(&installed).unwrap();
        let program = Path::new(env!("CARGO_BIN_EXE_copydesk"));
        // Set-ups name the program alone.
        let search = std::env::var_os("PATH").unwrap_or_default();
        let folders = program.parent().map(Path::to_owned).into_iter();
        let search = std::env::join_paths(folders.chain(std::env::split_paths(&search))).unwrap();
        let output = Command::new("timeout")
            .args(["--kill-after=5", "200", "bash"])
            .arg(clients.join(client).join("run"))
            .current_dir(pages.path())
            .env("COPYDESK", program)
            .env("PATH", search)
            .env("EDITORS", clients.join("../../editors"))
            .env("INSTALLED", installed)
            .env("HOME", pages.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        if output.status.code() == Some(NOT_TO_BE_HAD) {
            println!("{client}: skipped, it cannot be installed here");
            return;
        }
        assert!(
            output.status.success(),
            "{client}: {}\n{said}\n{errors}",
            output.status
        );
    }

    #[test]
    fn pytest_lsp() {
        run("pytest-lsp");
    }

    #[test]
    fn neovim() {
        run("neovim");
    }

    #[test]
    fn emacs_eglot() {
        run("emacs-eglot");
    }

    #[test]
    fn vscode() {
        run("vscode");
    }

    #[test]
    fn browser() {
        run("browser");
    }

    #[cfg(feature = "office")]
    #[test]
    fn office() {
        run("office");
    }

    #[test]
    fn vscode_protocol() {
        run("vscode-protocol");
    }
}
