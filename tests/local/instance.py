"""An instance of the local stack: its folder, its ports, its lock.

There are two: `dev`, which people look at, and `test`, which checks permissions and forgets everything.
"""

import fcntl
import json
import os
import secrets
import socket
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from local.console import Problem, say
from local.process import Daemon

REPOSITORY = Path(__file__).resolve().parents[2]
LOCAL = REPOSITORY / ".local"
REGION = "us-east-1"
ACCESS_KEY = "test"


@dataclass(frozen=True)
class Ports:
    api: int
    aws: int
    postgres: int


@dataclass(frozen=True)
class Instance:
    name: str
    preferred: Ports
    env_file: Path
    enforces_iam: bool
    durable: bool  # Postgres waits for the disk at each commit

    @property
    def folder(self) -> Path:
        return LOCAL / self.name

    @property
    def stack(self) -> str:
        return f"sounder-{self.name}"

    @property
    def mailbox(self) -> Path:
        return self.folder / "mailbox.jsonl"

    @property
    def postgres(self) -> Daemon:
        return Daemon("postgres", self.folder)

    @property
    def emulator(self) -> Daemon:
        return Daemon("emulator", self.folder)

    @property
    def ports(self) -> Ports:
        """The ports in use, as chosen at the last start."""
        saved = self.load("ports")
        return Ports(**saved) if saved else self.preferred

    def load(self, name: str) -> dict | None:
        """A small state file of the instance; None if it is missing or was cut off."""
        try:
            return json.loads((self.folder / f"{name}.json").read_text())
        except (FileNotFoundError, ValueError):
            return None

    def save(self, name: str, value: dict) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.folder / f"{name}.json.partial"
        partial.write_text(json.dumps(value, indent=1))
        partial.chmod(0o600)
        partial.rename(self.folder / f"{name}.json")

    def forget(self, name: str) -> None:
        (self.folder / f"{name}.json").unlink(missing_ok=True)

    def passwords(self) -> dict[str, str]:
        """Passwords of the database roles, made once."""
        saved = self.load("passwords")
        if saved is None:
            saved = {role: secrets.token_hex(16) for role in ("postgres", "sounder_owner", "sounder_app")}
            self.save("passwords", saved)
        return saved

    def database_url(self, role: str) -> str:
        return f"postgres://{role}:{self.passwords()[role]}@127.0.0.1:{self.ports.postgres}/sounder"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One command at a time changes an instance. The lock goes with the process, however it ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("a+") as file:
            os.set_inheritable(file.fileno(), False)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                say(f"  another ./dev (process {file.read().strip() or '?'}) is at work here; waiting for it")
                fcntl.flock(file, fcntl.LOCK_EX)
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield

    def choose_port(self, kind: str) -> int:
        """The usual port, or another one when a stranger has it."""
        wanted = getattr(self.ports, kind)
        port = wanted if is_free(wanted) else next((p for p in range(wanted + 10, wanted + 500, 10) if is_free(p)), None)
        if port is None:
            raise Problem(f"no free port for {kind} near {wanted}: stop what listens there and try again")
        if port != wanted:
            say(f"  port {wanted} is taken by another program; {kind} uses {port}")
        self.save("ports", {**vars(self.ports), kind: port})
        return port


DEV = Instance("dev", Ports(7400, 7401, 7402), LOCAL / "env", enforces_iam=False, durable=True)
TEST = Instance("test", Ports(7403, 7404, 7405), LOCAL / "test.env", enforces_iam=True, durable=False)


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
