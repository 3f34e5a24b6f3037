"""`./dev lint`: what can be checked without running anything. `./dev pins`: resolves the pinned packages again."""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from local import template
from local.console import say, step
from local.instance import LOCAL, REPOSITORY

BIN = LOCAL / "lint" / "bin"
# AWS ends at 500; the rest is room for what a deployment adds on its own
MAX_RESOURCES = 450
MAX_TEMPLATE_BYTES = 1_000_000
ARM = "aarch64-unknown-linux-gnu"
# Optimised code takes minutes that say nothing about the template: the build is what is tested
QUICK_RELEASE = {"CARGO_PROFILE_RELEASE_OPT_LEVEL": "0", "CARGO_PROFILE_RELEASE_CODEGEN_UNITS": "256",
                 "CARGO_PROFILE_RELEASE_LTO": "off", "CARGO_INCREMENTAL": "0"}


def lint(_: argparse.Namespace) -> int:
    checks = [
        ("cargo fmt", ["cargo", "fmt", "--all", "--check"], {}),
        ("clippy", ["cargo", "clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"], {}),
        ("cfn-lint template.yaml", [str(BIN / "cfn-lint"), "-t", "template.yaml"], {}),
        ("sam validate --lint", [str(BIN / "sam"), "validate", "--lint", "--region", "eu-central-1"], {}),
    ]
    failed = [title for title, command, env in checks if not _run(title, command, env)]
    failed += [title for title, check in (("transformed template", transformed), ("sam build", sam_build)) if not check()]
    say("\nlint is clean" if not failed else f"\nlint failed: {', '.join(failed)} (see above)")
    return 1 if failed else 0


def transformed() -> bool:
    """cfn-lint on what CloudFormation gets to see, and the count of its resources."""
    from local import transform

    result = transform.transform(template.load())
    path = LOCAL / "transformed.json"
    path.write_text(json.dumps(result, indent=1))
    count, size = len(result["Resources"]), len(json.dumps(result))
    say(f"  {count} resources of {MAX_RESOURCES}, {size // 1000} kB of template")
    if count >= MAX_RESOURCES or size >= MAX_TEMPLATE_BYTES:
        say("  too many for one stack: move the admin routes to a nested stack")
        return False
    return _run("cfn-lint on the transformed template", [str(BIN / "cfn-lint"), "-t", str(path)], {})


def sam_build() -> bool:
    """`sam build`, as a deployment does it, for arm64 where the compiler's target is installed."""
    targets = subprocess.run(["rustup", "target", "list", "--installed"], capture_output=True, text=True, check=False)
    machine = "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
    wanted = "arm64" if ARM in targets.stdout else machine
    if wanted != "arm64":
        say(f"  the target {ARM} is not installed; building for {machine} (rustup target add {ARM})")
    return _run(f"sam build for {wanted}", [
        str(BIN / "sam"), "build", "--parameter-overrides", f"Architecture={wanted}"], {
        **QUICK_RELEASE, "SAM_CLI_BETA_BUILD_PERFORMANCE": "1", "SAM_CLI_BETA_RUST_CARGO_LAMBDA": "1",
        "CARGO_TARGET_DIR": ""})


def pins(_: argparse.Namespace) -> int:
    for path in sorted((REPOSITORY / "tests" / "local").glob("requirements*.in")):
        with step(path.name):
            subprocess.run([str(LOCAL / "boot" / "bin" / "uv"), "pip", "compile", "--quiet", "--universal",
                            "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate", str(path),
                            "-o", str(path.with_suffix(".txt"))], check=True)
    return 0


def _run(title: str, command: list[str], env: dict[str, str]) -> bool:
    """Runs one check; what it prints is shown only when it fails, or as it goes when it is long."""
    full = {**os.environ, **env, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "SAM_CLI_TELEMETRY": "0"}
    full = {name: value for name, value in full.items() if value or name not in env}
    log = Path(LOCAL / "lint.log")
    try:
        with step(title), log.open("w") as output:
            subprocess.run(command, cwd=REPOSITORY, env=full, stdout=output, stderr=subprocess.STDOUT, check=True)
        return True
    except subprocess.CalledProcessError:
        sys.stdout.write(log.read_text(errors="replace"))
        sys.stdout.flush()
        return False
