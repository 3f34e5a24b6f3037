"""`./dev check-content`: the same validation as a deployment's, offline."""

import argparse
import subprocess

from local.instance import REPOSITORY


def run(arguments: argparse.Namespace) -> int:
    folder = arguments.rest or [str(REPOSITORY / "content")]
    return subprocess.run(["cargo", "run", "--quiet", "--locked", "-p", "content", "--bin", "check-content", "--",
                           *folder], cwd=REPOSITORY, check=False).returncode
