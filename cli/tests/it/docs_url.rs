//! Links from findings to the pages of their rules.

use serde_json::Value;

use crate::support::{BROKEN, FORMATS, command, directory, text};

const PAGE: &str = "https://kyx.example.com/docs/rules/KYX219/";

fn run(environment: &str, args: &[&str]) -> (i32, String, String) {
    let files = directory(&[("a.json", BROKEN.as_bytes())]);
    let mut command = command();
    if !environment.is_empty() {
        command.env("KYX_DOCS_URL", environment);
    }
    let output = command.args(args).arg("a.json").current_dir(files).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn formats_with_a_place_for_it_link_to_the_page() {
    for format in FORMATS {
        let has_place = !matches!(format, "human" | "gitlab" | "concise");
        let args = ["lint", "--format", format, "--docs-url", "https://kyx.example.com/docs/"];
        assert_eq!(run("", &args).1.contains(PAGE), has_place, "{format}");
        assert!(!run("", &args[..3]).1.contains("KYX219/"), "{format}");
    }
    let json = |format: &str| -> Value {
        let args = ["lint", "--format", format, "--docs-url", "https://kyx.example.com/docs"];
        serde_json::from_str(&run("", &args).1).unwrap()
    };
    assert_eq!(json("json")["payloads"][0]["findings"][0]["help_uri"], PAGE);
    assert_eq!(json("ndjson")["help_uri"], PAGE);
    assert_eq!(json("rdjson")["diagnostics"][0]["code"]["url"], PAGE);
    assert_eq!(json("sarif")["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"], PAGE);
}

#[test]
fn the_option_precedes_the_environment_and_that_the_configuration() {
    let config = b"docs-url = 'https://config.example.com'\n";
    let files = directory(&[(".kyx.toml", config), ("a.json", BROKEN.as_bytes())]);
    let page = |environment: Option<&str>, args: &[&str]| {
        let mut command = command();
        command.current_dir(&files).args(args);
        environment.map(|url| command.env("KYX_DOCS_URL", url));
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let option = ["--docs-url", "http://option.example.com:8080/"];
    for args in [&["lint", "a.json", "--format", "rdjson"][..], &["explain", "KYX219", "--web"]] {
        let with_option = [args, &option].concat();
        let environment = Some("https://environment.example.com");
        assert!(page(None, args).contains("https://config.example.com/rules/KYX219/"));
        assert!(page(environment, args).contains("https://environment.example.com/rules/KYX219/"));
        assert!(page(environment, &with_option).contains("http://option.example.com:8080/rules/KYX219/"));
    }
    let pages = page(None, &["explain", "KYX30", "--web"]);
    assert!(pages.lines().count() > 3, "{pages}");
    assert!(pages.lines().all(|it| it.starts_with("https://config.example.com/rules/KYX30")), "{pages}");
}

#[test]
fn other_texts_are_refused() {
    for url in [
        "kyx.example.com",
        "ftp://x",
        "https://",
        "https:///x",
        "https://x?q",
        "https://x#y",
        "https://x y",
        "javascript:x",
    ] {
        let (status, stdout, stderr) = run("", &["lint", "--docs-url", url]);
        assert_eq!((status, stdout.as_str()), (2, ""), "{url}");
        assert!(stderr.contains("not the address of a site"), "{stderr}");
        assert_eq!(run(url, &["lint"]).0, 2, "{url}");
    }
    let files = directory(&[(".kyx.toml", b"docs-url = 'example'"), ("a.json", BROKEN.as_bytes())]);
    let output = command().args(["lint", text(&files.join("a.json"))]).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains(".kyx.toml:1:12: `example`: not the address of a site"), "{stderr}");
    let mut explain = command();
    explain.args(["explain", "KYX219", "--web"]).current_dir(directory(&[("x", b"")]));
    let output = explain.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("KYX_DOCS_URL"));
}
