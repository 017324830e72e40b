"""What pre-commit installs from this repository: the wheel of the same version, which brings the command `kyx`."""

import pathlib
import re

from setuptools import setup

manifest = pathlib.Path(__file__).with_name("Cargo.toml").read_text("utf-8")
version = re.search('^version = "(.+)"$', manifest, re.MULTILINE)[1]

setup(
    name="kyx-schema-pre-commit",
    version=version,
    install_requires=[f"kyx-schema=={version}"],
    # The folders of this repository are no packages of Python.
    packages=[],
)
