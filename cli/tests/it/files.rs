//! `kyx lint --fix` keeps everything about a file but its content, and leaves nothing behind.

#![cfg(unix)]

use std::{
    fs,
    io::Write,
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use xattr::{get, set};

use crate::support::{CLEAN, command, directory, kyx, kyx_with_stdin, text};

const FIXABLE: &str = "{\"nationality\": \"de\"}";
const FIXED: &str = "{\"nationality\": \"DEU\"}";

fn entries(directory: &Path) -> Vec<String> {
    let names = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

fn fix(path: &Path) {
    let run = kyx(&["lint", "--fix", text(path)]);
    assert_eq!((run.status, fs::read_to_string(path).unwrap().as_str()), (0, FIXED), "{}", run.stderr);
}

/// An access control list in the format of Linux: `u::rw, u:1234:rw, g::-, m::rw, o::-`.
fn access_list() -> Vec<u8> {
    let entries: [(u16, u16, u32); 5] =
        [(1, 6, u32::MAX), (2, 6, 1234), (4, 0, u32::MAX), (16, 6, u32::MAX), (32, 0, u32::MAX)];
    let mut bytes = 2_u32.to_le_bytes().to_vec();
    for (tag, permissions, id) in entries {
        bytes.extend_from_slice(&tag.to_le_bytes());
        bytes.extend_from_slice(&permissions.to_le_bytes());
        bytes.extend_from_slice(&id.to_le_bytes());
    }
    bytes
}

#[test]
fn access_lists_and_extended_attributes_survive() {
    let files = directory(&[("a.json", FIXABLE.as_bytes())]);
    let path = files.join("a.json");
    let attributes = [("user.note", b"hi".to_vec()), ("system.posix_acl_access", access_list())];
    for (name, value) in &attributes {
        // Not every file system has them.
        if set(&path, name, value).is_err() {
            return;
        }
    }
    let mode = fs::metadata(&path).unwrap().mode();
    fix(&path);
    for (name, value) in &attributes {
        assert_eq!(get(&path, name).unwrap().as_ref(), Some(value), "{name}");
    }
    assert_eq!(fs::metadata(&path).unwrap().mode(), mode);
    assert_eq!(entries(&files), ["a.json"]);
}

#[test]
fn hard_links_survive() {
    let files = directory(&[("a.json", FIXABLE.as_bytes())]);
    fs::hard_link(files.join("a.json"), files.join("b.json")).unwrap();
    fix(&files.join("a.json"));
    assert_eq!(fs::read_to_string(files.join("b.json")).unwrap(), FIXED);
    assert_eq!(fs::metadata(files.join("a.json")).unwrap().nlink(), 2);
    assert_eq!(entries(&files), ["a.json", "b.json"]);
}

/// Only the superuser can make a file of others.
#[test]
fn owner_and_group_survive() {
    let files = directory(&[("a.json", FIXABLE.as_bytes())]);
    let path = files.join("a.json");
    if chown(&path, Some(1234), Some(4321)).is_err() {
        return;
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
    fix(&path);
    let metadata = fs::metadata(&path).unwrap();
    assert_eq!((metadata.uid(), metadata.gid(), metadata.mode() & 0o7777), (1234, 4321, 0o666));

    // Another user who may write the file, but not give it away.
    fs::write(&path, FIXABLE).unwrap();
    fs::set_permissions(&files, fs::Permissions::from_mode(0o777)).unwrap();
    let mut other = Command::new("setpriv");
    other.args(["--reuid=5678", "--regid=5678", "--clear-groups"]).arg(command().get_program());
    let Ok(run) = other.args(["lint", "--fix"]).arg(&path).output() else { return };
    let stderr = String::from_utf8_lossy(&run.stderr);
    if stderr.contains("setpriv: ") {
        return; // the other user cannot run the program
    }
    assert_eq!(
        (run.status.code(), fs::read_to_string(&path).unwrap().as_str()),
        (Some(0), FIXED),
        "{stderr}"
    );
    let metadata = fs::metadata(&path).unwrap();
    assert_eq!((metadata.uid(), metadata.gid(), metadata.mode() & 0o7777), (1234, 4321, 0o666));
    assert_eq!(entries(&files), ["a.json"]);
}

#[test]
fn signals_remove_temporary_files() {
    let lines = format!("{FIXABLE}\n").repeat(400_000);
    for signal in ["INT", "TERM", "HUP"] {
        let files = directory(&[("a.ndjson", lines.as_bytes())]);
        let args = ["lint", "--fix", "-q", text(&files.join("a.ndjson"))].map(str::to_owned);
        let mut child = command().args(args).stdout(Stdio::null()).spawn().unwrap();
        while entries(&files).len() < 2 {
            assert!(child.try_wait().unwrap().is_none(), "no temporary file");
            thread::sleep(Duration::from_millis(2));
        }
        Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130), "{signal}");
        assert_eq!(entries(&files), ["a.ndjson"], "{signal}");
        assert!(fs::read_to_string(files.join("a.ndjson")).unwrap() == lines, "{signal}");
    }
}

#[test]
fn a_run_that_outlives_its_terminal_goes_on() {
    let mut shell = Command::new("bash");
    shell.args(["-c", "trap '' HUP; exec \"$0\" lint -"]).arg(command().get_program());
    let mut child = shell.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(format!("{CLEAN}\n").repeat(5000).as_bytes()).unwrap();
    Command::new("kill").args(["-HUP", &child.id().to_string()]).status().unwrap();
    stdin.write_all(CLEAN.as_bytes()).unwrap();
    drop(stdin);
    let run = child.wait_with_output().unwrap();
    assert_eq!(run.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&run.stderr).contains("5001 payloads, 5001 clean"));
}

/// The disk has room for the new content and for the backup, but not for a longer file.
#[cfg(target_os = "linux")]
#[test]
fn a_failed_write_in_place_leaves_a_backup() {
    let lines = format!("{FIXABLE}\n").repeat(4468);
    let files = directory(&[("a.ndjson", lines.as_bytes()), ("disk/mounted-here", b"")]);
    let script = "mount -t tmpfs -o size=400k tmpfs disk || exit 77
        cp a.ndjson disk && cd disk && ln a.ndjson b.ndjson && head -c 106496 /dev/zero > filler
        \"$0\" lint -q --fix a.ndjson > ../findings 2> ../errors; echo $? > ../status; cp .kyx-* ../backup";
    let mut shell = Command::new("unshare");
    shell.args(["-rm", "bash", "-c", script]).arg(command().get_program()).current_dir(&files);
    if !shell.status().is_ok_and(|status| status.success()) && !files.join("status").exists() {
        return; // a disk cannot be mounted here
    }
    let read = |name: &str| fs::read_to_string(files.join(name)).unwrap();
    assert_eq!(read("status"), "2\n");
    assert!(read("errors").starts_with("kyx: a.ndjson: not fixed: "), "{}", read("errors"));
    assert!(read("errors").contains("; its old content is in /"), "{}", read("errors"));
    assert!(read("backup") == lines);
}

#[test]
fn pipes_and_devices_are_not_fixed() {
    let files = directory(&[("a.json", FIXABLE.as_bytes())]);
    let kyx = command().get_program().to_owned();
    Command::new("mkfifo").arg(files.join("fifo")).status().unwrap();
    std::os::unix::fs::symlink("/dev/stdin", files.join("link")).unwrap();
    for script in [
        "\"$0\" lint -q --fix fifo",
        "\"$0\" lint -q --fix <(cat a.json)",
        "\"$0\" lint -q --fix /dev/stdin < a.json",
        "\"$0\" lint -q --fix link < a.json",
    ] {
        let mut shell = Command::new("timeout");
        shell.args(["20", "bash", "-c", script]).arg(&kyx).current_dir(&files);
        let run = shell.output().unwrap();
        let stderr = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{script}: {stderr}");
        assert!(stderr.contains(": cannot be fixed, because it is not a regular file"), "{script}: {stderr}");
        assert_eq!(fs::read_to_string(files.join("a.json")).unwrap(), FIXABLE, "{script}");
    }
}

#[test]
fn control_characters_in_names_are_escaped() {
    let name = "x\n+++ b\u{1b}[31m\u{9b}.json";
    let files = directory(&[(name, FIXABLE.as_bytes())]);
    let escaped = r"x\u{a}+++ b\u{1b}[31m\u{9b}.json";
    for (args, file) in [
        (&["lint", "--diff"][..], name),
        (&["lint"], name),
        (&["lint", "--format", "github"], name),
        (&["lint", "--format", "junit"], name),
        (&["lint", "--format", "concise"], name),
        (&["lint"], "no-such\n\u{1b}\u{9b}"),
        (&["lint", "--fix"], "no-such\n\u{1b}\u{9b}"),
        (&["next"], name),
        (&["upload-check", "--category", "ID", "--part", "FRONT"], name),
        (&["schema", "diff", "a"], name),
    ] {
        let run = command().current_dir(&files).args(args).arg(file).output().unwrap();
        let shown = String::from_utf8([run.stdout, run.stderr].concat()).unwrap();
        assert!(!shown.contains(['\u{1b}', '\u{9b}']), "{args:?}: {shown:?}");
        assert!(!shown.contains("\n+++ b\\"), "{args:?}: {shown:?}");
        assert!(file != name || args[0] == "schema" || shown.contains(escaped), "{args:?}: {shown:?}");
    }
    let key = "{\"firstName\": \"A\", \"last\u{9b}Name\": 1}";
    for args in [&["lint", "-"][..], &["lint", "-", "--show-values"]] {
        let run = kyx_with_stdin(args, key.as_bytes());
        assert!(run.status == 1 && !run.stdout.contains('\u{9b}'), "{:?}", run.stdout);
    }
    assert_eq!(kyx_with_stdin(&["lint", "-"], CLEAN.as_bytes()).status, 0);
}
