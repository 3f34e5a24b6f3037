"""A small stack of its own for the tests of the hooks: one function behind an API, on an emulator that enforces IAM."""

import shutil
from pathlib import Path
from typing import Iterator

import pytest
from local import artefacts, deployment, emulator
from local.instance import LOCAL, Instance, Ports

STAND_IN = Path(__file__).with_name("stand_in.py")
TEMPLATE = Path(__file__).with_name("hooks.yaml")


@pytest.fixture(scope="session")
def hooked() -> Iterator[Instance]:
    """The running emulator with the stack of hooks.yaml."""
    instance = Instance("hooks", Ports(17409, 17408, 17407), LOCAL / "hooks.env", enforces_iam=True, durable=False)
    emulator.stop(instance)
    shutil.rmtree(instance.folder, ignore_errors=True)
    emulator.start(instance)
    package = instance.folder / "echo.zip"
    artefacts.write_zip(package, [("bootstrap", 0o755, STAND_IN.read_bytes())])
    try:
        deployment.verify_sender_domain(instance)
        deployment.upload(instance, [package])
        deployment.apply(instance, TEMPLATE.read_text(), {})
        yield instance
    finally:
        emulator.stop(instance)


@pytest.fixture(scope="session")
def outputs(hooked: Instance) -> dict[str, str]:
    return deployment.stack_outputs(hooked)


@pytest.fixture(scope="session")
def stand_ins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a stand-in for the binary of every area."""
    from local import template

    folder = tmp_path_factory.mktemp("binaries")
    for area in template.areas(template.load()):
        shutil.copy(STAND_IN, folder / area)
    return folder
