#!/usr/bin/env bash
# Builds the wheel, and tries the built file in environments without Rust: bare, and with the tests. Requires
# target/conformance/expected.ndjson, which tests/conformance/run writes.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=bindings/python
out=target/python
tools=$out/tools
export PIP_DISABLE_PIP_VERSION_CHECK=1

# The install keeps a copy of its lock file.
if ! cmp --silent "$here/tests/requirements.txt" "$tools/installed"; then
    python3 -m venv --clear "$tools"
    "$tools/bin/pip" install --quiet --require-hashes -r "$here/tests/requirements.txt"
    cp "$here/tests/requirements.txt" "$tools/installed"
fi

"$tools/bin/python" "$here/generate.py"
git diff --exit-code -- "$here/python"

rm -rf "$out/wheels"
"$tools/bin/maturin" build --quiet --locked -m "$here/Cargo.toml" --out "$out/wheels"
wheel=$(realpath "$out"/wheels/*.whl)
ls -l "$wheel"

# Nothing but Python is on the PATH, and nothing but the wheel and what it asks for is installed.
bare=$out/bare
python3 -m venv --clear "$bare"
"$bare/bin/pip" install --quiet "$wheel"
in_bare() { env -i PATH="$PWD/$bare/bin" HOME="$HOME" "$@"; }
in_bare kyx lint --no-config examples/document-verification.json
in_bare python -c 'import kyx_schema; assert kyx_schema.lint("{").findings[0].code == "KYX001"'
if in_bare kyx lint --no-config --quiet examples/reuse-credentials.json > /dev/null; then
    echo 'kyx found nothing' >&2
    exit 1
fi

"$tools/bin/pip" install --quiet --no-index --no-deps --force-reinstall "$wheel"
env PATH="$PWD/$tools/bin" python -m pytest -q "$here/tests" -p no:cacheprovider
"$tools/bin/python" "$here/tests/sample_program.py" > /dev/null
"$tools/bin/stubtest" kyx_schema._kyx
"$tools/bin/mypy" --strict --config-file "$here/pyproject.toml" --python-executable "$tools/bin/python" \
    "$here/tests/sample_program.py" "$here/python/kyx_schema"
"$tools/bin/pyright" --pythonpath "$tools/bin/python" "$here/tests/sample_program.py"
