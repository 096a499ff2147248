"""The page at `/docs` says what the description says."""

import re
from typing import Any

import pytest

from wyoming_kokoro.http_server.docs_page import render

Json = dict[str, Any]


def described(paths: Json, schemas: Json) -> str:
    info = {"title": "The <API>", "version": "1.2&3", "description": "Speaks `text`."}
    return render({"info": info, "paths": paths, "components": {"schemas": schemas}})


def cells(page: str) -> list[list[str]]:
    """The rows of all tables, heads left out."""
    return [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>(<td>.*?)</tr>", page)]


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"$ref": "#/components/schemas/Word"}, '<a href="#Word">Word</a>'),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string"),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, "string or integer"),
        ({"const": "mp3"}, "<code>&quot;mp3&quot;</code>"),
        ({"enum": ["a", 1]}, "<code>&quot;a&quot;</code> <code>1</code>"),
        ({"type": "array", "items": {"type": "number"}}, "list of number"),
        ({"type": "array"}, "list of any"),
        ({}, "any"),
        ({"type": "number", "minimum": 0.25, "maximum": 4.0}, "number 0.25 … 4"),
        ({"type": "number", "minimum": 0}, "number"),
        ({"type": "number", "maximum": 0}, "number"),
        ({"type": "string", "maxLength": 5}, "string, up to 5 characters"),
    ],
)
def test_a_kind_is_told_in_a_few_words(schema: Json, told: str) -> None:
    page = described({}, {"Body": {"properties": {"field": schema}}})
    assert cells(page) == [["<code>field</code>", told, ""]]
    alone = re.search(
        r'<section id="Body"><h3>Body</h3><p></p>(.*?)</section>', described({}, {"Body": schema})
    )
    assert alone is not None and alone[1] == told


def test_a_schema_marks_what_must_be_given() -> None:
    fields = {"a": {"type": "string", "description": "Use `b`, not <c>."}, "b": {"type": "boolean"}}
    page = described({}, {"A&B": {"description": "All.", "properties": fields, "required": ["b"]}})
    assert '<section id="A&amp;B"><h3>A&amp;B</h3><p>All.</p><table>' in page
    assert "<tr><th>Field</th><th>Type</th><th></th></tr>" in page
    assert cells(page) == [
        ["<code>a</code>", "string", "Use <code>b</code>, not &lt;c&gt;."],
        ["<code>b</code> *", "boolean", ""],
    ]


def test_an_operation_has_its_parameters_its_body_and_its_replies() -> None:
    ref = {"$ref": "#/components/schemas/Body"}
    operation = {
        "summary": "Do it",
        "description": "At once.",
        "parameters": [{"name": "id", "in": "path", "description": "Which `one`."}],
        "requestBody": {"content": {"application/json": {"schema": ref}}},
        "responses": {
            "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": ref}, "audio/mpeg": {}},
            },
            "404": {"description": "Not there."},
        },
    }
    page = described({"/do/{id}": {"post": operation}}, {})
    assert (
        '<section><h3><span class="method">POST</span> <code>/do/{id}</code></h3>'
        "<p>Do it. At once.</p>"
    ) in page
    assert '<p>Body: <a href="#Body">Body</a></p>' in page
    assert "<tr><th>Parameter</th><th>In</th><th></th></tr>" in page
    assert "<tr><th>Status</th><th>Content</th><th></th></tr>" in page
    assert cells(page) == [
        ["<code>id</code>", "path", "Which <code>one</code>."],
        [
            "200",
            '<code>application/json</code> <a href="#Body">Body</a><br><code>audio/mpeg</code> ',
            "Done.",
        ],
        ["404", "", "Not there."],
    ]


def test_every_way_of_asking_is_there_in_order_and_the_head_tells_the_version() -> None:
    ways = {way: {"summary": way, "responses": {}} for way in ("delete", "put", "post", "get")}
    page = described({"/x": ways}, {})
    assert re.findall('class="method">(.*?)<', page) == ["GET", "POST", "PUT", "DELETE"]
    assert "The &lt;API&gt;" in page and "1.2&amp;3" in page and "Speaks <code>text</code>." in page
    assert "Parameter" not in page and "Body" not in page
