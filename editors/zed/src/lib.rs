//! Tells Zed how to start `copydesk lsp`; everything else is the server's.

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Copydesk;

impl zed::Extension for Copydesk {
    fn new() -> Self {
        Self
    }

    fn language_server_command(
        &mut self,
        _: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Command> {
        let missing = "copydesk is not installed where the shell looks for programs";
        Ok(Command {
            command: worktree.which("copydesk").ok_or(missing)?,
            args: vec!["lsp".to_owned()],
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(Copydesk);
