"""Starts and stops the AWS emulator of an instance."""

import hashlib
import os
import shutil
import sys
import time
import urllib.error
import urllib.request

from local.console import Problem
from local.instance import ACCESS_KEY, REGION, REPOSITORY, Instance

START_PATIENCE_S = 60


def start(instance: Instance) -> bool:
    """Starts the emulator if it does not run as the working tree has it; True if it was started: then it is empty."""
    if instance.emulator.pid() is not None:
        if instance.load("emulator-code") == {"digest": _code_digest()}:
            _wait(instance)
            return False
        stop(instance)
    instance.forget("deployed")
    instance.save("emulator-code", {"digest": _code_digest()})
    aws, api = instance.choose_port("aws"), instance.choose_port("api")
    temporary = instance.folder / "tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    instance.mailbox.touch()
    instance.emulator.log_file.unlink(missing_ok=True)
    instance.emulator.start([sys.executable, "-m", "local.launcher"], {
        # Functions inherit this environment: nothing of the developer's own belongs here
        "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "TMPDIR": str(temporary),
        "PYTHONPATH": str(REPOSITORY / "tests"), "PYTHONDONTWRITEBYTECODE": "1",
        "GATEWAY_PORT": str(aws), "API_PORT": str(api), "BIND_HOST": "127.0.0.1", "MAILBOX": str(instance.mailbox),
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{aws}", "MINISTACK_REGION": REGION, "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": ACCESS_KEY,
        "AUTH": "true" if instance.enforces_iam else "false",
        "STATE_DIR": str(temporary / "state"), "S3_DATA_DIR": str(temporary / "s3"), "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0", "LOG_LEVEL": "WARNING", "MINISTACK_WORKER_THREADS": "160",
        # Lambda sets these from LoggingConfig; the emulator does not
        "AWS_LAMBDA_LOG_FORMAT": "JSON", "AWS_LAMBDA_LOG_LEVEL": "INFO",
    })
    _wait(instance)
    return True


def stop(instance: Instance) -> bool:
    instance.forget("deployed")
    return instance.emulator.stop()


def _code_digest() -> str:
    """Changes with the emulator's version, our launcher and our hooks."""
    local = REPOSITORY / "tests" / "local"
    files = [local / "requirements.txt", local / "launcher.py", *sorted((local / "hooks").glob("*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _wait(instance: Instance) -> None:
    deadline = time.monotonic() + START_PATIENCE_S
    url = f"http://127.0.0.1:{instance.ports.aws}/_ministack/health"
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            if instance.emulator.pid() is None or time.monotonic() > deadline:
                raise Problem(f"the AWS emulator did not start. The end of {instance.emulator.log_file}:\n"
                              f"{instance.emulator.last_lines()}") from None
            time.sleep(0.05)
