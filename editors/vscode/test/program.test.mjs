import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { findProgram } from "../dist/test/program.mjs";

const root = mkdtempSync(join(tmpdir(), "kyx-editor-"));

function program(...path) {
  const file = join(root, ...path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
  return file;
}

const onPath = program("bin", "kyx");
const inEnvironment = program("folder", ".venv", "bin", "kyx");
const set = program("set", "my kyx");
writeFileSync(join(root, "text"), "");

function find(places) {
  const defaults = { setting: "", trustedFolders: [], environment: { PATH: `/nowhere:${root}/bin` }, platform: "linux" };
  return findProgram({ ...defaults, ...places });
}

test("the setting comes first, then the environment of a folder, then the PATH", () => {
  const trustedFolders = [join(root, "other"), join(root, "folder")];
  assert.deepEqual(find({ setting: set, trustedFolders }), { program: set });
  assert.deepEqual(find({ trustedFolders }), { program: inEnvironment });
  assert.deepEqual(find({}), { program: onPath });
});

test("a setting that names no program is a problem, whatever else there is", () => {
  for (const setting of [join(root, "missing"), join(root, "text"), join(root, "bin")]) {
    assert.deepEqual(find({ setting }), { problem: "The setting kyx.path does not name a program." });
  }
  for (const setting of ["kyx", "./bin/kyx", "~user/kyx"]) {
    assert.deepEqual(find({ setting }), { problem: "The setting kyx.path is not an absolute path." });
  }
});

test("a tilde is the home", () => {
  process.env.HOME = root;
  assert.deepEqual(find({ setting: "~/set/my kyx" }), { program: set });
});

test("relative entries of the PATH are ignored", () => {
  process.chdir(root);
  assert.match(find({ environment: { PATH: "bin:.:" } }).problem, /pip install kyx-schema/);
  assert.match(find({ environment: {} }).problem, /not on the PATH/);
});

test("on Windows, the program is kyx.exe and the variable may be called Path", () => {
  const exe = program("bin", "kyx.exe");
  const inScripts = program("folder", ".venv", "Scripts", "kyx.exe");
  const windows = { environment: { Path: join(root, "bin") }, platform: "win32" };
  assert.deepEqual(find(windows), { program: exe });
  assert.deepEqual(find({ ...windows, trustedFolders: [join(root, "folder")] }), { program: inScripts });
});
