"""Makes instances of schemas with schemathesis.

Arguments: the document, a file with a JSON Pointer to a schema in each line, and how many instances of each are wanted.
Prints a line of JSON for each instance: `schema`, the number of the line, and `value`, its text; or `aside`, why there is none.

A schema becomes the body of a POST of its own, since schemathesis makes bodies; `readOnly`, by which it leaves out of them what
answers have, is taken out of the document. Two kinds of values are put aside: texts with
lone surrogates, which no UTF-8 has, and integers beyond 64 bits.
"""

import json
import sys

import schemathesis
from document import read
from hypothesis import HealthCheck, Phase, given, seed, settings

JSON = "application/json"


def answered(value):
    """A part of the document, in which nothing is for answers alone."""
    if isinstance(value, dict):
        return {key: answered(part) for key, part in value.items() if not (key == "readOnly" and isinstance(part, bool))}
    return [answered(part) for part in value] if isinstance(value, list) else value


def is_large(value):
    if isinstance(value, dict):
        return any(map(is_large, value.values()))
    if isinstance(value, list):
        return any(map(is_large, value))
    return isinstance(value, int) and not -(2**63) <= value < 2**63


def text_of(value):
    """The text of a value, and why it is put aside, if it is."""
    try:
        text = json.dumps(value, ensure_ascii=False)
        text.encode()
    except TypeError:
        return None, "no instance"
    except UnicodeEncodeError:
        return None, "lone surrogates"
    return (None, "integers beyond 64 bits") if is_large(value) else (text, None)


def instances(operation, most):
    made = []

    @seed(0)
    @settings(
        max_examples=most,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def collect(case):
        made.append(case.body)

    collect()
    return made


def main():
    document, places, most = answered(read(sys.argv[1])), sys.argv[2], int(sys.argv[3])
    with open(places, encoding="utf-8") as lines:
        places = lines.read().splitlines()
    answer = {"200": {"description": "It is never asked."}}
    document["paths"] = document.get("paths") or {}
    for number, place in enumerate(places):
        body = {"required": True, "content": {JSON: {"schema": {"$ref": f"#{place}"}}}}
        document["paths"][f"/_instances/{number}"] = {"post": {"requestBody": body, "responses": answer}}
    schema = schemathesis.openapi.from_dict(document)
    for number in range(len(places)):
        said = set()
        try:
            made = instances(schema[f"/_instances/{number}"]["POST"], most)
        except Exception as error:  # noqa: BLE001, it goes on with the next schema
            made = []
            print(json.dumps({"schema": number, "aside": f"no instance, {type(error).__name__}"}), flush=True)
        for value in made:
            text, aside = text_of(value)
            line = {"schema": number, "value": text} if aside is None else {"schema": number, "aside": aside}
            line = json.dumps(line)
            if aside is not None or line not in said:
                print(line, flush=True)
            said.add(line)


main()
