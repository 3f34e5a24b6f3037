"""What `./dev` says while it works."""

import sys
import time
from contextlib import contextmanager
from typing import Iterator


class Problem(Exception):
    """Something the person at the keyboard can put right. The text is a sentence that says how."""


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Prints a step's title at its start and its duration at its end, so that nobody waits before a silent screen."""
    started = time.monotonic()
    on_terminal = sys.stdout.isatty()
    print(f"  … {title}", end="" if on_terminal else "\n", flush=True)
    try:
        yield
    except BaseException:
        print(f"{chr(13) if on_terminal else ''}  ✗ {title}", flush=True)
        raise
    print(f"{chr(13) if on_terminal else ''}  ✓ {title} ({time.monotonic() - started:.1f} s)", flush=True)
