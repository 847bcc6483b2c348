"""auth0-deploy-cli's keyword replacement, which happens in the text before it is parsed.

``@@KEY@@`` becomes the value as JSON (with the quotes around it, if there are any), ``##KEY##`` the
value as it is. What has no value stays, as deploy-cli leaves it.
"""

import json
from collections.abc import Mapping

MAPPINGS = "AUTH0_KEYWORD_REPLACE_MAPPINGS"


def replace(text: str, environment: Mapping[str, str], *, at_most: int) -> str:
    """The text with the values of the mappings and of the environment, which wins.

    Raises `ValueError` when the mappings are no JSON object, or the text grows over ``at_most``.
    """
    if "@@" not in text and "##" not in text:
        return text
    values = {**_mappings(environment.get(MAPPINGS)), **environment}
    for key, value in values.items():
        marker = f"@@{key}@@"
        if marker in text:
            as_json = json.dumps(value, ensure_ascii=False)
            for quoted in (f"'{marker}'", f'"{marker}"', marker):
                text = _replace(text, quoted, as_json, at_most)
    for key, value in values.items():
        as_text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        text = _replace(text, f"##{key}##", as_text, at_most)
    return text


def _replace(text: str, marker: str, value: str, at_most: int) -> str:
    # Counted beforehand: values may hold markers again, and such chains grow without bound.
    if len(text) + text.count(marker) * (len(value) - len(marker)) > at_most:
        raise ValueError(f"replacing {marker} makes the file too large")
    return text.replace(marker, value)


def _mappings(text: str | None) -> Mapping[str, object]:
    if not text:
        return {}
    try:
        return {**json.loads(text)}
    except (TypeError, ValueError, RecursionError) as error:
        message = f'{MAPPINGS} must be a JSON object, such as {{"ENV": "dev"}}'
        raise ValueError(message) from error
