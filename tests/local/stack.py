"""`./dev up` and `./dev down`: from a clone to a running stack, and back."""

import json
import os
import shutil
import time
import urllib.error
import urllib.request
from pathlib import Path

from local import artefacts, deployment, emulator, postgres, template
from local.console import Problem, say, step
from local.instance import ACCESS_KEY, REGION, REPOSITORY, Instance

HEALTH_PATIENCE_S = 30


def up(instance: Instance, profile: str = "dev") -> None:
    """Brings the instance to what the working tree says. Repeating it is harmless, and quick when nothing changed."""
    with instance.locked():
        areas = template.areas(template.load())
        binaries = _binaries(profile)
        with step("Postgres"):
            postgres.start(instance)
        with step("AWS emulator"):
            emulator.start(instance)
        with step("zip what changed"):
            zips = artefacts.package(areas, binaries)
            content = artefacts.package_content(REPOSITORY / "content")
        with step("deploy template.yaml"):
            outputs = deployment.deploy(instance, zips, content)
        with step("wait for health"):
            _wait_for_health(instance)
            _write_env(instance, outputs)


def down(instance: Instance, forget: bool = False) -> None:
    """Stops the instance. Its database stays, unless `forget` is set."""
    with instance.locked():
        stopped = [name for name, stop in (("AWS emulator", emulator.stop), ("Postgres", postgres.stop)) if stop(instance)]
        instance.env_file.unlink(missing_ok=True)
        if forget:
            for entry in instance.folder.iterdir():
                if entry.name != "lock":
                    shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    say(f"  stopped: {', '.join(stopped) or 'nothing was running'} ({instance.name})")


def is_up(instance: Instance) -> bool:
    return instance.env_file.exists() and instance.emulator.pid() is not None and instance.postgres.pid() is not None


def require_up(instance: Instance) -> None:
    if not is_up(instance):
        raise Problem("the local stack is not running: run ./dev up first")


def _binaries(profile: str) -> Path:
    if given := os.environ.get("SOUNDER_BINARIES"):
        return Path(given)
    with step("cargo build"):
        return artefacts.build(profile)


def _wait_for_health(instance: Instance) -> None:
    url, deadline, answer = f"http://127.0.0.1:{instance.ports.api}/v1/health", time.monotonic() + HEALTH_PATIENCE_S, ""
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=15) as response:
                if response.status == 200:
                    return
        except urllib.error.HTTPError as error:
            answer = error.read().decode(errors="replace")[:2000]
        except (urllib.error.URLError, OSError) as error:
            answer = str(error)
        time.sleep(0.2)
    raise Problem(f"the stack is deployed but {url} does not say that it is healthy: {answer}\n"
                  "./dev logs health may say more")


def _write_env(instance: Instance, outputs: dict[str, str]) -> None:
    """NAME=value lines for tests and people: everything needed to talk to the stack."""
    admin_key = deployment.secret_value(instance, outputs["BootstrapKeySecretArn"])
    values = {
        "SOUNDER_URL": f"http://127.0.0.1:{instance.ports.api}",
        "SOUNDER_ADMIN_KEY": admin_key,
        "SOUNDER_INGEST_KEY": _ingest_key(instance, admin_key),
        "DATABASE_URL": instance.database_url("sounder_app"),
        "OWNER_DATABASE_URL": instance.database_url("sounder_owner"),
        "MAILBOX": str(instance.mailbox),
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{instance.ports.aws}",
        "AWS_REGION": REGION, "AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": ACCESS_KEY,
        "STACK_NAME": instance.stack,
    }
    partial = instance.env_file.with_suffix(".partial")
    partial.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    partial.chmod(0o600)
    partial.rename(instance.env_file)


def _ingest_key(instance: Instance, admin_key: str) -> str:
    """The instance's own key for ingestion; made again when the database no longer knows it."""
    saved = instance.load("ingest-key")
    if saved and _is_accepted(instance, saved["key"]):
        return saved["key"]
    made = _call(instance, "POST", "/v1/admin/api-keys", admin_key, {"name": "local ingest", "scopes": ["ingest"]})
    instance.save("ingest-key", {"key": made["key"]})
    return made["key"]


def _is_accepted(instance: Instance, key: str) -> bool:
    try:
        _call(instance, "GET", "/v1/lists", key)
        return True
    except urllib.error.HTTPError as error:
        if error.code in (401, 403):
            return False
        raise


def _call(instance: Instance, method: str, path: str, key: str, body: dict | None = None) -> dict:
    request = urllib.request.Request(
        f"http://127.0.0.1:{instance.ports.api}{path}", method=method,
        headers={"authorization": f"Bearer {key}", "content-type": "application/json"},
        data=None if body is None else json.dumps(body).encode())
    try:
        with urllib.request.urlopen(request, timeout=15) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        if error.code < 500:
            raise
        raise Problem(f"{method} {path} answered {error.code}: {error.read().decode(errors='replace')[:500]}\n"
                      "./dev logs with the function's name may say more") from error
