//! Runs the binary and creates files for it.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use proptest::test_runner::{Config as ProptestConfig, RngSeed};

pub(crate) const CLEAN: &str =
    r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}"#;
pub(crate) const WARNED: &str =
    r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 3}}"#;
pub(crate) const BROKEN: &str =
    r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 0}}"#;

/// Each output format; a test compares them with those of the binary.
pub(crate) const FORMATS: [&str; 9] =
    ["human", "json", "ndjson", "github", "sarif", "junit", "gitlab", "rdjson", "concise"];

/// The output and exit status of a run.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A command that runs the binary in the root of the workspace.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kyx"));
    command.current_dir(root()).env("NO_COLOR", "1").env_remove("COLUMNS").env_remove("KYX_DOCS_URL");
    command
}

pub(crate) fn kyx(args: &[&str]) -> Run {
    command().args(args).output().unwrap().into()
}

pub(crate) fn kyx_with_stdin(args: &[&str], stdin: &[u8]) -> Run {
    let mut command = command();
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    thread::scope(|scope| {
        // A run that fails early does not read its input.
        scope.spawn(move || _ = pipe.write_all(stdin));
        child.wait_with_output().unwrap().into()
    })
}

/// A new directory with these files.
pub(crate) fn directory(files: &[(&str, &[u8])]) -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // An earlier process may have had the same ID.
    _ = fs::remove_dir_all(&directory);
    for (file, bytes) in files {
        let path = directory.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    directory
}

/// Generates the same cases in each run, so that only a change of the code makes a test fail. Set `PROPTEST_RNG_SEED` for
/// other cases and `PROPTEST_CASES` for more.
pub(crate) fn generated(cases: u32) -> ProptestConfig {
    let config = ProptestConfig::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(0),
        seed @ RngSeed::Fixed(_) => seed,
    };
    let cases = if env::var_os("PROPTEST_CASES").is_some() { config.cases } else { cases };
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..config }
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
