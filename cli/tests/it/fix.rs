//! `kyx lint --fix`, `--unsafe-fixes` and `--diff`: what is fixed, and that nothing is ever lost.

use std::{fs, path::Path, process::Command};

use crate::support::{BROKEN, CLEAN, command, directory, kyx, kyx_with_stdin, text};

const FIXABLE: &str = "{\n  // note\n  'firstName': \"Jane\",\n  \"nationality\": \"de\",\n  \"phoneNumber\": \"+1 503 123\",\n}\n";
const FIXED: &str =
    "{\n  \"firstName\": \"Jane\",\n  \"nationality\": \"DEU\",\n  \"phoneNumber\": \"+1 503 123\"\n}\n";

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn entries(directory: &Path) -> Vec<String> {
    let names = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn safe_fixes_are_applied_and_the_rest_is_reported_at_its_new_position() {
    let directory = directory(&[("a.json", FIXABLE.as_bytes())]);
    let path = directory.join("a.json");
    let run = kyx(&["lint", "--fix", text(&path)]);
    assert_eq!(read(&path), FIXED);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("a.json:4:18"), "{}", run.stdout);
    assert_eq!(run.stdout.matches("error[").count(), 1, "{}", run.stdout);

    let run = kyx(&["lint", "--unsafe-fixes", text(&path)]);
    assert_eq!(read(&path), FIXED.replace("+1 503 123", "+1503123"));
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    assert_eq!(entries(&directory), ["a.json"]);
}

#[test]
fn only_selected_rules_are_fixed() {
    let directory = directory(&[("a.json", FIXABLE.as_bytes())]);
    let path = directory.join("a.json");
    kyx(&["lint", "--fix", "--select", "KYX206", text(&path)]);
    assert_eq!(read(&path), FIXABLE.replace("\"de\"", "\"DEU\""));
    kyx(&["lint", "--fix", "--ignore", "KYX0", text(&path)]);
    assert_eq!(read(&path), FIXABLE.replace("\"de\"", "\"DEU\""));
}

#[test]
fn every_line_is_fixed_on_its_own_and_the_others_stay_byte_for_byte() {
    let lines = format!("{CLEAN}\r\n\n  \n{{\"nationality\": \"DE\",}}\nnot json\n{{\"email\": null}} ");
    let directory = directory(&[("a.ndjson", lines.as_bytes())]);
    let path = directory.join("a.ndjson");
    let run = kyx(&["lint", "--fix", "--format", "json", text(&path)]);
    let expected = lines.replace("{\"nationality\": \"DE\",}", "{\"nationality\": \"DEU\"}");
    assert_eq!(read(&path), expected);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let lines: Vec<_> = report["payloads"].as_array().unwrap().iter().map(|it| &it["line"]).collect();
    assert_eq!(lines, [5, 6]);
    let start = &report["payloads"][1]["findings"][0]["range"]["start"];
    assert_eq!(start["offset"], expected.find("null").unwrap());
}

#[test]
fn a_diff_changes_nothing_and_masks_values() {
    let directory = directory(&[("a.json", FIXABLE.as_bytes()), ("b.json", CLEAN.as_bytes())]);
    let path = directory.join("a.json");
    let run = kyx(&["lint", "--diff", "--fix", text(&directory)]);
    assert_eq!((run.status, read(&path).as_str()), (1, FIXABLE));
    insta::assert_snapshot!(run.stdout.replace(text(&directory), "DIRECTORY"));
    assert_eq!(run.stderr, "4 would be fixed; then 2 payloads, 1 clean: 1 error, 0 warnings\n");
    let run = kyx(&["lint", "--diff", text(&directory.join("b.json"))]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
}

/// With `--show-values`, a diff is a patch.
#[test]
fn a_diff_can_be_applied() {
    let many =
        format!("{CLEAN}\n").repeat(3) + "{\"nationality\": \"DE\"}\n" + CLEAN + "\n" + "{\"sex\": \"m\"}";
    let directory = directory(&[("a.json", FIXABLE.as_bytes()), ("b.ndjson", many.as_bytes())]);
    let args = ["lint", "--unsafe-fixes", "--show-values", "a.json", "b.ndjson"];
    let diff = command().current_dir(&directory).args(args).arg("--diff").output().unwrap().stdout;
    fs::write(directory.join("a.diff"), diff).unwrap();
    let patched = Command::new("git")
        .args(["apply", "-p0", "--unidiff-zero", "a.diff"])
        .current_dir(&directory)
        .output()
        .unwrap();
    assert!(patched.status.success(), "{}", String::from_utf8_lossy(&patched.stderr));
    let patched = ["a.json", "b.ndjson"].map(|name| read(&directory.join(name)));
    fs::write(directory.join("a.json"), FIXABLE).unwrap();
    fs::write(directory.join("b.ndjson"), many).unwrap();
    command().current_dir(&directory).args(args).output().unwrap();
    assert_eq!(["a.json", "b.ndjson"].map(|name| read(&directory.join(name))), patched);
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let run = kyx_with_stdin(&["lint", "--fix", "-"], FIXABLE.as_bytes());
    assert_eq!((run.status, run.stdout.as_str()), (1, FIXED));
    assert!(run.stderr.contains("error[KYX214]") && run.stderr.contains("<stdin>:4:18"), "{}", run.stderr);
    let lines = format!("\n {CLEAN}\n\n{{\"nationality\": \"DE\"}}\r\n{CLEAN}");
    let run = kyx_with_stdin(&["lint", "--fix", "-"], lines.as_bytes());
    assert_eq!(run.stdout, lines.replace("DE", "DEU"));
}

#[test]
fn files_without_fixes_are_not_touched() {
    let directory = directory(&[("a.json", BROKEN.as_bytes()), ("b.json", b"{\"firstName\": null}")]);
    let before = fs::metadata(directory.join("a.json")).unwrap().modified().unwrap();
    let run = kyx(&["lint", "--unsafe-fixes", text(&directory), "no-such-file.json"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr.matches("no-such-file.json").count(), 1, "{}", run.stderr);
    assert_eq!(read(&directory.join("a.json")), BROKEN);
    assert_eq!(fs::metadata(directory.join("a.json")).unwrap().modified().unwrap(), before);
    // Without the field, the kind of the payload could not be detected.
    assert_eq!(read(&directory.join("b.json")), "{\"firstName\": null}");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::{BROKEN, Command, FIXABLE, FIXED, command, directory, entries, fs, kyx, read, text};

    #[test]
    fn permissions_and_links_are_preserved() {
        let directory = directory(&[("real/a.json", FIXABLE.as_bytes())]);
        let (real, link) = (directory.join("real/a.json"), directory.join("link.json"));
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&real, &link).unwrap();
        kyx(&["lint", "--fix", text(&link)]);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(read(&real), FIXED);
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o7777, 0o640);
    }

    #[test]
    fn a_read_only_file_is_linted_and_not_touched() {
        let directory = directory(&[("a.json", FIXABLE.as_bytes())]);
        let path = directory.join("a.json");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let run = kyx(&["lint", "--fix", text(&path)]);
        assert_eq!((run.status, read(&path).as_str()), (2, FIXABLE));
        assert!(run.stderr.contains("a.json: not fixed: the file is read-only"), "{}", run.stderr);
        assert!(run.stdout.contains("KYX206"), "{}", run.stdout);
        assert_eq!(entries(&directory), ["a.json"]);
    }

    /// A limit on file sizes makes writing fail as on a full disk.
    #[test]
    fn a_full_disk_leaves_the_old_file_intact() {
        let large = format!("{{\"nationality\": \"de\"}}{}\n", " ".repeat(9000));
        let directory = directory(&[("a.json", large.as_bytes()), ("b.json", BROKEN.as_bytes())]);
        let kyx = command().get_program().to_owned();
        let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" lint --fix \"$1\"";
        let run = Command::new("bash").args(["-c", script]).arg(kyx).arg(&directory).output().unwrap();
        let stderr = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains("a.json: not fixed: "), "{stderr}");
        assert_eq!(read(&directory.join("a.json")), large);
        assert_eq!(entries(&directory), ["a.json", "b.json"]);
        assert!(String::from_utf8_lossy(&run.stdout).contains("KYX219"));
    }
}
