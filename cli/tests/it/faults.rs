//! What is promised when something fails in the middle of a run. The comment of each test is the promise.

#![cfg(target_os = "linux")]

use std::{
    env,
    fs::{self, File, FileTimes},
    io::{BufRead, BufReader, Read, Write},
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use flate2::{Compression, write::GzEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use crate::support::{BROKEN, CLEAN, Run, command, directory, kyx, root, text};

const FIXABLE: &str = "{\"nationality\": \"de\"}\n";
const FIXED: &str = "{\"nationality\": \"DEU\"}\n";

/// How often a run is killed. `KILLS=1000` tries more moments.
fn kills() -> u32 {
    env::var("KILLS").map_or(100, |kills| kills.parse().unwrap())
}

fn temporary_files(directory: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(".kyx-")).collect()
}

fn fixing(path: &Path) -> Child {
    let mut command = command();
    command.args(["lint", "-q", "--fix"]).arg(path).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Runs the binary where only so much address space is to be had.
fn within_mebibytes(mebibytes: u32, args: &[&str]) -> Run {
    let script = format!("ulimit -v {}; exec \"$0\" \"$@\"", mebibytes << 10);
    let mut shell = Command::new("bash");
    // Otherwise, each thread reserves 64 MiB.
    shell.env("MALLOC_ARENA_MAX", "1");
    shell.args(["-c", &script]).arg(command().get_program()).args(args).output().unwrap().into()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Whenever the run is killed, the file has its old content or its new one, as a whole. What may be left is one temporary file.
#[test]
fn a_killed_run_leaves_the_old_file_or_the_new_one() {
    let (old, new) = (FIXABLE.repeat(3000), FIXED.repeat(3000));
    let files = directory(&[("a.ndjson", old.as_bytes())]);
    let path = files.join("a.ndjson");
    let start = Instant::now();
    assert!(fixing(&path).wait().unwrap().success());
    let whole_run = start.elapsed();
    let mut midway = 0;
    for kill in 0..kills() {
        fs::write(&path, &old).unwrap();
        let mut run = fixing(&path);
        thread::sleep(whole_run * kill / kills());
        run.kill().unwrap();
        run.wait().unwrap();
        let content = fs::read_to_string(&path).unwrap();
        assert!(content == old || content == new, "torn by kill {kill}");
        let left = temporary_files(&files);
        assert!(left.len() <= 1, "{left:?}");
        midway += left.len();
        left.iter().for_each(|path| fs::remove_file(path).unwrap());
    }
    assert!(midway > 0, "no kill came while the new content was being written");
}

/// Whenever a run is killed while it writes into a file with hard links, the old content is in the file or beside it, or the
/// file is fixed.
#[test]
fn a_killed_write_in_place_leaves_the_old_content() {
    let padding = "\n".repeat(4 << 20);
    let (old, new) = (FIXABLE.repeat(10) + &padding, FIXED.repeat(10) + &padding);
    let files = directory(&[("a.ndjson", old.as_bytes())]);
    let path = files.join("a.ndjson");
    fs::hard_link(&path, files.join("b.ndjson")).unwrap();
    // The second temporary file is the backup.
    let until_backup = |run: &mut Child| {
        while temporary_files(&files).len() < 2 && run.try_wait().unwrap().is_none() {}
    };
    let mut run = fixing(&path);
    until_backup(&mut run);
    let start = Instant::now();
    assert!(run.wait().unwrap().success());
    let writing = start.elapsed();
    let mut midway = 0;
    for kill in 0..kills() {
        fs::write(&path, &old).unwrap();
        let mut run = fixing(&path);
        until_backup(&mut run);
        thread::sleep(writing * kill / kills());
        run.kill().unwrap();
        run.wait().unwrap();
        let left = temporary_files(&files);
        let is_old = |path: &PathBuf| fs::read_to_string(path).unwrap() == old;
        let has_backup = left.iter().any(is_old);
        let is_fixed = fs::read_to_string(&path).unwrap() == new;
        assert!(is_fixed || is_old(&path) || has_backup, "lost by kill {kill}");
        midway += u32::from(has_backup);
        left.iter().for_each(|path| fs::remove_file(path).unwrap());
    }
    assert!(midway > 0, "no kill came while there was a backup");
}

/// A baseline that cannot be written as a whole stays as it was.
#[test]
fn a_full_disk_leaves_the_old_baseline() {
    let files = directory(&[("requests/a.json", BROKEN.as_bytes())]);
    for number in 0..200 {
        fs::write(files.join(format!("requests/{number}.json")), BROKEN).unwrap();
    }
    let baseline = files.join("baseline.json");
    let first = files.join("requests/a.json");
    let args = ["lint", "-q", text(&first), "--write-baseline", text(&baseline)];
    assert_eq!(kyx(&args).status, 0);
    let old = fs::read_to_string(&baseline).unwrap();
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" lint -q requests --write-baseline baseline.json";
    let mut shell = Command::new("bash");
    shell.args(["-c", script]).arg(command().get_program()).current_dir(&files);
    let run = Run::from(shell.output().unwrap());
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("baseline.json: File too large"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(&baseline).unwrap(), old);
    assert_eq!(temporary_files(&files), [""; 0].map(PathBuf::from));
}

/// In a directory that cannot be written, a file is linted and stays as it is.
#[test]
fn a_read_only_directory_is_linted() {
    let files = directory(&[("a.json", FIXABLE.as_bytes())]);
    let path = files.join("a.json");
    fs::set_permissions(&files, fs::Permissions::from_mode(0o555)).unwrap();
    // Without its capabilities, not even the superuser can write there.
    let mut powerless = Command::new("setpriv");
    powerless.args(["--inh-caps=-all", "--bounding-set=-all"]).arg(command().get_program());
    let run = match powerless.args(["lint", "--fix"]).arg(&path).output() {
        Ok(output) if !String::from_utf8_lossy(&output.stderr).contains("setpriv: ") => Run::from(output),
        // Who may not drop them does not have them.
        _ => kyx(&["lint", "--fix", text(&path)]),
    };
    fs::set_permissions(&files, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(run.status, 2, "{}", run.stderr);
    let why = "a.json: not fixed: cannot create a temporary file: permission denied";
    assert!(run.stderr.contains(why), "{}", run.stderr);
    assert!(run.stdout.contains("KYX206"), "{}", run.stdout);
    assert_eq!(fs::read_to_string(&path).unwrap(), FIXABLE);
}

/// If another file takes the place of one that is being linted, the run says so and fails, even if both have the same length
/// and time.
#[test]
fn a_file_that_is_replaced_while_it_is_linted_fails_the_run() {
    let old = format!("{BROKEN}\n").repeat(5000);
    let files = directory(&[("a.ndjson", old.as_bytes()), ("b", old.replace("4711", "4712").as_bytes())]);
    let (path, other) = (files.join("a.ndjson"), files.join("b"));
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    File::options()
        .write(true)
        .open(&other)
        .unwrap()
        .set_times(FileTimes::new().set_modified(modified))
        .unwrap();
    for threads in ["1", "2"] {
        let mut run = command();
        run.args(["lint", text(&path), "--format", "ndjson", "--threads", threads]);
        let mut run = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // The rest of the output waits until it is read.
        let mut stdout = BufReader::with_capacity(16, run.stdout.take().unwrap());
        stdout.read_line(&mut String::new()).unwrap();
        fs::rename(&path, files.join("away")).unwrap();
        fs::rename(&other, &path).unwrap();
        fs::rename(files.join("away"), &other).unwrap();
        stdout.read_to_end(&mut Vec::new()).unwrap();
        let mut stderr = String::new();
        run.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        assert_eq!(run.wait().unwrap().code(), Some(2), "{threads}: {stderr}");
        assert!(stderr.contains("a.ndjson: the file changed while it was read"), "{threads}: {stderr}");
    }
}

/// If another file takes the place of one that is being fixed, the other file stays as it is.
#[test]
fn a_file_that_is_replaced_while_it_is_fixed_is_kept() {
    let files = directory(&[("a.ndjson", FIXABLE.repeat(100_000).as_bytes()), ("b", CLEAN.as_bytes())]);
    let path = files.join("a.ndjson");
    let run = fixing(&path);
    while temporary_files(&files).is_empty() {}
    fs::rename(files.join("b"), &path).unwrap();
    let run = Run::from(run.wait_with_output().unwrap());
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("a.ndjson: not fixed: the file changed while it was read"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(&path).unwrap(), CLEAN);
    assert_eq!(temporary_files(&files), [""; 0].map(PathBuf::from));
}

/// Of two runs that fix one file at once, at least one succeeds. The other one does so as well, or fails and says why. The
/// file is fixed as a whole.
#[test]
fn two_runs_at_once_fix_a_file_once() {
    let (old, new) = (FIXABLE.repeat(2000), FIXED.repeat(2000));
    for is_linked in [false, true] {
        let files = directory(&[("a.ndjson", old.as_bytes())]);
        let path = files.join("a.ndjson");
        if is_linked {
            fs::hard_link(&path, files.join("b.ndjson")).unwrap();
        }
        let mut refused = 0;
        for delay in 0..20 {
            fs::write(&path, &old).unwrap();
            let first = fixing(&path);
            thread::sleep(Duration::from_millis(2) * delay);
            let runs = [first, fixing(&path)].map(|run| Run::from(run.wait_with_output().unwrap()));
            assert!(runs.iter().any(|run| run.status == 0), "{}{}", runs[0].stderr, runs[1].stderr);
            for run in runs.iter().filter(|run| run.status != 0) {
                let reasons = ["not fixed: another run is fixing it", "the file changed while it was read"];
                let is_told = reasons.iter().any(|reason| run.stderr.contains(reason));
                assert!(run.status == 2 && is_told, "{} {}", run.status, run.stderr);
                refused += 1;
            }
            assert!(fs::read_to_string(&path).unwrap() == new, "{delay}");
            assert_eq!(temporary_files(&files), [""; 0].map(PathBuf::from));
        }
        assert!(refused > 0, "the runs never met");
    }
}

/// A run judges all payloads at the time of its start, whatever happens to the clock meanwhile.
#[test]
fn a_clock_that_jumps_back_changes_no_verdict() {
    let libraries = fs::read_dir("/usr/lib").unwrap().map(|entry| entry.unwrap().path());
    let mut libraries = libraries.map(|path| path.join("faketime/libfaketime.so.1"));
    let Some(library) = libraries.find(|path| path.exists()) else {
        assert!(env::var_os("CI").is_none(), "the package faketime is missing");
        return;
    };
    let request = fs::read_to_string(root().join("benches/request.json")).unwrap().replace('\n', " ");
    let files = directory(&[("clock", b"2035-01-01 00:00:00")]);
    let mut run = command();
    run.args(["lint", "-", "--format", "ndjson", "--threads", "1"]);
    run.env("LD_PRELOAD", library).env("FAKETIME_NO_CACHE", "1");
    run.env("FAKETIME_TIMESTAMP_FILE", files.join("clock"));
    let mut run = run.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut stdin, mut stdout) = (run.stdin.take().unwrap(), BufReader::new(run.stdout.take().unwrap()));
    for clock in ["2035-01-01 00:00:00", "2025-01-01 00:00:00", "1999-12-31 00:00:00"] {
        fs::write(files.join("clock"), clock).unwrap();
        // The second line tells that there are several.
        writeln!(stdin, "{request}\n{CLEAN}").unwrap();
        let mut finding = String::new();
        stdout.read_line(&mut finding).unwrap();
        assert!(finding.contains("KYX301"), "{clock}: {finding}");
    }
    drop(stdin);
    assert_eq!(run.wait().unwrap().code(), Some(1));
}

/// Whoever stops reading an output causes neither a panic nor a message, and does not change the status.
#[test]
fn a_closed_output_is_quiet_in_all_commands() {
    let files = directory(&[
        ("a.json", CLEAN.as_bytes()),
        ("response.json", br#"{"timestamp": "2024-03-01T12:00:00.000Z", "account": {"id": "11111111-1111-1111-1111-111111111111"}}"#),
        ("a.schema.json", b"{}"),
        ("a.gif", b"GIF89a"),
    ]);
    for args in [
        &["lint", "a.json"][..],
        &["lint", "a.json", "--summary"],
        &["lint", "a.json", "--diff"],
        &["lint", "-", "--fix"],
        &["upload-check", "--category", "ID", "--part", "FRONT", "a.gif"],
        &["next", "a.json"],
        &["read", "response.json"],
        &["redact", "a.json"],
        &["sample", "account-request"],
        &["explain", "KYX206"],
        &["rules"],
        &["rules", "--markdown"],
        &["schema"],
        &["schema", "account-request"],
        &["schema", "diff", "a.schema.json", "a.schema.json"],
        &["workflows"],
        &["workflows", "2"],
        &["completions", "bash"],
        &["man"],
    ] {
        let run = |stdout: Stdio| {
            let mut command = command();
            command.current_dir(&files).args(args).stdin(Stdio::null()).stdout(stdout).stderr(Stdio::piped());
            Run::from(command.spawn().unwrap().wait_with_output().unwrap())
        };
        let closed = || {
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            Stdio::from(writer)
        };
        let (read, unread) = (run(Stdio::null()), run(closed()));
        assert_eq!(unread.status, read.status, "{args:?}: {}", unread.stderr);
        assert!(unread.stderr.is_empty() || unread.stderr == read.stderr, "{args:?}: {}", unread.stderr);
    }
}

/// A run without open streams writes its messages into no file.
#[test]
fn a_run_without_streams_fixes_as_usual() {
    let files = directory(&[("a.json", FIXABLE.as_bytes()), ("b.json", BROKEN.as_bytes())]);
    let script = "exec \"$0\" lint --fix a.json b.json <&- >&- 2>&-";
    let mut shell = Command::new("bash");
    shell.args(["-c", script]).arg(command().get_program()).current_dir(&files);
    assert_eq!(shell.status().unwrap().code(), Some(1));
    assert_eq!(fs::read_to_string(files.join("a.json")).unwrap(), FIXED);
    assert_eq!(fs::read_to_string(files.join("b.json")).unwrap(), BROKEN);
}

/// 100,000 files are linted, each once, in 128 MiB.
#[test]
fn a_hundred_thousand_files_are_linted_in_bounded_memory() {
    const FILES: usize = 100_000;
    let files = directory(&[("0/a.json", CLEAN.as_bytes())]);
    fs::remove_file(files.join("0/a.json")).unwrap();
    for number in 0..FILES {
        let below = files.join((number / 1000).to_string());
        if number % 1000 == 0 {
            fs::create_dir_all(&below).unwrap();
            // A way back to the top, and to each file once more.
            symlink("..", below.join("all")).unwrap();
        }
        let payload = if number % 1000 == 999 { BROKEN } else { CLEAN };
        fs::write(below.join(format!("{number}.json")), payload).unwrap();
    }
    let run = within_mebibytes(128, &["lint", text(&files), "--format", "concise"]);
    fs::remove_dir_all(&files).unwrap();
    assert_eq!(run.stderr, "100000 payloads, 99900 clean: 100 errors, 0 warnings\n");
    assert_eq!((run.status, run.stdout.lines().count()), (1, 100));
}

/// One frame of this length in Zstandard, four bytes for each 128 KiB.
fn zstandard_bomb(byte: u8, blocks: usize) -> Vec<u8> {
    let mut frame = vec![0x28, 0xB5, 0x2F, 0xFD, 0, 13 << 3];
    for block in 1..=blocks {
        let header = (128 << 10 << 3) | 0b010 | u32::from(block == blocks);
        frame.extend_from_slice(&header.to_le_bytes()[..3]);
        frame.push(byte);
    }
    frame
}

/// A small file that would fill a disk takes no more than 96 MiB of memory. A single payload is read up to its limit, a line
/// is skipped, and each other line is linted.
#[test]
fn compressed_bombs_are_read_in_bounded_memory() {
    let bombs = |byte: u8| [gzip(&vec![byte; 1 << 20]).repeat(256), zstandard_bomb(byte, 2048)];
    for byte in [b' ', b'x', b'[', b'"', 0] {
        for (bomb, extension) in bombs(byte).into_iter().zip(["gz", "zst"]) {
            let files = directory(&[(&format!("one.json.{extension}"), &bomb)]);
            let run = within_mebibytes(96, &["lint", "--threads", "2", "-q", text(&files)]);
            assert!(
                run.status == 1 && run.stdout.contains("KYX007"),
                "{extension} {byte}: {}{}",
                run.stdout,
                run.stderr
            );
        }
    }
    let end = format!("\n{BROKEN}\n");
    for byte in [b' ', b'x', b'\n'] {
        let ends = [gzip(end.as_bytes()), compress_to_vec(end.as_bytes(), CompressionLevel::Fastest)];
        for ((bomb, end), extension) in bombs(byte).into_iter().zip(ends).zip(["gz", "zst"]) {
            let files = directory(&[(&format!("lines.ndjson.{extension}"), &[bomb, end].concat())]);
            let run =
                within_mebibytes(96, &["lint", "--threads", "2", "-q", text(&files), "--format", "concise"]);
            assert!(
                run.status == 1 && run.stdout.contains("KYX219"),
                "{extension} {byte}: {}{}",
                run.stdout,
                run.stderr
            );
        }
    }
}

/// A compressed file that is cut off anywhere is never clean.
#[test]
fn a_truncated_archive_is_never_clean() {
    let lines = format!("{CLEAN}\n{CLEAN}\n");
    let archives = [
        ("gz", gzip(lines.as_bytes())),
        ("zst", compress_to_vec(lines.as_bytes(), CompressionLevel::Fastest)),
    ];
    for (extension, archive) in archives {
        let names: Vec<_> =
            (0..archive.len()).map(|length| format!("{length:04}.ndjson.{extension}")).collect();
        let cut: Vec<_> =
            names.iter().enumerate().map(|(length, name)| (name.as_str(), &archive[..length])).collect();
        let files = directory(&cut);
        let run = kyx(&["lint", "--format", "concise", text(&files)]);
        assert_eq!(run.status, 2);
        for name in &names {
            assert!(run.stdout.contains(name) || run.stderr.contains(name), "{name} is clean");
        }
    }
}

/// A file with calls that is cut off within a payload is never clean, in any format that `lint` reads.
#[test]
fn a_truncated_file_with_calls_is_never_clean() {
    let files = directory(&[("a.har", HAR.as_bytes())]);
    assert_eq!(kyx(&["lint", text(&files.join("a.har"))]).status, 0);
    let names: Vec<_> = (1..HAR.trim_end().len()).map(|length| format!("{length:04}.har")).collect();
    let cut: Vec<_> =
        names.iter().zip(1..).map(|(name, length)| (name.as_str(), &HAR.as_bytes()[..length])).collect();
    let files = directory(&cut);
    let mut args = vec!["lint", "--format", "concise"];
    args.extend(names.iter().map(String::as_str));
    let run = Run::from(command().current_dir(&files).args(args).output().unwrap());
    for name in &names {
        assert!(run.stdout.contains(name) || run.stderr.contains(name), "{name} is clean");
    }
}

const HAR: &str = r#"{"log": {"version": "1.2", "entries": [{"request": {"method": "POST", "url": "https://account.amer-1.jumio.ai/api/v1/accounts", "headers": [{"name": "User-Agent", "value": "tests"}, {"name": "Content-Type", "value": "application/json"}, {"name": "Authorization", "value": "Bearer x"}], "postData": {"mimeType": "application/json", "text": "{\"customerInternalReference\": \"order-4711\", \"workflowDefinition\": {\"key\": 2}}"}}}]}}"#;
