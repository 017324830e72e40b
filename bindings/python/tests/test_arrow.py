"""`kyx_schema.arrow`: every layout, and the findings that `lint` has."""

import itertools
import json
import pathlib
import re
import subprocess
import sys
import threading
import time
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pyarrow as pa
import pytest

import kyx_schema
from kyx_schema import arrow

NOW = "2025-01-01T00:00:00Z"
EXPECTED = pathlib.Path("target/conformance/expected.ndjson")
CLEAN = '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}'
BROKEN = '{"workflowDefinition": {"key": 2}}'
CONSENT = (
    '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}, "userConsent": {"userIp": "203.0.113.7",'
    ' "userLocation": {"country": "DEU"}, "consent": {"obtained": "yes", "obtainedAt": "2024-02-29T12:00:00.5Z"}}}'
)
PAYLOADS = [CLEAN, None, BROKEN, CONSENT, "", "{", "ümläut", None]


def rows(column, **names):
    return pa.array(arrow.lint(column, now=NOW, **names))


def row(payload, **names):
    """What a row says, from `kyx_schema.lint`."""
    if payload is None:
        return None
    report = kyx_schema.lint(payload, now=NOW, **names)
    severities = [finding.severity for finding in report.findings]
    fields = ("code", "severity", "pointer", "message")
    return {
        "kind": report.kind,
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "findings": [{field: getattr(finding, field) for field in fields} for finding in report.findings],
    }


def without_consent(result):
    return [it and {name: it[name] for name in it if name != "consent_until"} for it in result.to_pylist()]


LAYOUTS = {
    **{str(it): it for it in (pa.string(), pa.large_string(), pa.string_view())},
    **{str(it): it for it in (pa.binary(), pa.large_binary(), pa.binary_view())},
    "dictionary of string": pa.dictionary(pa.int32(), pa.string()),
    "dictionary of large_binary": pa.dictionary(pa.int8(), pa.large_binary()),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_each_layout_has_the_rows_of_lint(layout):
    def column(payloads):
        if not pa.types.is_dictionary(layout):
            return pa.array(payloads, layout)
        return pa.array(payloads, layout.value_type).dictionary_encode().cast(layout)

    expected = [row(it) for it in PAYLOADS]
    assert without_consent(rows(column(PAYLOADS))) == expected
    # A slice, an empty one, one that repeats itself, and chunks of which one is empty.
    assert without_consent(rows(column(PAYLOADS)[2:5])) == expected[2:5]
    assert without_consent(rows(column(PAYLOADS)[8:])) == []
    assert without_consent(rows(column(PAYLOADS * 3)[5:20])) == (expected * 3)[5:20]
    chunks = pa.chunked_array([column(PAYLOADS), column([]), column(PAYLOADS)[3:]], layout)
    assert without_consent(rows(chunks)) == expected + expected[3:]
    assert without_consent(rows(pa.chunked_array([], layout))) == []


def test_a_column_of_nulls():
    assert rows(pa.nulls(3)).to_pylist() == [None] * 3
    dictionary = pa.DictionaryArray.from_arrays(pa.array([None, None], pa.int8()), pa.array([], pa.string()))
    assert rows(dictionary).to_pylist() == [None] * 2
    # The key points to a null.
    dictionary = pa.DictionaryArray.from_arrays([1, 0, 1], pa.array([BROKEN, None]))
    assert [it and it["errors"] for it in rows(dictionary).to_pylist()] == [None, 1, None]
    member = pa.StructArray.from_arrays([dictionary], ["customerInternalReference"])
    texts = ["{}", json.dumps({"customerInternalReference": BROKEN}), "{}"]
    assert without_consent(rows(member)) == [row(it) for it in texts]


def test_the_rows_are_those_of_lint_over_all_payloads_of_the_tests():
    lines = [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").split("\n")[:-1]]
    call = ("kind", "operation", "channel")
    compared = 0
    lines.sort(key=lambda line: [str(line[name]) for name in call])
    for names, group in itertools.groupby(lines, lambda line: {name: line[name] for name in call}):
        payloads = [it["payload"].encode() if isinstance(it["payload"], str) else bytes(it["payload"]) for it in group]
        expected = [row(payload, **names) for payload in payloads]
        column = pa.array(payloads, pa.binary())
        found = [rows(column, threads=threads, **names) for threads in (1, 2, 7)]
        assert without_consent(found[0]) == expected
        large = rows(pa.array(payloads * 3, pa.binary()), threads=2, detail="counts", **names)
        assert large.field("errors").to_pylist() == [it["errors"] for it in expected] * 3
        assert found[0].equals(found[1]) and found[0].equals(found[2])
        counts = rows(column, detail="counts", **names)
        assert counts.field("errors").to_pylist() == [it["errors"] for it in expected]
        assert counts.field("warnings").to_pylist() == [it["warnings"] for it in expected]
        valid = pa.array(arrow.is_valid(column, now=NOW, **names)).to_pylist()
        assert valid == [it["errors"] == 0 for it in expected]
        compared += len(payloads)
    assert compared == len(lines) > 12_000


def without_nulls(value):
    if isinstance(value, dict):
        return {name: without_nulls(member) for name, member in value.items() if member is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def test_structs_have_the_rows_of_their_json():
    payloads = [None if it is None else json.loads(it) for it in (CLEAN, None, BROKEN, CONSENT)]
    payloads += [{"customerInternalReference": "\"q\" \\ \n\x01 ümläut €"}, {"workflowDefinition": {"key": None}}, {}]
    payloads += [{"workflowDefinition": {"key": 2, "credentials": [{"category": "ID"}, None, {"category": None}]}}]
    column = pa.array(payloads)
    texts = [it and json.dumps(without_nulls(it), ensure_ascii=False) for it in column.to_pylist()]
    texts[6] = "{}"
    expected = [row(it) for it in texts]
    assert without_consent(rows(column)) == expected
    assert without_consent(rows(column[2:5])) == expected[2:5]
    assert without_consent(rows(pa.chunked_array([column[:3], column[3:]]))) == expected
    many = pa.concat_arrays([column] * 1_000)
    assert without_consent(rows(many, threads=3)) == expected * 1_000
    # The rows of a table are structs.
    table = pa.Table.from_struct_array(column[2:])
    assert without_consent(rows(table)) == expected[2:]
    for batch, start in zip(table.to_batches(2), (2, 4, 6)):
        assert without_consent(rows(batch)) == expected[start : start + 2]
    assert without_consent(rows(pa.RecordBatchReader.from_batches(table.schema, table.to_batches(2)))) == expected[2:]
    redacted = pa.array(arrow.redact(column)).to_pylist()
    assert redacted[1:3] == [None, BROKEN.replace(": ", ":")]


LISTS = (pa.list_, pa.large_list, pa.list_view, pa.large_list_view)
VALUES = [
    *(("x", it) for it in (pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.dictionary(pa.int8(), pa.string()))),
    *((None, it) for it in (pa.null(), pa.string(), pa.int32(), pa.dictionary(pa.int8(), pa.string()))),
    *((2, it) for it in (pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64())),
    *((1.5, it) for it in (pa.float32(), pa.float64(), pa.decimal128(9, 1))),
    (True, pa.bool_()),
    *(([["x", None], [], None], it(it(pa.string()))) for it in LISTS),
    ([2, None], pa.list_(pa.int32(), 2)),
    ({"name \"x\"": [{"a": 2}, {}]}, pa.struct({"name \"x\"": pa.list_(pa.struct({"a": pa.int8()})), "absent": pa.int8()})),
]


@pytest.mark.parametrize(("value", "layout"), VALUES, ids=str)
def test_each_type_of_json_is_written(value, layout):
    value_there = Decimal("1.5") if pa.types.is_decimal(layout) else value
    definition = pa.StructArray.from_arrays([pa.array([value_there], layout)], ["key"])
    column = pa.StructArray.from_arrays([definition], ["workflowDefinition"])
    text = json.dumps(without_nulls({"workflowDefinition": {"key": value}}))
    assert without_consent(rows(column)) == [row(text)]
    redacted = [json.loads(pa.array(arrow.redact(it))[0].as_py()) for it in (column, pa.array([text]))]
    assert redacted[0] == redacted[1]


def test_times_are_written_as_in_rfc_3339():
    def consents(layout):
        consent = pa.StructArray.from_arrays([["yes"], pa.array([obtained], layout)], ["obtained", "obtainedAt"])
        return pa.StructArray.from_arrays([pa.StructArray.from_arrays([consent], ["consent"])], ["userConsent"])

    obtained = datetime(2024, 2, 29, 12, 0, 0, 500_000, timezone.utc)
    end = datetime(2027, 2, 28, 12, 0, 0, 500_000, timezone.utc)
    for unit in ("ms", "us", "ns"):
        for zone in ("UTC", "Etc/UTC", "+02:00"):
            assert pa.array(arrow.consent_until(consents(pa.timestamp(unit, zone)))).to_pylist() == [end]
    # Without a zone, nobody knows when that was.
    assert pa.array(arrow.consent_until(consents(pa.timestamp("us")))).to_pylist() == [None]
    for layout in (pa.date32(), pa.date64()):
        born = pa.StructArray.from_arrays([["John"], pa.array([date(1972, 2, 28)], layout)], ["firstName", "dateOfBirth"])
        assert without_consent(rows(born)) == [row('{"firstName": "John", "dateOfBirth": "1972-02-28"}')]
    seconds = consents(pa.timestamp("us", "UTC")).cast(consents(pa.timestamp("s", "UTC")).type, safe=False)
    assert pa.array(arrow.consent_until(seconds)).to_pylist() == [end.replace(microsecond=0)]


def test_invalid_utf_8_is_a_finding():
    assert [it["code"] for it in rows(pa.array([b"\xff\xfe{"])).to_pylist()[0]["findings"]]
    # Strings that a faulty producer did not check.
    unchecked = pa.Array.from_buffers(pa.string(), 1, pa.array([b'{"a": "\xff"}']).buffers())
    expected = kyx_schema.lint(b'{"a": "\xff"}', now=NOW).findings
    assert [it["code"] for it in rows(unchecked).to_pylist()[0]["findings"]] == [it.code for it in expected]
    unchecked = pa.Array.from_buffers(pa.string(), 1, pa.array([b"\xff\n\x80"]).buffers())
    expected = kyx_schema.lint(b'{"a":"\xff\\n\x80"}', now=NOW).findings
    structs = pa.StructArray.from_arrays([unchecked], ["a"])
    assert [it["code"] for it in rows(structs).to_pylist()[0]["findings"]] == [it.code for it in expected]


def test_a_payload_at_the_limit_and_one_above():
    limit = 16 << 20
    padded = CLEAN + " " * (limit - len(CLEAN))
    found = rows(pa.array([padded, padded + " ", CLEAN]))
    assert [it["errors"] for it in found.to_pylist()] == [0, 1, 0]
    assert found[1]["findings"][0]["code"].as_py() == "KYX007"


def test_a_payload_with_more_findings_than_a_report_keeps():
    found = rows(pa.array(['{"workflowDefinition": {' + '"a":1,' * 150_000 + '"key": 2}}'])).to_pylist()[0]
    assert len(found["findings"]) == 100_000 <= found["errors"] + found["warnings"]


def test_consents():
    found = rows(pa.array([CONSENT, CLEAN, BROKEN, CONSENT.replace("order", "o\u0000rder")]))
    end = datetime(2027, 2, 28, 12, 0, 0, 500_000, timezone.utc)
    assert found.field("consent_until").type == pa.timestamp("us", "UTC")
    assert found.field("consent_until").to_pylist() == [end, None, None, end]
    assert pa.array(arrow.consent_until(pa.array([CONSENT, None]))).to_pylist() == [end, None]
    chunks = pa.chunked_array([[CONSENT], [CLEAN]])
    assert pa.array(arrow.consent_until(chunks)).to_pylist() == [end, None]
    late = [CONSENT.replace("2024-02-29", it) for it in ("9996-12-31", "9997-01-01", "0001-01-01")]
    years = [it and it.year for it in pa.array(arrow.consent_until(pa.array(late))).to_pylist()]
    assert years == [9999, None, 4]


def test_details():
    column = pa.array([CONSENT, BROKEN])
    names = {detail: [it.name for it in rows(column, detail=detail).type] for detail in ("findings", "counts", "valid")}
    assert names == {
        "findings": ["kind", "errors", "warnings", "consent_until", "findings"],
        "counts": ["kind", "errors", "warnings", "consent_until"],
        "valid": ["kind", "valid"],
    }
    with_country = rows(column, detail="counts", country=True)
    assert with_country.field("country").to_pylist() == ["DEU", None]
    assert [it.name for it in rows(column, country=True).type][-2:] == ["country", "findings"]


def test_only_selected_rules_report():
    column = pa.array([BROKEN, '{"workflowDefinition": {"key": "2x"}}'])
    for select in ("KYX102", "missing-field", "kyx10", ["KYX301", "Missing-Field"]):
        assert [it["errors"] for it in rows(column, select=select).to_pylist()] == [1, 1]
    assert [it["errors"] for it in rows(column, select=["KYX301"]).to_pylist()] == [0, 0]
    with pytest.raises(ValueError, match="^select: no such rule"):
        rows(column, select=["KYX999"])
    with pytest.raises(ValueError, match="^select: no such rule"):
        rows(column, select="")


def test_new_fields_of_responses_are_reported_if_they_are_selected():
    response = json.loads(kyx_schema.sample("status"))
    column = pa.array([json.dumps(response | {"aNewField": 1})])
    assert rows(column).to_pylist()[0]["findings"] == []
    assert [it["code"] for it in rows(column, select="KYX703").to_pylist()[0]["findings"]] == ["KYX703"]


@pytest.mark.parametrize(
    ("array", "message"),
    [
        (pa.array([1]), "not a column of strings, binaries or structs: Int64"),
        (pa.array([[CLEAN]]), "not a column of strings, binaries or structs: List"),
        (pa.chunked_array([[1.5]]), "not a column of strings, binaries or structs: Float64"),
        (pa.array([1, 1]).dictionary_encode(), "not a column of strings, binaries or structs: Int64"),
        (pa.array([{"a": [{"b": timedelta(1)}]}]), "not a type of JSON: Duration(µs), at /a/b"),
        (pa.chunked_array([], pa.struct({"a": pa.map_(pa.string(), pa.string())})), "not a type of JSON: Map"),
        ([CLEAN], "not an Arrow array: list"),
        (CLEAN, "not an Arrow array: str"),
        (None, "not an Arrow array: NoneType"),
    ],
)
def test_what_is_no_column_of_payloads(array, message):
    with pytest.raises(TypeError, match=f"^{re.escape(message)}"):
        arrow.lint(array, now=NOW)


def test_wrong_arguments():
    column = pa.array([CLEAN])
    with pytest.raises(TypeError, match="now"):
        arrow.lint(column)
    with pytest.raises(TypeError, match="^now: a time is required$"):
        arrow.lint(column, now=None)
    assert len(arrow.lint(column, now=NOW, threads=1 << 40)) == len(arrow.lint(column, now=NOW, threads=0)) == 1
    for name, value in [("now", "yesterday"), ("kind", "x"), ("detail", "x"), ("operation", "x"), ("channel", "x")]:
        with pytest.raises(ValueError, match=f"^{name}: "):
            arrow.lint(column, **({"now": NOW} | {name: value}))


def test_an_exception_of_a_stream_is_raised():
    def batches():
        yield pa.record_batch({"payload": [CLEAN]})
        raise LookupError("the source is gone")

    class Stream:
        def __arrow_c_stream__(self, requested_schema=None):
            raise LookupError("the source is gone")

    with pytest.raises(LookupError, match="the source is gone"):
        arrow.lint(Stream(), now=NOW)
    table = pa.RecordBatchReader.from_batches(pa.schema({"payload": pa.string()}), batches())
    with pytest.raises(Exception, match="the source is gone"):
        arrow.lint(table, now=NOW)


def test_no_row_repeats_a_value():
    secret = "Geheimnis4711x"
    lines = itertools.islice(open("tests/corpus/account-request.ndjson", encoding="utf-8"), 800)
    payloads = [re.sub(r'": ?"[^"\\]{3,}"', f'": "{secret}"', json.dumps(json.loads(it)["payload"])) for it in lines]
    payloads += [f'{{"workflowDefinition": {{"key": 2}}, "{secret}": 1, "{secret}", "x"}}', f'"{secret}']
    found = rows(pa.array(payloads))
    assert sum(len(it["findings"]) for it in found.to_pylist()) > 800
    assert secret not in json.dumps(found.to_pylist(), default=str)
    result = arrow.lint(pa.array(payloads), now=NOW)
    assert secret not in repr(result) + str(result)


def test_redacted_payloads_have_the_structure_and_no_value():
    payloads = [CONSENT, None, BROKEN, '{"x": "Jane', "\ufeff" + CLEAN]
    found = pa.array(arrow.redact(pa.array(payloads)))
    assert found.type == pa.large_string()
    texts = found.to_pylist()
    masked = re.sub("order-4711|203.0.113.7|DEU", "•••", CONSENT)
    assert json.loads(texts[0]) == json.loads(masked)
    assert texts[1:3] == [None, BROKEN] and "Jane" not in texts[3]
    many = pa.array(payloads * 500).dictionary_encode()
    assert pa.array(arrow.redact(many, threads=3)).to_pylist() == texts * 500
    with pytest.raises(TypeError, match="^not an Arrow array: list$"):
        arrow.redact([CONSENT])


def test_other_threads_run_meanwhile():
    column = pa.array([BROKEN] * 200_000)
    seen = []
    thread = threading.Thread(target=lambda: seen.append(len(arrow.lint(column, now=NOW, threads=1))))
    thread.start()
    turns = 0
    while thread.is_alive():
        time.sleep(0.001)
        turns += 1
    assert seen == [200_000] and turns > 20


def test_the_result_is_an_arrow_object():
    result = arrow.lint(pa.array([CLEAN]), now=NOW, detail="valid")
    assert len(result) == 1
    assert pa.field(result).type == pa.struct({"kind": pa.string(), "valid": pa.bool_()})
    # It may be read again, and outlives what it was made of.
    first, second = pa.array(result), pa.array(result)
    del result
    assert first.to_pylist() == second.to_pylist() == [{"kind": "account-request", "valid": True}]


def test_neither_pyarrow_nor_numpy_is_imported():
    script = "import sys, kyx_schema.arrow; assert not {'pyarrow', 'numpy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)
