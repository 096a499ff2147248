"""The page at `/docs`: the API description for people, without scripts and without anything from
elsewhere.
"""

import json
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from string import Template

from .openapi import Json

_METHODS = ("get", "post", "put", "delete")


def render(description: Json) -> str:
    """An OpenAPI document as HTML."""
    template = Template(files(__package__).joinpath("static/docs.html").read_text("utf-8"))
    schemas = description["components"]["schemas"]
    return template.substitute(
        title=escape(description["info"]["title"]),
        version=escape(description["info"]["version"]),
        about=_text(description["info"]["description"]),
        operations="\n".join(_operations(description)),
        schemas="\n".join(_schema(name, schema) for name, schema in schemas.items()),
    )


def _operations(description: Json) -> Iterator[str]:
    for path, item in description["paths"].items():
        for method in _METHODS:
            if method in item:
                yield _operation(method, path, item[method])


def _operation(method: str, path: str, operation: Json) -> str:
    parts = [
        (
            f'<section><h3><span class="method">{method.upper()}</span>'
            f" <code>{escape(path)}</code></h3>"
        ),
        f"<p>{_text(operation['summary'])}. {_text(operation.get('description', ''))}</p>",
    ]
    if parameters := operation.get("parameters"):
        rows = (
            (f"<code>{escape(p['name'])}</code>", p["in"], _text(p["description"]))
            for p in parameters
        )
        parts.append(_table(("Parameter", "In", ""), rows))
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        parts.append(f"<p>Body: {_kind(schema)}</p>")
    rows = (
        (status, _media(reply.get("content", {})), _text(reply["description"]))
        for status, reply in operation["responses"].items()
    )
    parts.append(_table(("Status", "Content", ""), rows))
    return "".join(parts) + "</section>"


def _media(content: Json) -> str:
    return "<br>".join(
        f"<code>{escape(media)}</code> {_kind(entry['schema']) if entry else ''}"
        for media, entry in content.items()
    )


def _schema(name: str, schema: Json) -> str:
    required = schema.get("required", ())
    rows = (
        (
            f"<code>{escape(field)}</code>{' *' if field in required else ''}",
            _kind(entry),
            _text(entry.get("description", "")),
        )
        for field, entry in schema.get("properties", {}).items()
    )
    body = _table(("Field", "Type", ""), rows) if "properties" in schema else _kind(schema)
    about = _text(schema.get("description", ""))
    return f'<section id="{escape(name)}"><h3>{escape(name)}</h3><p>{about}</p>{body}</section>'


def _kind(schema: Json) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        kinds = (_kind(option) for option in schema["anyOf"] if option.get("type") != "null")
        return " or ".join(kinds)
    if "const" in schema:
        return f"<code>{escape(json.dumps(schema['const']))}</code>"
    if "enum" in schema:
        return " ".join(f"<code>{escape(json.dumps(value))}</code>" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return escape(str(schema.get("type", "any"))) + _bounds(schema)


def _bounds(schema: Json) -> str:
    if "minimum" in schema and "maximum" in schema:
        return f" {schema['minimum']:g} … {schema['maximum']:g}"
    if "maxLength" in schema:
        return f", up to {schema['maxLength']} characters"
    return ""


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _text(text: str) -> str:
    """Plain text with `code` in backquotes."""
    parts = escape(text).split("`")
    return "".join(f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts))
