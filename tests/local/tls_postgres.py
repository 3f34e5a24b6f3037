"""Debian's PostgreSQL 15, the oldest that we support, with TLS.

The embedded Postgres has no OpenSSL. This one takes the role tls_only by TLS alone, and gets a certificate for `localhost` from a CA made on the spot, so that
verify-full can succeed, and a second CA that signed nothing, so that it can fail.
"""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from local.console import Problem, say, step
from local.postgres import MAX_CONNECTIONS, SMALL_WAL, as_ordinary_user
from local.process import Daemon
from local.instance import is_free

BIN = Path("/usr/lib/postgresql/15/bin")
PASSWORD = "tls-only-local"
FIRST_PORT = 7406


@contextmanager
def running(folder: Path) -> Iterator[dict[str, str]]:
    """Environment variables for the tests while the server runs; none, and a sentence, when it is not installed."""
    missing = [str(tool) for tool in (BIN / "postgres", "openssl") if not shutil.which(str(tool))]
    if missing:
        say(f"  no {' and no '.join(missing)}: the tests of TLS are skipped (Debian: apt-get install postgresql-15)")
        yield {}
        return
    with step("PostgreSQL 15 with TLS"):
        daemon, values = _start(folder)
    try:
        yield values
    finally:
        daemon.stop()
        shutil.rmtree(folder / "data", ignore_errors=True)  # gigabytes


def _start(folder: Path) -> tuple[Daemon, dict[str, str]]:
    daemon = Daemon("postgres", folder)
    daemon.stop()
    shutil.rmtree(folder, ignore_errors=True)
    data = folder / "data"
    data.mkdir(parents=True, mode=0o700)
    make_certificates(folder)
    (folder / "password").write_text(PASSWORD)
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    command, options = as_ordinary_user(
        [str(BIN / "initdb"), "-D", str(data), "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-A", "scram-sha-256",
         f"--pwfile={folder / 'password'}", "--no-sync"], folder)
    made = subprocess.run(command, env=env, capture_output=True, text=True, check=False, **options)
    if made.returncode != 0:
        raise Problem(f"PostgreSQL 15 could not be initialised: {made.stderr.strip()}")
    port = next(p for p in range(FIRST_PORT, FIRST_PORT + 500, 10) if is_free(p))
    settings = {"port": port, "listen_addresses": "localhost", "unix_socket_directories": "", "ssl": "on",
                "ssl_cert_file": folder / "server.crt", "ssl_key_file": folder / "server.key", "fsync": "off",
                "synchronous_commit": "off", "full_page_writes": "off", "max_connections": MAX_CONNECTIONS,
                "max_wal_size": SMALL_WAL}
    with (data / "postgresql.conf").open("a") as file:
        file.write("".join(f"{name} = '{value}'\n" for name, value in settings.items()))
    (data / "pg_hba.conf").write_text("hostnossl all tls_only all reject\nhost all all all scram-sha-256\n")
    command, options = as_ordinary_user([str(BIN / "postgres"), "-D", str(data)], folder)
    daemon.start(command, env, **options)
    _wait(daemon, port)
    subprocess.run([str(BIN / "psql"), "-q", f"postgres://postgres:{PASSWORD}@localhost:{port}/postgres", "-c",
                    f"create role tls_only login password '{PASSWORD}'"], env=env, check=True)
    return daemon, {
        "POSTGRES_15_URL": f"postgres://postgres:{PASSWORD}@localhost:{port}",
        "TLS_DATABASE_URL": f"postgres://tls_only:{PASSWORD}@localhost:{port}/postgres",
        "TLS_DATABASE_CA": str(folder / "ca.crt"), "TLS_STRANGE_CA": str(folder / "strange-ca.crt"),
    }


def make_certificates(folder: Path) -> None:
    """ca.crt, a server certificate for localhost that it signed, and strange-ca.crt, which signed nothing."""
    for name in ("ca", "strange-ca"):
        _openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
                 "2", "-subj", f"/CN=Sounder test {name}", "-keyout", f"{name}.key", "-out", f"{name}.crt", "-addext",
                 "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    _openssl(folder, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost",
             "-keyout", "server.key", "-out", "server.csr")
    (folder / "server.ext").write_text("subjectAltName=DNS:localhost\nbasicConstraints=critical,CA:FALSE\n"
                                       "extendedKeyUsage=serverAuth\n")
    _openssl(folder, "x509", "-req", "-in", "server.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days",
             "2", "-extfile", "server.ext", "-out", "server.crt")
    (folder / "server.key").chmod(0o600)


def _openssl(folder: Path, *arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Problem(f"openssl {arguments[0]} failed: {done.stderr.strip()}")


def _wait(daemon: Daemon, port: int) -> None:
    deadline = time.monotonic() + 30
    while subprocess.run([str(BIN / "pg_isready"), "-q", "-h", "localhost", "-p", str(port)], check=False).returncode != 0:
        if daemon.pid() is None or time.monotonic() > deadline:
            raise Problem(f"PostgreSQL 15 did not start. The end of {daemon.log_file}:\n{daemon.last_lines()}")
        time.sleep(0.05)
