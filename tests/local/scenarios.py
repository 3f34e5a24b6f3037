"""`./dev scenarios`: counts tests/scenarios.toml."""

import argparse
import tomllib

from local.console import Problem, say
from local.instance import REPOSITORY

LEDGER = REPOSITORY / "tests" / "scenarios.toml"
OPEN = ("later", "dropped")


def run(_: argparse.Namespace) -> int:
    if not LEDGER.exists():
        raise Problem(f"{LEDGER} is missing")
    totals = [0, 0, 0]
    say(f"{'':<18}{'shown':>7}{'later':>7}{'dropped':>9}")
    for part, lines in tomllib.loads(LEDGER.read_text(encoding="utf-8")).items():
        counts = count(lines)
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
        say(_line(part, counts))
    say(_line("all", totals))
    return 0


def named(line: str | list[str]) -> list[str]:
    """The tests that show a scenario; several, where each shows a part."""
    names = [line] if isinstance(line, str) else line
    return [name for name in names if name not in OPEN]


def count(lines: dict[str, str | list[str]]) -> list[int]:
    """Scenarios shown by tests, left for later, and dropped."""
    later, dropped = (sum(1 for value in lines.values() if value == word) for word in OPEN)
    return [len(lines) - later - dropped, later, dropped]


def _line(name: str, counts: list[int]) -> str:
    return f"{name:<18}{counts[0]:>7}{counts[1]:>7}{counts[2]:>9}"
