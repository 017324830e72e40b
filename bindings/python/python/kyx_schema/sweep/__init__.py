"""Checks an archive of payloads and writes Parquet tables, a summary and a page: `python -m kyx_schema.sweep --help`."""

from .job import Job, OtherSweep, Outcome, run

__all__ = ["Job", "OtherSweep", "Outcome", "run"]
