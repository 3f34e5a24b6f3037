"""Lambda freezes a process between two calls, for minutes; meanwhile its connections die."""

import json
import os
import signal
import time
import urllib.request
import uuid
from pathlib import Path

import pytest
from local import postgres
from local.instance import TEST
from local.tests_command import environment

PATIENCE_S = 20


@pytest.mark.skipif(not TEST.env_file.exists(), reason="the stack of the tests does not run")
def test_a_frozen_process_whose_sockets_were_cut_serves_the_next_request() -> None:
    assert send_event() == 202
    frozen = processes_of("ingest_event")
    assert frozen, "the emulator keeps no warm process"
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        cut_connections()
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)
    # At once, without a repetition: nobody who calls the API notices
    assert [send_event() for _ in range(len(frozen) + 1)] == [202] * (len(frozen) + 1)
    assert set(frozen) <= set(processes_of("ingest_event")), "a process died of its dead connection"


def send_event() -> int:
    known = environment(TEST)
    body = {"email": "frozen@example.com", "name": "thawed", "idempotencyKey": str(uuid.uuid4())}
    request = urllib.request.Request(
        known["SOUNDER_URL"] + "/v1/events", data=json.dumps(body).encode(), method="POST",
        headers={"authorization": f"Bearer {known['SOUNDER_INGEST_KEY']}", "content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
        return answer.status


def processes_of(handler: str) -> list[int]:
    """The processes of this function that the emulator of the tests started."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if f"_HANDLER={handler}" in (folder / "environ").read_text().split("\0") and belongs_to_tests(int(folder.name)):
                found.append(int(folder.name))
        except (OSError, ValueError):
            continue  # no process, gone meanwhile, or somebody else's
    return found


def belongs_to_tests(pid: int) -> bool:
    emulator = TEST.emulator.pid()
    while pid > 1:
        if pid == emulator:
            return True
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return False


def cut_connections() -> None:
    sessions = "from pg_stat_activity where usename = 'sounder_app'"
    ended = ask(f"select count(pg_terminate_backend(pid)) {sessions}")
    assert ended != "0", "no connection was open"
    deadline = time.monotonic() + PATIENCE_S
    while ask(f"select count(*) {sessions}") != "0":
        assert time.monotonic() < deadline, "connections live on"
        time.sleep(0.02)


def ask(sql: str) -> str:
    return postgres.psql(TEST, ["-Atc", sql], capture_output=True, text=True).stdout.strip()
