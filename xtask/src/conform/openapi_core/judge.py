"""Asks openapi-core about calls that were made.

Arguments: the document, and a file with a call as JSON in each line: `sent` (method, url, headers, body), `came` (status,
headers, body) and `written`, the body as the crate writes it after reading it. Prints a line of JSON for each call: why
openapi-core refuses what was sent, what came, and the answer with what was written in place of its body. Null is no reason.
"""

import json
import sys
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlsplit

from document import read
from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from werkzeug.datastructures import Headers


def refusal(ask, *about):
    try:
        ask(*about)
    except Exception as error:  # noqa: BLE001, whatever it is, it is what openapi-core says
        return described(error)
    return None


def described(error):
    """An error with its causes, and what its list of schema errors says."""
    parts = []
    while error is not None:
        parts.append(f"{type(error).__name__}: {error}")
        for inner in getattr(error, "schema_errors", None) or []:
            place = "/".join(str(step) for step in inner.absolute_path)
            parts.append(f"{inner.message} (at /{place})")
        error = error.__cause__
    return ": ".join(parts)


def request_of(sent):
    url = urlsplit(sent["url"])
    headers = Headers([tuple(pair) for pair in sent["headers"]])
    cookies = SimpleCookie(headers.get("cookie", ""))
    return MockRequest(
        f"{url.scheme}://{url.netloc}",
        sent["method"],
        url.path,
        args=parse_qsl(url.query, keep_blank_values=True),
        headers=headers,
        cookies={name: morsel.value for name, morsel in cookies.items()},
        data=sent["body"].encode() or None,
        content_type=headers.get("content-type", ""),
    )


def response_of(came, body):
    headers = Headers([tuple(pair) for pair in came["headers"]])
    return MockResponse(
        body.encode(),
        came["status"],
        headers=headers,
        content_type=headers.get("content-type", ""),
    )


def main():
    document, calls = sys.argv[1:]
    openapi = OpenAPI.from_dict(read(document), config=Config(spec_validator_cls=None))
    with open(calls, encoding="utf-8") as lines:
        for line in lines:
            call = json.loads(line)
            request = request_of(call["sent"])
            verdict = {"request": refusal(openapi.validate_request, request), "answer": None, "written": None}
            if call["came"] is not None:
                answer = response_of(call["came"], call["came"]["body"])
                verdict["answer"] = refusal(openapi.validate_response, request, answer)
                if call["written"] is not None:
                    again = response_of(call["came"], call["written"])
                    verdict["written"] = refusal(openapi.validate_response, request, again)
            print(json.dumps(verdict), flush=True)


main()
