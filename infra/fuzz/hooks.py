"""Makes what schemathesis generates meet something: ids, versions and bodies that are right for the caller."""

import json
import urllib.request
import zlib

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase


@schemathesis.hook
def before_call(context, case, kwargs):
    """Signs the request as the caller, and lets most of those that are meant to be right name what is there.

    What is done to a request depends on nothing but the request, so that a failure comes again.
    """
    kind = kind_of(case)
    right = right_request(case.operation)
    case.headers.update(right["sign"])
    case._has_explicit_auth = any(name in right["sign"] for name in ("Cookie", "Authorization", "webhook-signature"))
    if isinstance(case.query, dict):
        # All of these are sent as an empty parameter, which counts as missing.
        empty = [name for name, value in case.query.items() if value in ("", [], {}, None, [""], [{}])]
        for name in empty:
            del case.query[name]
        if empty and negative(case, ParameterLocation.QUERY):
            case.query["unknown"] = "1"  # wrong it was meant to be
    if kind == 0 and not case.query:
        case.query["unknown"] = "1"  # no document can say that it is refused: 422, which the document has
    if kind == 0 or negative(case, ParameterLocation.PATH) or negative(case, ParameterLocation.HEADER):
        return
    for name in case.path_parameters:
        case.path_parameters[name] = right["path"].get(name, case.path_parameters[name])
    if "If-Match" in case.operation.headers:
        case.headers["If-Match"] = "*"
    if not negative(case, ParameterLocation.QUERY):
        case.query.update(right["query"])
    if right["body"] is not None and not negative(case, ParameterLocation.BODY):
        if kind == 1 or not isinstance(case.body, dict):
            case.body = right["body"]
        elif kind == 2:
            case.body = {**case.body, **right["body"]}


def kind_of(case):
    """Deals the requests out: 0 stays as it is, 1 gets the right body, 2 what is needed into its own, 3 keeps its own.

    All examples of the document are 1, so that each operation does what it is for.
    """
    if case.meta is None or case.meta.phase.name == TestPhase.EXAMPLES:
        return 1
    sent = (case.method, case.path, case.path_parameters, case.query, case.body, sorted(case.headers.items()))
    return zlib.crc32(repr(sent).encode("utf-8", "replace")) % 4


def right_request(operation):
    """Asks the server what a right request of the operation holds, see scene.go."""
    address = f"{operation.base_url.rstrip('/')}/_right/{operation.definition.raw['operationId']}"
    with urllib.request.urlopen(address) as answer:
        return json.load(answer)


def negative(case, location):
    return case.meta is not None and case.meta.is_negative_at(location)
