#!/usr/bin/env bash
# The language service of VS Code and Monaco: the schemas in `schemas/editor/` reach the recorded verdict on each payload of
# the corpus, their messages are clear, and they suggest the documented workflows.
set -euo pipefail
node tests/consumers/editor/test.mjs
