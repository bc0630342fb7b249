"""The published description of the protocol (OpenAPI): what FastAPI sees, and bodies that routes read themselves."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from desktop_app.wire.shapes import Have, Missing, Ops, PairAsk, Problem, Sit

_BODIES = (Ops, Have, Missing, PairAsk, Sit, Problem)
_TEMPLATE = "#/components/schemas/{model}"


def describe(app: FastAPI) -> None:
    """Let *app* describe itself in full."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(title=app.title, version=app.version, routes=app.routes)
            _, shapes = models_json_schema([(body, "validation") for body in _BODIES], ref_template=_TEMPLATE)
            components = made.setdefault("components", {})
            known = components.setdefault("schemas", {})
            for name, schema in shapes["$defs"].items():
                known.setdefault(name, schema)
            components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            made["security"] = [{"token": []}]
            _tell_refusals(made)
            app.openapi_schema = made
        return app.openapi_schema

    setattr(app, "openapi", openapi)  # noqa: B010 - FastAPI's own way, which its types do not know


_REFUSAL = {"application/problem+json": {"schema": {"$ref": _TEMPLATE.format(model="Problem")}}}


def _tell_refusals(made: dict[str, Any]) -> None:
    """Every refusal is a problem (RFC 9457), whatever its number; FastAPI would promise its own shape for some."""
    operations = (one for path in made["paths"].values() for one in path.values())
    for operation in operations:
        responses = operation["responses"]
        for status, told in responses.items():
            if status[0] in "45":
                told["content"] = _REFUSAL
        responses.setdefault("default", {"description": "A refusal, with its reason", "content": _REFUSAL})
