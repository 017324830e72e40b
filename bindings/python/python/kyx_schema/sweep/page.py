"""The summary as a page that needs no other file."""

from __future__ import annotations

from html import escape
from typing import Any

from .. import rules

STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
dd { margin: 0; font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; font-size: 12px; }
text { fill: currentColor; }
rect { fill: #3b78c2; }
"""
PLOTS = {
    "findings_by_rule": "Findings by rule",
    "consents_by_last_day": "Consents by the last day on which they are valid",
    "payloads_by_country": "Payloads by country of the consent",
    "payloads_by_kind": "Payloads by kind",
    "bad_by_reason": "Rows that are no payloads, by reason",
}
NUMBERS = ("files", "rows", "payloads", "payloads_with_errors", "findings", "bad")
# More days than these are shown as months, then as years.
MOST_BARS = 62
MOST_LETTERS = 48


def page(summary: dict[str, Any]) -> str:
    numbers = "".join(f"<dt>{escape(it.replace('_', ' '))}</dt><dd>{summary[it]:,}</dd>" for it in NUMBERS)
    failures = "".join(f"<li>{escape(file)}: {escape(why)}</li>" for file, why in summary["failures"].items())
    plots = "".join(_section(title, _bars(name, summary[name])) for name, title in PLOTS.items() if summary[name])
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Sweep of payloads</title>'
        f"<style>{STYLE}</style></head><body><h1>Sweep of payloads</h1>"
        f"<p>{escape(summary['source'])}, at {escape(str(summary['now']))}</p><dl>{numbers}</dl>"
        + (f"<h2>Files that failed</h2><ul>{failures}</ul>" if failures else "")
        + plots
        + "</body></html>\n"
    )


def _section(title: str, bars: list[tuple[str, int]]) -> str:
    return f"<h2>{escape(title)}</h2>{_plot(bars)}"


def _bars(name: str, counts: dict[str, int]) -> list[tuple[str, int]]:
    if name == "findings_by_rule":
        names = {rule.code: rule.name for rule in rules()}
        counts = {f"{code} {names[code]}": count for code, count in counts.items()}
    if name != "consents_by_last_day":
        return sorted(counts.items(), key=lambda it: (-it[1], it[0]))[:MOST_BARS]
    bars: list[tuple[str, int]] = []
    for length in (10, 7, 4):
        groups: dict[str, int] = {}
        for day, count in counts.items():
            groups[day[:length]] = groups.get(day[:length], 0) + count
        bars = sorted(groups.items())
        if len(bars) <= MOST_BARS:
            break
    return bars


def _plot(bars: list[tuple[str, int]]) -> str:
    step, width = 20, 880
    names = [name if len(name) <= MOST_LETTERS else name[: MOST_LETTERS - 1] + "…" for name, _ in bars]
    label = 7 * max(map(len, names)) + 16
    largest = max(count for _, count in bars)
    rows = []
    for index, (shown, (_, count)) in enumerate(zip(names, bars)):
        y = index * step
        length = max(1, round((width - label - 90) * count / largest))
        rows.append(
            f'<text x="{label - 8}" y="{y + 14}" text-anchor="end">{escape(shown)}</text>'
            f'<rect x="{label}" y="{y + 3}" width="{length}" height="14"/>'
            f'<text x="{label + length + 6}" y="{y + 14}">{count:,}</text>'
        )
    return f'<svg viewBox="0 0 {width} {len(bars) * step}" role="img">{"".join(rows)}</svg>'
