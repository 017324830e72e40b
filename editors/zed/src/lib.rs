//! Tells Zed how to start `kyx server`.

#![forbid(unsafe_code)]

use zed_extension_api::{
    Command, Extension, LanguageServerId, Result, Worktree, register_extension, settings::LspSettings,
};

struct Kyx;

impl Extension for Kyx {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let set = LspSettings::for_worktree(server.as_ref(), worktree)?.binary.and_then(|binary| binary.path);
        let command = set.or_else(|| worktree.which("kyx")).ok_or("kyx is not on the PATH")?;
        Ok(Command { command, args: vec!["server".to_owned()], env: worktree.shell_env() })
    }
}

register_extension!(Kyx);
