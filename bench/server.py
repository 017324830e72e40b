"""Measures how long `kyx server` takes to report the findings of large documents after each change, and a hover after it.

    server.py KYX GENERATE [MEGABYTES]

KYX is a release build of kyx, and GENERATE any build of the program of kyx-peers. Prints a table for docs/performance.md: a
character is typed into the middle of a document ROUNDS times, each time after the findings of the last change are there.
"""

import json
import statistics
import subprocess
import sys
import time

KYX, GENERATE = sys.argv[1:3]
SIZE = int(float(sys.argv[3]) * 1e6) if len(sys.argv) > 3 else 10_000_000
ROUNDS = 21


class Server:
    def __init__(self) -> None:
        self.process = subprocess.Popen([KYX, "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.id = 0
        self.request("initialize", {"capabilities": {"general": {"positionEncodings": ["utf-8"]}}})
        self.notify("initialized", {})

    def send(self, message: dict) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def notify(self, method: str, params: dict) -> None:
        self.send({"method": method, "params": params})

    def receive(self) -> dict:
        length = 0
        while (line := self.process.stdout.readline()) != b"\r\n":
            if not line:
                sys.exit("the server ended")
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(self.process.stdout.read(length))

    def request(self, method: str, params: dict) -> float:
        """The seconds until it is answered."""
        self.id += 1
        start = time.perf_counter()
        self.send({"id": self.id, "method": method, "params": params})
        while self.receive().get("id") != self.id:
            pass
        return time.perf_counter() - start

    def findings(self, version: int) -> int:
        """Waits for the findings of a version."""
        while True:
            message = self.receive()
            params = message.get("params", {})
            if message.get("method") == "textDocument/publishDiagnostics" and params.get("version") == version:
                return len(params["diagnostics"])


def payloads(*options: str) -> list[str]:
    count = SIZE // 800 + 1
    generated = subprocess.run([GENERATE, "--count", str(count), *options], check=True, capture_output=True, text=True)
    return generated.stdout.splitlines()


def measure(name: str, ending: str, lines: list[str]) -> str:
    server = Server()
    document = {"uri": f"file:///nowhere/payloads.{ending}"}
    start = time.perf_counter()
    opened = {**document, "languageId": ending, "version": 0, "text": "\n".join(lines)}
    server.notify("textDocument/didOpen", {"textDocument": opened})
    count = server.findings(0)
    first = time.perf_counter() - start
    # Within the first string of a line in the middle.
    line = len(lines) // 2
    position = {"line": line, "character": lines[line].index('"') + 1}
    changed, answered = [], []
    for version in range(1, ROUNDS + 1):
        # Typed and deleted in turn.
        text, end = ("x", 0) if version % 2 else ("", 1)
        range_ = {"start": position, "end": {**position, "character": position["character"] + end}}
        change = {"contentChanges": [{"range": range_, "text": text}]}
        start = time.perf_counter()
        server.notify("textDocument/didChange", {"textDocument": {**document, "version": version}, **change})
        server.findings(version)
        changed.append(time.perf_counter() - start)
        answered.append(server.request("textDocument/hover", {"textDocument": document, "position": position}))
    server.process.kill()
    size = sum(len(line.encode()) + 1 for line in lines) / 1e6
    times = [first, statistics.median(changed), max(changed), statistics.median(answered)]
    return f"| {name} | {size:.1f} | {count} | {' | '.join(f'{seconds * 1000:.0f}' for seconds in times)} |"


def main() -> None:
    # By the clock of this machine, their consents have expired.
    sound, broken = payloads(), payloads("--broken", "100")
    print("| document | MB | findings | opened, ms | changed, ms | longest, ms | hover, ms |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    print(measure("NDJSON, consents expired", "ndjson", sound))
    print(measure("NDJSON, 100 % broken", "ndjson", broken))
    array = ["[", *(payload + "," for payload in sound[:-1]), sound[-1], "]"]
    print(measure("JSON array, consents expired", "json", array))


if __name__ == "__main__":
    main()
