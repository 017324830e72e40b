"""Writes the inputs that fuzzing starts with, and a dictionary of what payloads consist of.

Payloads are those of the corpus and the fixtures; the first byte of an input chooses how the rest is read.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

FUZZ = Path(__file__).parent
ROOT = FUZZ.parent
# Seeds and finds, which are not committed.
WORK = FUZZ / "work"
# As many choices as make all kinds likely.
KINDS = 16
# Every nth payload of the corpus: its neighbours differ little.
STEP = 25


def payloads() -> Iterator[bytes]:
    for file in sorted((ROOT / "tests/corpus").glob("*.ndjson")):
        for line in file.read_text().strip().split("\n")[::STEP]:
            yield json.dumps(json.loads(line)["payload"]).encode()
    for file in sorted((ROOT / "tests/fixtures").glob("*/*.json")):
        yield file.read_bytes()


def files() -> Iterator[bytes]:
    for file in sorted((ROOT / "tests/inputs").iterdir()) + sorted((ROOT / "tests/fixtures").glob("KYX8*/*")):
        if file.is_file() and file.stat().st_size < 50_000:
            yield file.read_bytes()


def uploads() -> Iterator[bytes]:
    yield b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x11\x08\x03\x84\x02\x58\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xd9"
    yield b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x03\x84\x00\x00\x02\x58\x08\x02\x00\x00\x00"
    yield b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n147\n%%EOF"
    yield b"RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x00"


def words(value: object) -> Iterator[str]:
    match value:
        case dict():
            yield from value.get("properties", {})
            yield from (word for word in value.get("enum", []) if isinstance(word, str))
            for inner in value.values():
                yield from words(inner)
        case list():
            for inner in value:
                yield from words(inner)


def configs() -> Iterator[bytes]:
    for file in sorted(ROOT.glob("docs/*.md")):
        for block in file.read_text().split("```toml\n")[1:]:
            yield b"responses/a.json\n" + block.split("```")[0].encode()


def schemas() -> Iterator[bytes]:
    files = sorted((ROOT / "schemas").glob("*.schema.json"))
    texts = [json.dumps(json.loads(file.read_text())).encode() for file in files]
    for old, new in zip(texts, texts[1:], strict=False):
        yield old + b"\n" + new


def choices() -> Iterator[bytes]:
    """Bytes that choose: a sample, and how it is changed."""
    for index in range(64):
        yield hashlib.sha256(bytes([index])).digest() * (1 + index % 4)


def sessions() -> Iterator[bytes]:
    for seed in choices():
        yield b"\x01" + seed
    for message in ({"id": 1, "method": "initialize", "params": {"capabilities": {}}}, {"method": "exit"}):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        yield b"\x00" + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


def with_samples(texts: Iterator[bytes]) -> Iterator[bytes]:
    """Inputs that begin with a byte that chooses, and then have a text, or, after 0xFF, what chooses a sample."""
    for index, text in enumerate(texts):
        yield bytes([index % KINDS]) + text
    for index, seed in enumerate(choices()):
        yield bytes([index % KINDS]) + b"\xff" + seed


def main() -> None:
    seeds = {
        "arrow": choices(),
        "config": configs(),
        "documents": choices(),
        "files": with_samples(files()),
        "fixes": with_samples(payloads()),
        "outline": with_samples(payloads()),
        "privacy": (b"\x01" + seed for seed in with_samples(chain(payloads(), files()))),
        "readers": with_samples(payloads()),
        "schema_diff": chain((b"\xff" + pair for pair in schemas()), choices()),
        "server": sessions(),
        "uploads": (bytes([index]) + file for index, file in enumerate(uploads())),
    }
    for target, inputs in seeds.items():
        directory = WORK / "seeds" / target
        directory.mkdir(parents=True, exist_ok=True)
        for content in inputs:
            (directory / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)
    texts = sorted((ROOT / "schemas").glob("*.schema.json"))
    found = sorted({word for file in texts for word in words(json.loads(file.read_text())) if word})
    syntax = ["{", "}", "[", "]", ":", ",", '"', "null", "true", "\\u0000", "\ufeff", "curl ", "-d '", "HTTP/1.1"]
    syntax += ["Content-Length: ", "textDocument/", "[[files]]", "$ref", "anyOf", "#/$defs/"]
    quoted = (json.dumps(word.encode().decode("latin-1")) for word in syntax + found)
    (WORK / "dictionary").write_text("".join(f"{quote}\n" for quote in quoted if "\\u" not in quote))


if __name__ == "__main__":
    sys.exit(main())
