"""`./dev test` and `./dev bench`."""

import argparse


def run(arguments: argparse.Namespace) -> int:
    raise NotImplementedError


def bench(arguments: argparse.Namespace) -> int:
    raise NotImplementedError
