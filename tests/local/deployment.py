"""Deploys template.yaml to the emulator through the CloudFormation API, as `sam deploy` does to AWS."""

import contextlib
import hashlib
import json
import logging
import platform
import subprocess
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from local import template
from local.console import Problem
from local.instance import ACCESS_KEY, REGION, REPOSITORY, Instance

BUCKET = "sounder-artefacts"
PATIENCE_S = 600
MAIL_DOMAIN = "example.com"
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]


def client(instance: Instance, service: str) -> Any:
    return boto3.client(service, region_name=REGION, endpoint_url=f"http://127.0.0.1:{instance.ports.aws}",
                        aws_access_key_id=ACCESS_KEY, aws_secret_access_key=ACCESS_KEY,
                        config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 2}, read_timeout=120))


def deploy(instance: Instance, zips: dict[str, Path], content_zip: Path) -> dict[str, str]:
    """Creates or updates the stack; answers its outputs. Nothing happens if nothing changed since the last time."""
    database, owner = _provide_database_secrets(instance)
    uris = {name: f"s3://{BUCKET}/{path.name}" for name, path in zips.items()}
    body = json.dumps(with_artefacts(template.load(), uris, f"s3://{BUCKET}/{content_zip.name}"))
    parameters = stack_parameters(instance, database, owner)
    digest = hashlib.sha256(json.dumps([body, parameters]).encode()).hexdigest()
    verify_sender_domain(instance)
    deployed = instance.load("deployed")
    if deployed and deployed["digest"] == digest:
        return deployed["outputs"]
    instance.forget("deployed")
    upload(instance, [*zips.values(), content_zip])
    apply(instance, body, parameters)
    outputs = stack_outputs(instance)
    _keep_secrets(instance, outputs)
    instance.save("deployed", {"digest": digest, "outputs": outputs})
    return outputs


def with_artefacts(source: dict, uris: dict[str, str], content_uri: str) -> dict:
    """The template with the addresses of uploaded zips, as `sam package` writes it."""
    packaged = deepcopy(source)
    packaged["Globals"]["Function"].pop("CodeUri")
    for function in template.functions(packaged):
        function.properties["CodeUri"] = uris[function.area]
    packaged["Resources"]["ContentLayer"]["Properties"]["ContentUri"] = content_uri
    return packaged


def stack_parameters(instance: Instance, database_secret: str, owner_secret: str) -> dict[str, str]:
    return {
        "Stage": "development",
        "Architecture": "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64",
        "DatabaseSecretArn": database_secret, "OwnerDatabaseSecretArn": owner_secret, "DatabaseTls": "disable",
        "AllowedSenders": f"*@{MAIL_DOMAIN}", "MailMode": "allowlist", "MailAllowlist": MAIL_DOMAIN, "MaxSendRate": "500",
        "PublicBaseUrl": f"http://127.0.0.1:{instance.ports.api}",
        # The folder itself, so that `./dev up` publishes what stands in the working tree
        "ContentPath": str(REPOSITORY / "content"),
        "SourceCommit": _commit(),
    }


def _commit() -> str:
    shown = subprocess.run(["git", "rev-parse", "HEAD"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return shown.stdout.strip() if shown.returncode == 0 else ""


def stack_outputs(instance: Instance) -> dict[str, str]:
    stack = client(instance, "cloudformation").describe_stacks(StackName=instance.stack)["Stacks"][0]
    return {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])}


def secret_value(instance: Instance, arn: str) -> str:
    return client(instance, "secretsmanager").get_secret_value(SecretId=arn)["SecretString"]


def _provide_database_secrets(instance: Instance) -> tuple[str, str]:
    """The owner's part of a deployment: two secrets in the shape RDS uses. Answers their ARNs."""
    manager, passwords = client(instance, "secretsmanager"), instance.passwords()
    arns = []
    for role in ("sounder_app", "sounder_owner"):
        value = json.dumps({"host": "127.0.0.1", "port": instance.ports.postgres, "username": role,
                            "password": passwords[role], "dbname": "sounder"})
        name = f"{instance.stack}/{role}"
        try:
            arns.append(manager.create_secret(Name=name, SecretString=value)["ARN"])
        except manager.exceptions.ResourceExistsException:
            arns.append(manager.put_secret_value(SecretId=name, SecretString=value)["ARN"])
    return arns[0], arns[1]


def verify_sender_domain(instance: Instance) -> None:
    """SES sends from verified domains only; in AWS the owner sees to that."""
    ses = client(instance, "sesv2")
    with contextlib.suppress(ses.exceptions.AlreadyExistsException):
        ses.create_email_identity(EmailIdentity=MAIL_DOMAIN)


def _keep_secrets(instance: Instance, outputs: dict[str, str]) -> None:
    """Lets the generated secrets outlive the emulator, which forgets everything: links in old mails must stay valid."""
    manager = client(instance, "secretsmanager")
    arns = {name: outputs[f"{name}SecretArn"] for name in ("BootstrapKey", "LinkKeys")}
    kept = instance.load("secrets")
    if kept is None:
        instance.save("secrets", {n: manager.get_secret_value(SecretId=arn)["SecretString"] for n, arn in arns.items()})
        return
    for name, arn in arns.items():
        manager.put_secret_value(SecretId=arn, SecretString=kept[name])


def upload(instance: Instance, paths: list[Path]) -> None:
    s3 = client(instance, "s3")
    s3.create_bucket(Bucket=BUCKET)
    there = {o["Key"] for o in s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])}
    for path in paths:
        if path.name not in there:
            s3.upload_file(str(path), BUCKET, path.name)


def apply(instance: Instance, body: str, parameters: dict[str, str]) -> None:
    cloudformation = client(instance, "cloudformation")
    client(instance, "s3").put_object(Bucket=BUCKET, Key="template.json", Body=body.encode())
    arguments = {
        "StackName": instance.stack, "Capabilities": CAPABILITIES,
        "TemplateURL": f"http://127.0.0.1:{instance.ports.aws}/{BUCKET}/template.json",
        "Parameters": [{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()],
    }
    # An earlier command may have been interrupted while the stack was at work
    status = _wait(cloudformation, instance.stack)
    if status and (status.startswith("ROLLBACK_") or status in ("CREATE_FAILED", "DELETE_FAILED")):
        # A first creation that failed cannot be updated, here as in AWS
        cloudformation.delete_stack(StackName=instance.stack)
        _wait(cloudformation, instance.stack)
        status = None
    try:
        if status:
            cloudformation.update_stack(**arguments)
        else:
            cloudformation.create_stack(**arguments)
    except ClientError as error:
        if "No updates" in str(error):
            return
        raise Problem(f"the emulator refused the template: {error}") from error
    status = _wait(cloudformation, instance.stack)
    if status not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise Problem(f"the stack was not deployed ({status}).\n{_failures(cloudformation, instance.stack)}\n"
                      f"./dev logs migrate and ./dev logs publish may say more; the emulator's log is "
                      f"{instance.emulator.log_file}")


def _status(cloudformation: Any, stack: str) -> str | None:
    try:
        return cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
    except ClientError:
        return None


def _wait(cloudformation: Any, stack: str) -> str | None:
    deadline = time.monotonic() + PATIENCE_S
    while (status := _status(cloudformation, stack)) and status.endswith("_IN_PROGRESS"):
        if time.monotonic() > deadline:
            raise Problem(f"the stack is still {status} after {PATIENCE_S} s")
        time.sleep(0.1)
    return status


def _failures(cloudformation: Any, stack: str) -> str:
    """The reasons of the last operation, first cause first."""
    events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    failed = [e for e in events if e["ResourceStatus"].endswith("FAILED") and e.get("ResourceStatusReason")]
    return "\n".join(f"  {e['LogicalResourceId']}: {e['ResourceStatusReason']}" for e in reversed(failed[:6]))


logging.getLogger("botocore").setLevel(logging.ERROR)
