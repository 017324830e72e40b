"""The folder of the results, on a disk or in an object store."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

import pyarrow.fs

UNFINISHED = "unfinished"


@dataclass(frozen=True)
class Place:
    """A folder by its path, or by a URL that `pyarrow.fs` knows. Workers have their own copy."""

    url: str

    @cached_property
    def _found(self) -> tuple[pyarrow.fs.FileSystem, str]:
        return file_system(self.url)

    def __getstate__(self) -> dict[str, str]:
        return {"url": self.url}

    @property
    def files(self) -> pyarrow.fs.FileSystem:
        return self._found[0]

    def path(self, name: str) -> str:
        return f"{self._found[1]}/{name}"

    @contextmanager
    def writing(self, name: str) -> Iterator[str]:
        """The path to write a file to, which then takes its name. So nobody sees half of it, and the last of two wins."""
        unfinished = self.path(f"{UNFINISHED}/{uuid.uuid4().hex}")
        self._make_folder(unfinished)
        try:
            yield unfinished
            self._make_folder(self.path(name))
            self.files.move(unfinished, self.path(name))
        except BaseException:
            if self.files.get_file_info(unfinished).is_file:
                self.files.delete_file(unfinished)
            raise

    def _make_folder(self, path: str) -> None:
        """Makes the folder of a file. S3 needs none, and would take several requests for it."""
        if self.files.type_name != "s3":
            self.files.create_dir(path.rpartition("/")[0])

    def write(self, name: str, text: str) -> None:
        with self.writing(name) as path, self.files.open_output_stream(path) as stream:
            stream.write(text.encode())

    def read(self, name: str) -> str | None:
        """A file; `None` if there is none."""
        try:
            with self.files.open_input_stream(self.path(name)) as stream:
                text: str = stream.read().decode()
                return text
        except FileNotFoundError:
            return None

    def delete(self, name: str) -> None:
        self.files.delete_file(self.path(name))

    def clear(self) -> None:
        """Removes what a run that was killed left behind."""
        if self.files.get_file_info(self.path(UNFINISHED)).type == pyarrow.fs.FileType.Directory:
            self.files.delete_dir(self.path(UNFINISHED))


def file_system(url: str) -> tuple[pyarrow.fs.FileSystem, str]:
    """The file system of a path or URL, and the path there."""
    if "://" in url:
        found: tuple[pyarrow.fs.FileSystem, str] = pyarrow.fs.FileSystem.from_uri(quoted(url))
        return found[0], found[1].rstrip("/")
    return pyarrow.fs.LocalFileSystem(), os.path.abspath(url)


def without_scheme(url: str) -> str:
    return url.rpartition("://")[2]


def quoted(url: str) -> str:
    """A URL for those that decode it. Ours have names as they are, like those of the tools of object stores."""
    return quote(url, safe="/:@=") if "://" in url else url
