"""Generates secrets with the alphabet that the template asks for; the emulator ignores ExcludePunctuation and its kin."""

import json
import secrets
import string
from typing import Any

from ministack.services.cloudformation import provisioners

from local.hooks.require import require

ALPHABETS = {"ExcludeUppercase": string.ascii_uppercase, "ExcludeLowercase": string.ascii_lowercase,
             "ExcludeNumbers": string.digits, "ExcludePunctuation": string.punctuation}


def install() -> None:
    original = require(provisioners, "_sm_secret_string")

    def secret_string(props: dict) -> Any:
        wanted = props.get("GenerateSecretString")
        return generate(wanted) if wanted and not props.get("SecretString") else original(props)

    provisioners._sm_secret_string = secret_string


def generate(wanted: dict) -> str:
    excluded = set(wanted.get("ExcludeCharacters", ""))
    letters = [c for exclude, alphabet in ALPHABETS.items() if str(wanted.get(exclude, False)).lower() != "true"
               for c in alphabet if c not in excluded]
    value = "".join(secrets.choice(letters) for _ in range(int(wanted.get("PasswordLength", 32))))
    if template := wanted.get("SecretStringTemplate"):
        return json.dumps({**json.loads(template), wanted["GenerateStringKey"]: value})
    return value
