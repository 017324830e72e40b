//! The help: what to try without arguments, and that the examples run.

use crate::support::{CLEAN, command, directory, kyx, text};

/// The commands that a help text shows: indented, and followed by their explanation.
fn examples(help: &str) -> Vec<&str> {
    let lines = help.lines().filter(|line| line.starts_with("  kyx ") || line.starts_with("  cat "));
    lines.map(|line| line.trim_start().split("   ").next().unwrap()).collect()
}

#[test]
fn without_arguments_kyx_suggests_commands_that_run() {
    let nothing = kyx(&[]);
    assert_eq!((nothing.status, nothing.stdout.as_str()), (2, ""));
    for args in [&["lint"][..], &["lint", "--quiet"], &["lint", "--format", "json", "--"]] {
        let run = kyx(args);
        assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (2, "", nothing.stderr.as_str()));
    }
    assert_runs(&nothing.stderr, 4);
    // Other commands name the arguments that are missing.
    for (args, missing) in [(&["next"][..], "<PATH>"), (&["upload-check"], "<FILE>...")] {
        let run = kyx(args);
        assert!(run.status == 2 && run.stderr.contains(missing), "{args:?}: {}", run.stderr);
    }
}

#[test]
fn help_has_groups_exit_codes_and_examples_that_run() {
    let program = kyx(&["--help"]).stdout;
    assert_runs(&program, 3);
    let lint = kyx(&["lint", "--help"]).stdout;
    assert_runs(&lint, 3);
    for help in [program, lint.clone()] {
        let status = help.split("\nExit status:\n").nth(1).unwrap();
        let codes: Vec<_> = status.lines().map_while(|line| line.split_whitespace().next()).collect();
        assert_eq!(codes, ["0", "1", "2", "130"]);
    }
    for heading in ["Input", "Rules", "Output", "Fixes"] {
        assert!(lint.contains(&format!("\n{heading}:\n")), "{heading}");
    }
}

fn assert_runs(help: &str, count: usize) {
    let examples = examples(help);
    assert_eq!(examples.len(), count, "{help}");
    let directory = directory(&[("request.json", CLEAN.as_bytes())]);
    let kyx = command().get_program().to_owned();
    for example in examples {
        let mut shell = std::process::Command::new("bash");
        shell.args(["-c", &format!("kyx() {{ \"$0\" \"$@\"; }}; {example}")]).arg(&kyx);
        let output = shell.current_dir(&directory).output().unwrap();
        assert!(output.status.success(), "{}: {example}: {output:?}", text(&directory));
    }
}
