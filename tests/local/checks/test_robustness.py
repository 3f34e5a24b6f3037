"""`./dev up` survives what happens to it: killed half-way, stale pid files, taken ports, a lost pid file."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Iterator

import pytest
from local import emulator, postgres
from local.instance import LOCAL, Instance, Ports
from local.process import start_time

UP = """
from pathlib import Path
from local import stack
from local.console import Problem
from local.instance import Instance, LOCAL, Ports
stack.up(Instance("robust", Ports(17420, 17421, 17422), LOCAL / "robust.env", enforces_iam=False, durable=False))
"""


@pytest.fixture
def instance() -> Iterator[Instance]:
    instance = Instance("robust", Ports(17420, 17421, 17422), LOCAL / "robust.env", enforces_iam=False, durable=False)
    yield instance
    emulator.stop(instance)
    postgres.stop(instance)
    shutil.rmtree(instance.folder, ignore_errors=True)
    instance.env_file.unlink(missing_ok=True)


def up(binaries: Path, kill_at: str | None = None) -> subprocess.CompletedProcess:
    """Runs `up`, or kills it without warning as soon as it says that it began a step."""
    process = subprocess.Popen([sys.executable, "-c", UP], env={**os.environ, "SOUNDER_BINARIES": str(binaries)},
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines = []
    for line in process.stdout:
        lines.append(line)
        if kill_at and f"… {kill_at}" in line:
            process.send_signal(signal.SIGKILL)
    return subprocess.CompletedProcess(process.args, process.wait(), "".join(lines))


def assert_healthy(instance: Instance) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{instance.ports.api}/v1/health") as response:
        assert json.load(response)["handler"] == "health"


def test_up_goes_on_after_it_was_killed_in_any_step(instance: Instance, stand_ins: Path) -> None:
    for step in ("Postgres", "AWS emulator", "deploy template.yaml", "wait for health"):
        assert up(stand_ins, kill_at=step).returncode == -signal.SIGKILL
    done = up(stand_ins)
    assert done.returncode == 0, done.stdout
    assert_healthy(instance)
    again = up(stand_ins)
    assert again.returncode == 0 and "taken" not in again.stdout


def test_stale_pid_files_are_not_believed(instance: Instance, stand_ins: Path) -> None:
    instance.folder.mkdir(parents=True)
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        for daemon in (instance.postgres, instance.emulator):
            daemon.pid_file.write_text(json.dumps({"pid": stranger.pid, "started": "another time"}))
        assert up(stand_ins).returncode == 0
        assert_healthy(instance)
        emulator.stop(instance)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_crash_leaves_nothing_that_stops_the_next_start(instance: Instance, stand_ins: Path) -> None:
    assert up(stand_ins).returncode == 0
    for daemon in (instance.postgres, instance.emulator):
        os.killpg(daemon.pid(), signal.SIGKILL)
    done = up(stand_ins)
    assert done.returncode == 0, done.stdout
    assert_healthy(instance)


def test_a_running_postgres_is_found_again_when_its_pid_file_is_lost(instance: Instance, stand_ins: Path) -> None:
    assert up(stand_ins).returncode == 0
    pid = instance.postgres.pid()
    instance.postgres.pid_file.unlink()
    assert up(stand_ins).returncode == 0
    assert instance.postgres.pid() == pid and start_time(pid) is not None


def test_a_taken_port_is_left_alone(instance: Instance, stand_ins: Path) -> None:
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", instance.preferred.api))
        stranger.listen()
        done = up(stand_ins)
    assert done.returncode == 0, done.stdout
    assert f"port {instance.preferred.api} is taken by another program; api uses {instance.ports.api}" in done.stdout
    assert instance.ports.api != instance.preferred.api
    assert_healthy(instance)
    assert f"SOUNDER_URL=http://127.0.0.1:{instance.ports.api}\n" in instance.env_file.read_text()


def test_secrets_outlive_the_emulator(instance: Instance, stand_ins: Path) -> None:
    def admin_key() -> str:
        return next(line for line in instance.env_file.read_text().splitlines() if line.startswith("SOUNDER_ADMIN_KEY="))

    assert up(stand_ins).returncode == 0
    before = admin_key()
    emulator.stop(instance)
    assert up(stand_ins).returncode == 0
    assert admin_key() == before


def test_without_binaries_the_reason_is_named(instance: Instance, tmp_path: Path) -> None:
    done = up(tmp_path)
    assert done.returncode != 0 and "no binary" in done.stdout
