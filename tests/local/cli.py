"""The commands of `./dev`."""

import argparse
import os
import sys
from typing import Callable, NoReturn

from local import checks_command, content, logs, mails, postgres, scenarios, stack, tests_command
from local.console import Problem, say
from local.instance import DEV, REPOSITORY, TEST

Arguments = argparse.Namespace
# Commands whose arguments are another program's
PASSED_ON = ("bench", "psql", "check-content")


def up(arguments: Arguments) -> int:
    stack.up(DEV, arguments.profile)
    say(f"\nSounder answers at http://127.0.0.1:{DEV.ports.api}; keys and addresses are in {DEV.env_file}")
    return 0


def demo(_: Arguments) -> int:
    from local import demo as show  # only here: nobody else waits for it

    stack.up(DEV)
    return show.run(DEV)


def psql(arguments: Arguments) -> NoReturn:
    stack.require_up(DEV)
    postgres.become_psql(DEV, arguments.rest, role="sounder_owner")


def down(arguments: Arguments) -> int:
    for instance in (DEV, TEST):
        if instance.folder.exists():
            stack.down(instance, arguments.forget)
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="./dev", description="Works on Sounder on this machine.")
    top.set_defaults(run=lambda _: top.print_help() or 0)
    commands = top.add_subparsers(metavar="command")

    def add(name: str, run: Callable[[Arguments], int], about: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about, description=about, add_help=name not in PASSED_ON)
        command.set_defaults(run=run)
        return command

    add("up", up, "start the local stack, or bring it to what the working tree says").add_argument(
        "--profile", choices=("dev", "release"), default="dev", help="how the functions are compiled")
    add("demo", demo, "show the main job: purchases in, a campaign out")
    add("test", tests_command.run, "run all tests, or those whose name contains the filter").add_argument(
        "filter", nargs="?", default="")
    add("queries", tests_command.queries, "make the typed Rust of shared/queries from its SQL")
    add("openapi", tests_command.openapi, "make docs/openapi.json from the types that parse and answer")
    add("bench", tests_command.bench, "measure what docs/benchmarks.md states")
    add("mails", mails.run, "list what the local mailbox holds, or show one mail").add_argument(
        "which", nargs="?", help="a number of the list, a message id, or part of an address")
    add("psql", psql, "talk SQL to the local database")
    add("logs", logs.run, "show the last lines that a function logged").add_argument("function", nargs="?")
    add("down", down, "stop the local stack").add_argument(
        "--forget", action="store_true", help="and delete its database and mailbox")
    add("check-content", content.run, "check the content folder without publishing it")
    add("scenarios", scenarios.run, "count the acceptance scenarios that tests show")
    add("lint", checks_command.lint, "check formatting, code, template and build")
    add("pins", checks_command.pins, "resolve tests/local/requirements*.in again")
    return top


def parse(words: list[str]) -> Arguments:
    """The command and its arguments; what belongs to another program is passed on as it stands, options included."""
    own = words[:1] if words[:1] and words[0] in PASSED_ON else words
    arguments = parser().parse_args(own)
    arguments.rest = words[len(own):]
    return arguments


def main() -> int:
    arguments = parse(sys.argv[1:])
    os.chdir(REPOSITORY)
    try:
        return arguments.run(arguments)
    except Problem as problem:
        say(f"\n./dev: {problem}")
        return 1
    except KeyboardInterrupt:
        say("\nstopped; the same command goes on from here")
        return 130


if __name__ == "__main__":
    sys.exit(main())
