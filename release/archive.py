"""Packs a binary with its completions, man pages, licences and bill of materials: `archive.py TARGET DIRECTORY_OF_THE_BINARY OUT`.

The same files give the same bytes: names are sorted, and times are SOURCE_DATE_EPOCH.
"""

import gzip
import hashlib
import io
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMPLETIONS = {"bash": "kyx.bash", "elvish": "kyx.elv", "fish": "kyx.fish", "powershell": "_kyx.ps1", "zsh": "_kyx"}
OWN = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"]


def output(*command: str | os.PathLike) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT).stdout


def linked_packages(target: str) -> list[dict]:
    """The packages whose code is in the binary, but those of this workspace."""
    tree = output("cargo", "tree", "--locked", "--package=kyx-cli", f"--target={target}", "--edges=normal,no-proc-macro",
                  "--prefix=none", "--no-dedupe", "--format={p}")  # fmt: skip
    linked = {tuple(line.split()[:2]) for line in tree.splitlines()}
    metadata = json.loads(output("cargo", "metadata", "--locked", "--format-version=1", f"--filter-platform={target}"))
    packages = [it for it in metadata["packages"] if it["source"] and (it["name"], f"v{it['version']}") in linked]
    return sorted(packages, key=lambda it: (it["name"], it["version"]))


def third_party(target: str) -> str:
    """The licences of the code that others wrote, each text once."""
    users: dict[str, list[str]] = {}
    for package in linked_packages(target):
        folder = pathlib.Path(package["manifest_path"]).parent
        texts = [it for it in sorted(folder.iterdir()) if it.name.upper().startswith(("LICEN", "COPYING", "NOTICE", "UNLICENSE"))]
        name = f"{package['name']} {package['version']}: {package['license'] or package['license_file']}"
        if not any(it.is_file() for it in texts):
            name += " (its package contains no text)"
            users.setdefault("", []).append(name)
        for text in filter(pathlib.Path.is_file, texts):
            users.setdefault(text.read_text("utf-8", "replace").replace("\r\n", "\n").strip(), []).append(name)
    parts = ["\n".join(names) + (f"\n\n{text}" if text else "") for text, names in users.items()]
    return ("\n\n" + "=" * 80 + "\n\n").join([(ROOT / "release/RUNTIME-LICENSES").read_text("utf-8").strip(), *parts]) + "\n"


def license_expression(package: dict) -> list[dict]:
    if package["license"] is None:
        return []
    return [{"expression": package["license"].replace("/", " OR ")}]


def bill_of_materials(target: str, version: str) -> str:
    """What is in the binary, as CycloneDX. The tools that write it from Cargo.lock list what other members of the workspace link
    as well, and the paths of this machine."""
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text("utf-8"))
    checksums = {(it["name"], it["version"]): it.get("checksum") for it in lock["package"]}
    components = []
    for package in linked_packages(target):
        name, number = package["name"], package["version"]
        purl = f"pkg:cargo/{name}@{number}"
        component = {"type": "library", "bom-ref": purl, "name": name, "version": number, "purl": purl}
        component["hashes"] = [{"alg": "SHA-256", "content": checksums[name, number]}]
        component["licenses"] = license_expression(package)
        if package["repository"]:
            component["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
        components.append(component)
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"])))
    kyx = {"type": "application", "bom-ref": "kyx", "name": "kyx", "version": version}
    kyx["licenses"] = [{"expression": "MIT OR Apache-2.0"}]
    kyx["properties"] = [{"name": "cdx:rustc:sbom:target:triple", "value": target}]
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": {"timestamp": now, "component": kyx}}
    return json.dumps(bill | {"components": components}, indent=2, ensure_ascii=False) + "\n"


def contents(target: str, binary: pathlib.Path, version: str) -> dict[str, bytes]:
    files = {binary.name: binary.read_bytes()}
    files |= {name: (ROOT / name).read_bytes() for name in OWN}
    files["THIRD-PARTY-LICENSES"] = third_party(target).encode()
    files["kyx.cdx.json"] = bill_of_materials(target, version).encode()
    sysroot = pathlib.Path(output("rustc", "--print", "sysroot").strip())
    files["RUST-STD-LICENSES.html"] = (sysroot / "share/doc/rust/COPYRIGHT-library.html").read_bytes()
    for shell, name in COMPLETIONS.items():
        files[f"completions/{name}"] = output(binary, "completions", shell).encode()
    with tempfile.TemporaryDirectory() as pages:
        output(binary, "man", "--out", pages)
        files |= {f"man/{page.name}": page.read_bytes() for page in pathlib.Path(pages).iterdir()}
    return files


def pack(files: dict[str, bytes], folder: str, executable: str) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=packed, mode="wb", mtime=0) as stream, tarfile.open(fileobj=stream, mode="w") as tar:
        for name, data in sorted(files.items()):
            entry = tarfile.TarInfo(f"{folder}/{name}")
            entry.size, entry.mtime = len(data), int(os.environ["SOURCE_DATE_EPOCH"])
            entry.mode = 0o755 if name == executable else 0o644
            tar.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


def main() -> None:
    target, directory, out = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3])
    binary = directory / ("kyx.exe" if "windows" in target else "kyx")
    version = output(binary, "--version").split()[1]
    name = f"kyx-{version}-{target}"
    archive = pack(contents(target, binary, version), name, binary.name)
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{name}.tar.gz").write_bytes(archive)
    # As `sha256sum --check` reads it.
    checksum = f"{hashlib.sha256(archive).hexdigest()}  {name}.tar.gz\n"
    (out / f"{name}.tar.gz.sha256").write_text(checksum, "ascii", newline="\n")
    print(f"{out / name}.tar.gz: {len(archive):,} bytes")


main()
