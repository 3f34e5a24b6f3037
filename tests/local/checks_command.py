"""`./dev lint` and `./dev pins`."""

import argparse


def lint(arguments: argparse.Namespace) -> int:
    raise NotImplementedError


def pins(arguments: argparse.Namespace) -> int:
    raise NotImplementedError
