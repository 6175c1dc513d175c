"""Records as JSON, and the JSON Schema of the record."""

from __future__ import annotations

from typing import Any

import msgspec

from govtext.record import Bulletin, Check

RECORD_FIELDS = tuple(Bulletin.__struct_fields__)
ALWAYS = ("schema_version", "source")
"""Fields that every record keeps, whatever is asked for."""


def to_json(bulletin: Bulletin, *, only: tuple[str, ...] = (), indent: int | None = 2) -> str:
    """JSON text of a record, keys in the contract's order; `only` names the fields to keep, `indent=None` gives one line."""
    data: Any = bulletin
    if only:
        data = {name: getattr(bulletin, name) for name in RECORD_FIELDS if name in only or name in ALWAYS}
    raw = msgspec.json.encode(data)
    if indent is not None:
        raw = msgspec.json.format(raw, indent=indent)
    return raw.decode("utf-8")


def check_line(name: str, row: Check) -> str:
    """A check as one line of JSON, with the name of its file."""
    data = {"file": name, **{field: getattr(row, field) for field in row.__struct_fields__}}
    return msgspec.json.encode(data).decode("utf-8")


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the record, generated from the types of `govtext.record`."""
    (_,), components = msgspec.json.schema_components([Bulletin], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "govtext record",
        "$ref": "#/$defs/Bulletin",
        "$defs": dict(sorted(components.items())),
    }


def schema_json() -> str:
    """The schema as JSON text, as `govtext schema` prints it."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode("utf-8") + "\n"
