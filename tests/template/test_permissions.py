"""Each function may do what its variables say, and nothing else."""

from typing import Any

import pytest
from local import template

FUNCTIONS = template.functions(template.load())
# X-Ray has no resources; what a function writes there is a trace
ANY_RESOURCE = {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}
# Neither has the account at SES
ACCOUNT = ("ses:GetAccount", "*")
LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}
FILES, FIND_FILES = "${ImportBucket.Arn}/imports/*", ("s3:ListBucket", "ImportBucket")
# What a function does with the bucket of imports, which its variable does not tell
IMPORTS = {
    "start_import": {("s3:PutObject", FILES), ("s3:GetObject", FILES), FIND_FILES},
    "create_import_upload": {("s3:PutObject", FILES)},
    "import_contacts": {("s3:GetObject", FILES), FIND_FILES},
}
CONSUME = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
DRAIN = {"sqs:ReceiveMessage", "sqs:DeleteMessage"}
Grant = tuple[str, str]


def statements(source: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """All statements of a role: its own and those of our policies that it carries."""
    properties = source["Resources"][name]["Properties"]
    documents = [policy["PolicyDocument"] for policy in properties.get("Policies", [])]
    for arn in properties.get("ManagedPolicyArns", []):
        if "Ref" in arn:
            documents.append(source["Resources"][arn["Ref"]]["Properties"]["PolicyDocument"])
    return [statement for document in documents for statement in document["Statement"]]


def grants(source: dict[str, Any], name: str) -> set[Grant]:
    found = set()
    for statement in statements(source, name):
        resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        found |= {(action, resource_name(r)) for action in statement["Action"] for r in resources}
    return found


def resource_name(reference: Any) -> str:
    if isinstance(reference, str):
        return reference
    if "Ref" in reference:
        return reference["Ref"]
    if "Fn::GetAtt" in reference:
        return reference["Fn::GetAtt"][0]
    return reference["Fn::Sub"].rpartition(":")[2]


def needed(function: template.Function) -> set[Grant]:
    """What the function's own variables and triggers ask for."""
    asked = set()
    for name, value in function.properties.get("Environment", {}).get("Variables", {}).items():
        if name.endswith("_SECRET_ARN"):
            asked.add(("secretsmanager:GetSecretValue", resource_name(value)))
        elif name.endswith("_DLQ_URL"):  # one function empties them, another measures them
            actions = DRAIN if function.handler == "drain_dead_letters" else {"sqs:GetQueueAttributes"}
            asked |= {(action, resource_name(value)) for action in actions}
        elif name.endswith("_QUEUE_URL"):
            asked.add(("sqs:SendMessage", resource_name(value)))
        elif name == "IMPORT_BUCKET":
            asked |= IMPORTS[function.handler]
        elif name.startswith("CONFIGURATION_SET_"):
            asked |= {("ses:SendEmail", "identity/*"), ("ses:SendEmail", f"configuration-set/${{{resource_name(value)}}}")}
    if function.handler == "relay_outbox":  # it measures the queues that it fills
        asked |= {("sqs:GetQueueAttributes", queue) for action, queue in asked if action == "sqs:SendMessage"}
    if function.handler == "refresh_ses_account":
        asked.add(ACCOUNT)
    for event in function.properties.get("Events", {}).values():
        if event["Type"] == "SQS":
            asked |= {(action, resource_name(event["Properties"]["Queue"])) for action in CONSUME}
    if function.handler != "not_found":  # it answers without any state
        asked.add(("secretsmanager:GetSecretValue", "DatabaseSecretArn"))
    return asked


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.handler)
def test_a_function_may_do_what_it_needs_and_nothing_else(function: template.Function, source: dict[str, Any]) -> None:
    role = function.properties["Role"]["Fn::GetAtt"][0]
    allowed = {(action, r) for action, r in grants(source, role) if action not in ANY_RESOURCE | LOGS}
    assert allowed == needed(function)


def test_no_role_has_a_wildcard(source: dict[str, Any]) -> None:
    roles = [name for name, r in source["Resources"].items() if r["Type"] == "AWS::IAM::Role"]
    for role in roles:
        for action, resource in grants(source, role):
            assert "*" not in action, role
            assert resource != "*" or action in ANY_RESOURCE or (action, resource) == ACCOUNT, role


def test_every_role_is_used(source: dict[str, Any]) -> None:
    used = {f.properties["Role"]["Fn::GetAtt"][0] for f in FUNCTIONS} | {"ScheduleRole"}
    assert used == {name for name, r in source["Resources"].items() if r["Type"] == "AWS::IAM::Role"}


def test_mail_goes_out_only_from_the_allowed_senders(source: dict[str, Any]) -> None:
    for name, resource in source["Resources"].items():
        if resource["Type"] == "AWS::IAM::Role":
            for statement in statements(source, name):
                if "ses:SendEmail" in statement["Action"]:
                    assert statement["Condition"] == {"StringLike": {"ses:FromAddress": {"Ref": "AllowedSenders"}}}


def test_a_function_writes_the_logs_of_its_area(source: dict[str, Any]) -> None:
    for function in FUNCTIONS:
        group = function.properties["LoggingConfig"]["LogGroup"]["Ref"]
        assert group == f"{function.area.capitalize()}Logs"
        assert ("logs:PutLogEvents", group) in grants(source, function.properties["Role"]["Fn::GetAtt"][0])


def test_schedules_may_run_exactly_the_scheduled_functions(source: dict[str, Any]) -> None:
    scheduled = {f.logical_id for f in FUNCTIONS
                 if any(e["Type"] == "ScheduleV2" for e in f.properties.get("Events", {}).values())}
    assert grants(source, "ScheduleRole") == {("lambda:InvokeFunction", name) for name in scheduled}
