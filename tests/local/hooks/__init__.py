"""What the emulator lacks for our template, one module per gap.

The names hooked here are private to the emulator. Its version is pinned, and a hook whose target has gone stops the
launcher instead of leaving a stack that works differently from the one in AWS.
"""

import os
from pathlib import Path

from local.hooks import (batch_permission, clean_environment, generated_secrets, latency, logs_per_function,
                         mail_events, mail_permission, mailbox, metric_math, openapi_body, options_requests, schedule_tick)


def install_all() -> None:
    """Installs every hook. To be called once, before the emulator serves."""
    batch_permission.install()
    clean_environment.install()
    generated_secrets.install()
    latency.install()
    metric_math.install()
    openapi_body.install()
    options_requests.install()
    schedule_tick.install(seconds=0.5)
    mail_permission.install()
    logs_per_function.install()
    # The mailbox wraps the emulator's answer, the events follow the stored mail
    mailbox.install(Path(os.environ["MAILBOX"]))
    mail_events.install()
