import os
from typing import TypeAlias, final

from .findings import Kind

_Found: TypeAlias = tuple[Kind | None, bool, int, str]

__all__ = [
    "__version__",
    "InvalidPayload",
    "Linter",
    "Array",
    "next_steps",
    "workflows",
    "rules",
    "explain",
    "schema",
    "sample",
    "upload_check",
    "lint_array",
    "redact_array",
    "run",
]

__version__: str

class InvalidPayload(ValueError):
    """A payload with errors, which are its message."""

@final
class Linter:
    def __new__(cls, kind: str | None, operation: str | None, channel: str | None, now: str | None) -> Linter: ...
    def lint(self, data: bytes | str) -> _Found: ...
    def lint_batch(self, batch: list[bytes | str]) -> list[_Found]: ...
    def redact(self, data: bytes | str) -> str: ...
    def fix(self, data: bytes | str, unsafe: bool) -> tuple[bytes, int, _Found]: ...

@final
class Array:
    """An array of the Arrow `PyCapsule` interface."""

    def __len__(self) -> int: ...
    def __arrow_c_array__(self, requested_schema: object | None = None, /) -> tuple[object, object]: ...
    def __arrow_c_schema__(self) -> object: ...

def next_steps(data: bytes | str, channel: str | None) -> str: ...
def workflows() -> str: ...
def rules() -> str: ...
def explain(rule: str) -> str | None: ...
def schema(name: str) -> str | None: ...
def sample(
    kind: str | None,
    workflow: int | None,
    channel: str | None,
    outcome: str | None,
    seed: int,
    now: str | None,
) -> str | None: ...
def upload_check(
    paths: list[str | os.PathLike[str]],
    category: str,
    part: str,
    document_type: str | None,
    workflow: int | None,
) -> tuple[list[_Found], _Found]: ...
def lint_array(
    linter: Linter,
    array: object,
    *,
    select: list[str] | None,
    detail: str,
    country: bool,
    column: str | None,
    threads: int | None,
) -> Array: ...
def redact_array(linter: Linter, array: object, *, threads: int | None) -> Array: ...
def run(args: list[str]) -> int: ...
