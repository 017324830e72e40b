//! `kyx lint` on NDJSON: any number of threads, any division of the input, any way to end.

use std::{
    fmt::Write as _,
    io::{BufRead, BufReader, Read, Write},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
};

use serde_json::Value;

use crate::support::{BROKEN, CLEAN, FORMATS, Run, WARNED, command, directory, kyx, kyx_with_stdin, text};

/// Pseudorandom numbers, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// Lines of all kinds: valid and invalid payloads, blank lines, and bytes that are not text.
fn lines(numbers: &mut Numbers, count: usize) -> Vec<u8> {
    let long = format!("{{\"ä\": \"{}\"}}", "é".repeat(40_000));
    let two = format!("{{\"a\": 1,\"a\": 2,\"b\": \"{}\"}}", "x".repeat(4000));
    let kinds: [&[u8]; 12] = [
        CLEAN.as_bytes(),
        CLEAN.as_bytes(),
        CLEAN.as_bytes(),
        BROKEN.as_bytes(),
        WARNED.as_bytes(),
        two.as_bytes(),
        b"",
        b"  \t",
        b"not json",
        b"{\"firstName\": \"J\0hn\", \"dateOfBirth\": \"1972-02-30\"}",
        b"{\"lastName\": \"\xE9\xFF\"}",
        long.as_bytes(),
    ];
    let mut text = CLEAN.as_bytes().to_vec();
    for _ in 0..count {
        text.extend_from_slice(if numbers.below(4) == 0 { b"\r\n" } else { b"\n" });
        // Only a few lines are long.
        let limit = kinds.len() - usize::from(numbers.below(20) > 0);
        text.extend_from_slice(kinds[numbers.below(limit)]);
    }
    text
}

fn piped(args: &[&str]) -> Child {
    let mut command = command();
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn in_pieces(args: &[&str], text: &[u8], numbers: &mut Numbers) -> Run {
    let mut child = piped(args);
    let mut stdin = child.stdin.take().unwrap();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut rest = text;
            while !rest.is_empty() {
                let (piece, after) = rest.split_at(rest.len().min(1 + numbers.below(5000)));
                stdin.write_all(piece).unwrap();
                rest = after;
            }
        });
        child.wait_with_output().unwrap().into()
    })
}

#[test]
fn the_output_is_the_same_for_any_number_of_threads() {
    for seed in 1..=2 {
        let mut numbers = Numbers(seed);
        let text = lines(&mut numbers, 500);
        let directory = directory(&[("lines.ndjson", &text)]);
        for format in FORMATS {
            let run = |threads: &str, more: &[&str]| {
                let args =
                    [&["lint", "lines.ndjson", "--format", format, "--threads", threads], more].concat();
                let run: Run = command().current_dir(&directory).args(args).output().unwrap().into();
                (run.status, run.stdout, run.stderr)
            };
            for more in [&[][..], &["--max-findings", "100"]] {
                let expected = run("1", more);
                assert_eq!(expected.0, 1);
                for threads in ["2", "7"] {
                    assert!(run(threads, more) == expected, "{seed} {format} {threads}");
                }
            }
            let args = ["lint", "-", "--format", format, "--threads"];
            let expected = kyx_with_stdin(&[&args[..], &["1"]].concat(), &text);
            for threads in ["1", "2", "7"] {
                let run = in_pieces(&[&args[..], &[threads]].concat(), &text, &mut numbers);
                assert!(run.stdout == expected.stdout, "{seed} {format} {threads}");
            }
        }
    }
}

#[test]
fn every_line_is_linted_on_its_own() {
    let text = lines(&mut Numbers(7), 400);
    let report = kyx_with_stdin(&["lint", "-", "--format", "json", "--threads", "3"], &text).stdout;
    let report: Value = serde_json::from_str(&report).unwrap();
    let payloads = report["payloads"].as_array().unwrap();
    let mut expected = Vec::new();
    let mut count = 0;
    for (index, line) in text.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        count += 1;
        if line != CLEAN.as_bytes() && line != format!("{CLEAN}\r").as_bytes() {
            expected.push(Value::from(index + 1));
        }
    }
    let found: Vec<_> = payloads.iter().map(|payload| payload["line"].clone()).collect();
    assert_eq!(found, expected);
    assert_eq!(report["summary"]["payloads"], count);
}

#[test]
fn blank_lines_between_the_first_two_payloads_do_not_hide_that_there_are_several() {
    let text = format!("\n \n{BROKEN}\n\n   {}\n  {BROKEN}", "\n".repeat(100_000));
    let mut numbers = Numbers(1);
    for threads in ["1", "2"] {
        let args = ["lint", "-", "--format", "json", "--threads", threads];
        let run = in_pieces(&args, text.as_bytes(), &mut numbers);
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        let found: Vec<_> = report["payloads"].as_array().unwrap().iter().map(|it| &it["line"]).collect();
        assert_eq!(found, [3, 100_006]);
        let start = &report["payloads"][1]["findings"][0]["range"]["start"];
        assert_eq!(start["offset"], text.rfind(": 0").unwrap() + 2);
    }
}

#[test]
fn an_oversized_line_does_not_move_the_positions_of_the_others() {
    let mut lines = format!("{BROKEN}\n{{").into_bytes();
    lines.extend(std::iter::repeat_n(b'x', 18 << 20));
    lines.extend_from_slice(format!("\n{BROKEN}\n{BROKEN}").as_bytes());
    for threads in ["1", "2"] {
        let run = kyx_with_stdin(&["lint", "-", "--format", "ndjson", "--threads", threads], &lines);
        let found: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let places: Vec<_> =
            found.iter().map(|it| (it["code"].as_str().unwrap(), it["line"].as_u64().unwrap())).collect();
        assert_eq!(places, [("KYX219", 1), ("KYX007", 2), ("KYX219", 3), ("KYX219", 4)]);
        let end = found[3]["range"]["end"]["offset"].as_u64().unwrap();
        assert_eq!(usize::try_from(end).unwrap(), lines.len() - 2);
    }
}

#[test]
fn the_number_of_threads_must_be_positive() {
    for threads in ["0", "-1", "many"] {
        assert_eq!(kyx_with_stdin(&["lint", "-", "--threads", threads], b"").status, 2, "{threads}");
    }
}

#[test]
fn progress_is_only_for_terminals() {
    let text = format!("{CLEAN}\n").repeat(20_000);
    let run = kyx_with_stdin(&["lint", "-"], text.as_bytes());
    assert_eq!(run.stderr, "20000 payloads, 20000 clean: 0 errors, 0 warnings\n");
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_completes_its_output() {
    for (format, threads) in FORMATS.into_iter().flat_map(|format| [(format, "1"), (format, "3")]) {
        let mut child = piped(&["lint", "-", "--format", format, "--threads", threads]);
        let mut stdin = child.stdin.take().unwrap();
        // Enough lines to fill all buffers, so that some output appears.
        let mut lines = String::new();
        for _ in 0..2000 {
            writeln!(lines, "{CLEAN}\n{BROKEN}").unwrap();
        }
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let (first, seen) = mpsc::channel();
        let reader = thread::spawn(move || {
            let mut shown = String::new();
            stdout.read_line(&mut shown).unwrap();
            first.send(()).unwrap();
            stdout.read_to_string(&mut shown).unwrap();
            shown
        });
        stdin.write_all(lines.as_bytes()).unwrap();
        seen.recv().unwrap();
        // The input stays open.
        let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(killed.success());
        let status = child.wait().unwrap();
        let shown = reader.join().unwrap();
        assert_eq!(status.code(), Some(130), "{format}");
        assert!(shown.contains("KYX219"), "{format}: {shown}");
        match format {
            "json" | "sarif" => drop(serde_json::from_str::<Value>(&shown).unwrap()),
            "ndjson" => shown.lines().for_each(|line| drop(serde_json::from_str::<Value>(line).unwrap())),
            _ => {}
        }
        let mut stderr = String::new();
        child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        assert!(stderr.contains(" payloads, ") && !stderr.contains("panicked"), "{stderr}");
        drop(stdin);
    }
}

#[test]
fn findings_are_shown_while_the_input_stays_open() {
    for threads in ["1", "2"] {
        let mut child = piped(&["lint", "-", "--format", "ndjson", "--threads", threads]);
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        write!(stdin, "{BROKEN}\n{BROKEN}\n").unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.contains("KYX219"), "{threads}: {line}");
        drop(stdin);
        assert_eq!(child.wait().unwrap().code(), Some(1), "{threads}");
    }
}

#[test]
fn a_closed_output_ends_the_run_quietly_while_the_input_stays_open() {
    let mut child = piped(&["lint", "-", "--threads", "2", "--max-findings", "0"]);
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take());
    for _ in 0..20_000 {
        // The linter ends before it has read everything.
        if writeln!(stdin, "{BROKEN}").is_err() {
            break;
        }
    }
    assert_eq!(child.wait().unwrap().code(), Some(1));
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(stderr, "");
}

#[test]
fn several_files_keep_their_order() {
    let lines = lines(&mut Numbers(5), 500);
    let directory = directory(&[("a.ndjson", &lines), ("b/c.jsonl", &lines), ("d.json", BROKEN.as_bytes())]);
    let run = |threads| kyx(&["lint", text(&directory), "--format", "ndjson", "--threads", threads]);
    assert!(run("1").stdout == run("4").stdout);
}
