"""Lets schedules fire when they are due instead of up to ten seconds later."""

from ministack.services import scheduler

from local.hooks.require import require


def install(seconds: float) -> None:
    require(scheduler, "_SCHEDULE_TICK_INTERVAL")
    scheduler._SCHEDULE_TICK_INTERVAL = seconds
