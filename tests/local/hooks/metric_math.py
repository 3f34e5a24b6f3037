"""Accepts alarms over several metrics, which the emulator refuses. Nothing local watches alarms, so none is kept."""

from typing import Any

from ministack.services.cloudformation import provisioners

from local.hooks.require import require


def install() -> None:
    handlers = require(require(provisioners, "_RESOURCE_HANDLERS"), "AWS::CloudWatch::Alarm")
    create, update, delete = (require(handlers, name) for name in ("create", "update", "delete"))

    def create_alarm(logical_id: str, props: dict, stack_name: str) -> Any:
        if "Metrics" not in props:
            return create(logical_id, props, stack_name)
        name = f"{stack_name}-{logical_id}"
        return name, {"Arn": f"arn:aws:cloudwatch:us-east-1:000000000000:alarm:{name}"}

    def update_alarm(physical_id: str, old: dict, new: dict, *rest: Any, **named: Any) -> Any:
        if "Metrics" not in new:
            return update(physical_id, old, new, *rest, **named)
        return physical_id, {}

    def delete_alarm(physical_id: str, props: dict, *rest: Any, **named: Any) -> Any:
        return None if "Metrics" in props else delete(physical_id, props, *rest, **named)

    handlers["create"], handlers["update"], handlers["delete"] = create_alarm, update_alarm, delete_alarm
