"""Processes that outlive the command which started them: Postgres and the emulator.

A pid file alone lies: after a crash or a reboot its number may belong to anybody. We keep the process's start time
beside it, and only what matches both is ours to stop.
"""

import contextlib
import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Daemon:
    """A background process of an instance, known by its pid file."""

    name: str
    folder: Path

    @property
    def pid_file(self) -> Path:
        return self.folder / f"{self.name}.pid"

    @property
    def log_file(self) -> Path:
        return self.folder / f"{self.name}.log"

    def pid(self) -> int | None:
        """The running process, or None; removes a stale pid file."""
        try:
            saved = json.loads(self.pid_file.read_text())
            if start_time(saved["pid"]) == saved["started"]:
                return saved["pid"]
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            pass
        self.pid_file.unlink(missing_ok=True)
        return None

    def start(self, command: list[str], env: dict[str, str], **options) -> None:
        """Starts the process in a session of its own, so that Ctrl-C at the terminal does not reach it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        # The child notes its own number before it becomes the daemon: whenever we are killed, nothing runs unnoticed
        itself = None if "user" in options else lambda: self.adopt(os.getpid())
        with self.log_file.open("ab") as log:
            process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                       start_new_session=True, preexec_fn=itself, **options)
        if itself is None:
            self.adopt(process.pid)

    def adopt(self, pid: int) -> None:
        """Makes a running process this daemon."""
        partial = self.pid_file.with_suffix(".partial")
        partial.write_text(json.dumps({"pid": pid, "started": start_time(pid)}))
        partial.rename(self.pid_file)

    def stop(self, patience_s: float = 10, how: signal.Signals = signal.SIGTERM) -> bool:
        """Ends the process and what it started; True if there was one."""
        pid = self.pid()
        if pid is None:
            return False
        os.kill(pid, how)
        deadline = time.monotonic() + patience_s
        while self.pid() is not None:
            if time.monotonic() > deadline:
                os.killpg(pid, signal.SIGKILL)
                deadline += 5
            time.sleep(0.02)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)  # functions that the emulator left behind
        return True

    def last_lines(self, count: int = 15) -> str:
        try:
            return "\n".join(self.log_file.read_text(errors="replace").splitlines()[-count:])
        except FileNotFoundError:
            return ""


def start_time(pid: int) -> str | None:
    """When the process started, in a form that differs after the number is used again; None if it is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return _start_time_by_ps(pid)
    state, *fields = stat.rpartition(")")[2].split()
    return None if state in "ZX" else fields[18]


def _start_time_by_ps(pid: int) -> str | None:
    if Path("/proc/self/stat").exists():
        return None
    shown = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout.strip() or None
