"""`./dev test`, `./dev queries`, `./dev openapi` and `./dev bench`.

Tests run on an instance of their own, which checks permissions as AWS does and does not wait for the disk.
"""

import argparse
import os
import shutil
import subprocess
import sys

from local import artefacts, postgres, stack, template, tls_postgres
from local.console import Problem, say, step
from local.instance import DEV, LOCAL, REPOSITORY, TEST, Instance

# Minutes of what does not differ between versions of Postgres: a thousand rounds of each race, a broken line at every point
ONCE = "test(merge_races) | test(fuzz::odd_values) | binary(faults)"
PYTHON_TESTS = ["tests/local/checks", "tests/template"]


def run(arguments: argparse.Namespace) -> int:
    stack.up(TEST)
    postgres.forget_leftovers(TEST)
    with tls_postgres.running(LOCAL / "tls-postgres") as tls:
        append_env(TEST, {"TEST_DATABASE_URL": server_url(TEST), **tls})
        # pg_dump and psql of the newest version come first: an older pg_dump refuses a newer server
        path = os.pathsep.join((str(postgres.BIN), os.environ["PATH"]))
        env = {**os.environ, **environment(TEST), "PATH": path}
        say("\nRust tests, on PostgreSQL 18")
        rust = subprocess.run(rust_tests(arguments.filter), cwd=REPOSITORY, env=env, check=False).returncode
        if rust == 0 and "POSTGRES_15_URL" in tls:
            postgres.forget_leftovers(TEST)  # both servers' databases would be ten gigabytes
            say("\nThe same tests but the longest, on PostgreSQL 15")
            env_15 = {**env, "TEST_DATABASE_URL": tls["POSTGRES_15_URL"]}
            rust = subprocess.run(rust_tests(arguments.filter, ONCE), cwd=REPOSITORY, env=env_15, check=False).returncode
        say("\nTests of the template and of the local stack")
        python = subprocess.run(python_tests(arguments.filter), cwd=REPOSITORY, env=env, check=False).returncode
    failed = [name for name, code in (("Rust", rust), ("Python", python)) if code not in _passed(arguments.filter)]
    say("\nall tests passed" if not failed else f"\nfailed: {' and '.join(failed)} tests (see above)")
    say(f"  the stack of the tests still runs for a look: {TEST.env_file}; ./dev down stops it")
    return 1 if failed else 0


def queries(_: argparse.Namespace) -> int:
    """Takes over what the test of the generated code would compare."""
    with DEV.locked(), step("Postgres"):
        postgres.start(DEV)
    env = {**os.environ, "TEST_DATABASE_URL": server_url(DEV), "UPDATE_QUERIES": "1"}
    done = subprocess.run(["cargo", "test", "--quiet", "-p", "queries", "--test", "generated"], cwd=REPOSITORY,
                          env=env, check=False)
    if done.returncode == 0:
        say("shared/queries/generated is what the SQL says")
    return done.returncode


def openapi(_: argparse.Namespace) -> int:
    """Takes over what the test of the description would compare."""
    env = {**os.environ, "UPDATE_OPENAPI": "1"}
    done = subprocess.run(["cargo", "test", "--quiet", "--workspace", "--test", "description", "the_committed_document_is_current"],
                          cwd=REPOSITORY, env=env, check=False)
    if done.returncode == 0:
        say("docs/openapi.json is what the code says")
    return done.returncode


def bench(arguments: argparse.Namespace) -> int:
    """Measures on the Postgres of `./dev up`, which waits for the disk; nothing is deployed."""
    with DEV.locked(), step("Postgres"):
        postgres.start(DEV)
        postgres.forget_leftovers(DEV)
    binaries = artefacts.build("release")
    say("\nartefacts, zipped, compiled for this machine")
    for area in template.areas(template.load()):
        say(f"  {area:12} {artefacts.zipped_bytes(binaries / area) / 1e6:.2f} MB")
    say("")
    with tls_postgres.running(LOCAL / "tls-postgres") as tls:
        path = os.pathsep.join((str(postgres.BIN), os.environ["PATH"]))
        env = {**os.environ, **tls, "TEST_DATABASE_URL": server_url(DEV), "BENCH_BINARY": str(binaries / "events"), "PATH": path}
        # As the functions are compiled, so that what is measured is what is deployed
        return subprocess.run(["cargo", "bench", "--locked", "--profile", "release", "-p", "tests", "--bench", "bench", "--",
                               *arguments.rest],
                              cwd=REPOSITORY, env=env, check=False).returncode


def environment(instance: Instance) -> dict[str, str]:
    """The instance's env file, as variables."""
    lines = instance.env_file.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def server_url(instance: Instance) -> str:
    """The server itself, for tests that make databases of their own."""
    return f"postgres://postgres:{instance.passwords()['postgres']}@127.0.0.1:{instance.ports.postgres}"


def append_env(instance: Instance, values: dict[str, str]) -> None:
    with instance.env_file.open("a") as file:
        file.write("".join(f"{name}={value}\n" for name, value in values.items()))


def rust_tests(name: str, without: str = "") -> list[str]:
    if shutil.which("cargo-nextest"):
        # A filter that only fits Python tests is no failure here
        return ["cargo", "nextest", "run", "--locked", "--workspace", "--no-fail-fast",
                *(["-E", f"not ({without})"] if without else []), *([name, "--no-tests=pass"] if name else [])]
    return ["cargo", "test", "--locked", "--workspace", "--no-fail-fast", *([name] if name else [])]


def python_tests(name: str) -> list[str]:
    return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *PYTHON_TESTS, *(["-k", name] if name else [])]


def _passed(name: str) -> tuple[int, ...]:
    return (0, 5) if name else (0,)  # pytest says 5 when the filter left nothing
