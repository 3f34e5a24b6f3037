"""The check that every hook makes before it replaces something."""


class MissingHookTarget(RuntimeError):
    """The emulator has no such name: another version than the pinned one is installed, or the hook is out of date."""


def require(owner: object, name: str) -> object:
    """What the hook is about to replace; never None."""
    target = owner.get(name) if isinstance(owner, dict) else getattr(owner, name, None)
    if target is None:
        where = getattr(owner, "__name__", type(owner).__name__)
        raise MissingHookTarget(f"the emulator's {where} has no {name}: a hook in tests/local/hooks is out of date")
    return target
