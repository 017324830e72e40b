//! Which code blocks are read, and what may be written into them.

use kyx_schema::{Context, Kind, Safety, input::Format, lint::Linter};

use super::{described, found, kinds, lint};

#[test]
fn the_language_of_a_block_tells_whether_it_is_read() {
    let is_read = |info: &str| {
        let text = format!("# Title\n\n```{info}\n{{\"nationality\": \"US\"}}\n```\n");
        match &found(&text, Format::Markdown)[..] {
            [] => false,
            found => {
                assert_eq!(found, [("KYX206", "\"US\"")], "{text}");
                true
            }
        }
    };
    for info in [
        "",
        "json",
        "JSON",
        "jsonc",
        "json5",
        "text",
        "txt",
        "console",
        "json title=\"x\"",
        "{.json}",
        "json,x",
    ] {
        assert!(is_read(info), "{info}");
    }
    for info in ["js", "python", "yaml", "diff", "http", "jsonl"] {
        assert!(!is_read(info), "{info}");
    }
}

#[test]
fn a_block_of_text_may_be_an_array_a_message_or_a_command() {
    let array = "[{\"nationality\": \"US\"},\n {\"nationality\": \"USA\"}]";
    let message = "# Update\nPOST https://example.com/\n\n{\"nationality\": \"US\"}";
    let command = "$ curl https://example.com -d '{\"nationality\": \"US\"}'";
    let other = "$ ls\n{\"nationality\": \"US\"}";
    let data = Some(Kind::PreparedData);
    for (block, expected) in
        [(array, &[data, data][..]), (message, &[data]), (command, &[data]), (other, &[])]
    {
        for info in ["", "text", "sh"] {
            let text = format!("```{info}\n{block}\n```\n");
            assert_eq!(kinds(&text, Format::Markdown), expected, "{text}");
        }
        let indented = format!("Text:\n\n    {}\n", block.replace('\n', "\n    "));
        assert_eq!(kinds(&indented, Format::Markdown), expected, "{indented}");
    }
}

#[test]
fn blocks_of_several_languages_are_read_in_order() {
    let text = "\
```sh
curl -X PUT https://account.emea-1.jumio.ai/api/v1/accounts -A x
```
```python
requests.post(\"https://account.emea-1.jumio.ai/api/v1/accounts\", json={\"nationality\": \"US\"})
```
> ```json
> {\"nationality\": \"US\"}
> ```
```text
PUT https://account.emea-1.jumio.ai/api/v1/accounts
User-Agent: x
```
";
    insta::assert_snapshot!(described(text, Format::Markdown), @r#"
    2 - create
        2:9 KYX801  "PUT" [PUT is not a method of this URL]
    8 prepared-data
        8:19 KYX206 /nationality "\"US\"" [an alpha-2 code, expected alpha-3]
    11 - create
        11:1 KYX801  "PUT" [PUT is not a method of this URL]
    "#);
}

/// What is in a quote has the prefix of the quote on each line.
#[test]
fn lines_are_only_added_where_the_block_is_not_in_a_quote() {
    let block = r#"```json
{
  "customerInternalReference": "order-4711",
  "workflowDefinition": {
    "key": 2,
    "userReference": "x"
  }
}
```
"#;
    let fixed = |text: &str| {
        Linter::new(Context::unknown()).fix_file(text.as_bytes(), Format::Markdown, Safety::Unsafe, |_| true)
    };
    insta::assert_snapshot!(String::from_utf8(fixed(block).bytes).unwrap(), @r#"
    ```json
    {
      "customerInternalReference": "order-4711",
      "workflowDefinition": {
        "key": 2
      },
      "userReference": "x"
    }
    ```
    "#);
    let quoted = block.lines().map(|line| format!("> {line}\n")).collect::<String>();
    assert!(lint(&quoted, Format::Markdown)[0].linted.report.findings()[0].fix.is_none(), "{quoted}");
    let kept = fixed(&quoted);
    assert_eq!((String::from_utf8(kept.bytes).unwrap(), kept.count), (quoted, 0));
}
