"""The SAM transform, offline: template.yaml as CloudFormation sees it."""

from copy import deepcopy

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from local.deployment import with_artefacts
from local.template import areas

REGION = "eu-central-1"
ZIP = "s3://artefacts/{}.zip"
_NO_MANAGED_POLICIES: dict[str, str] = {}


def transform(source: dict) -> dict:
    """The transformed template, with made-up addresses for the artefacts."""
    packaged = with_artefacts(source, {area: ZIP.format(area) for area in areas(source)}, ZIP.format("content"))
    defaults = {name: p.get("Default", "") for name, p in packaged["Parameters"].items()}
    translator = Translator(_NO_MANAGED_POLICIES, Parser(), boto_session=boto3.Session(region_name=REGION))
    return translator.translate(deepcopy(packaged), parameter_values={**defaults, "AWS::Region": REGION, "AWS::Partition": "aws"})
