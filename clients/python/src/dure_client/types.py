"""Classes from a published contract: ``dure-types contracts/taxi/0.1.0 > taxi.py``.

A class reads the data of an event in the version in which it is written now, and for each version
before there is one beside it: ``OrderPlacedV1``. It passes over fields that it does not know, keeps
a value of a choice that it does not know as the text that it is, and refuses any other version.
"""

from __future__ import annotations

import json
import keyword
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_HEAD = '''"""Made from the contract of {business} {version}. Do not edit: make it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Mapping


class NewerVersion(ValueError):
    """The event is of a version that this contract does not know. Make the classes again."""


class OlderVersion(ValueError):
    """The event is of a version before this one, which has a class of its own."""


class Missing(ValueError):
    """The event lacks a field that the contract says is always there."""


def _read(cls, fields: Mapping[str, tuple[str, bool]], data: Mapping[str, Any], version: int):
    if version > cls.VERSION:
        raise NewerVersion(f"{{cls.TYPE}} is of version {{version}}, and {{cls.VERSION}} is known")
    if version < cls.VERSION:
        older = f"read it by {{cls.TYPE}}V{{version}}, and make of it what {{cls.VERSION}} has"
        raise OlderVersion(f"{{cls.TYPE}} is of version {{version}}: {{older}}")
    missing = [name for name, (_, needed) in fields.items() if needed and name not in data]
    if missing:
        raise Missing(f"{{cls.TYPE}} lacks {{', '.join(missing)}}")
    return cls(**{{ours: data.get(name) for name, (ours, _) in fields.items()}})
'''

_TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}


def _type(schema: Mapping[str, Any]) -> str:
    union = schema.get("anyOf")
    if isinstance(union, list):
        return " | ".join(dict.fromkeys(_type(one) for one in union))
    kind = schema.get("type")
    if kind == "null":
        return "None"
    if kind == "array":
        return f"list[{_type(schema.get('items', {}))}]"
    if kind == "object":
        return "dict[str, Any]"
    return _TYPES.get(str(kind), "Any")


def python_name(name: str) -> str:
    """A name that Python takes: letters of any script stay, words of the language get a line."""
    plain = re.sub(r"\W", "_", name)
    if not plain or plain[0].isdigit():
        plain = f"_{plain}"
    return f"{plain}_" if keyword.iskeyword(plain) else plain


def _class(called: str, name: str, of: Mapping[str, Any], version: int) -> Iterator[str]:
    schema = of["schemas"][str(version)]
    required = set(schema.get("required", ()))
    fields = {name: python_name(name) for name in schema.get("properties", {})}
    yield "\n\n@dataclass(frozen=True, slots=True)\n"
    yield f"class {called}:\n"
    yield f'    """{" / ".join(dict.fromkeys(of.get("label", (name,))))}"""\n\n'
    yield f"    TYPE: ClassVar[str] = {name!r}\n"
    yield f"    VERSION: ClassVar[int] = {version}\n"
    for field, ours in fields.items():
        kind = _type(schema["properties"][field])
        yield f"    {ours}: {kind if field in required else f'{kind} | None'}\n"
    table = {field: (ours, field in required) for field, ours in fields.items()}
    yield "\n    @classmethod\n"
    yield f"    def read(cls, data: Mapping[str, Any], version: int = 1) -> {called}:\n"
    yield f"        return _read(cls, {table!r}, data, version)\n"


def _classes(name: str, of: Mapping[str, Any]) -> Iterator[str]:
    """The class of each version; what has become something else has older ones only."""
    plain = python_name(name)
    for version in sorted(map(int, of["schemas"])):
        is_now = version == of.get("version")
        yield from _class(plain if is_now else f"{plain}V{version}", name, of, version)


def contexts_in(folder: Path) -> list[Mapping[str, Any]]:
    """The files of a published contract."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise FileNotFoundError(f"{folder} has no published contract")
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def module_for(folder: Path) -> str:
    """The text of a module with a class for each event and reminder of a published contract.

    What has another name now has classes under the name that it had.
    """
    contexts = contexts_in(folder)
    first = contexts[0]
    parts = [_HEAD.format(business=first["business"], version=first["version"])]
    names: list[str] = []
    for context in contexts:
        for group in ("events", "reminders"):
            for name, of in context[group].items():
                names.append(python_name(name))
                parts.extend(_classes(name, of))
        for name, of in context.get("former", {}).items():
            parts.extend(_classes(name, of))
    table = "".join(f"    {name}.TYPE: {name},\n" for name in names)
    parts.append(f"\n\nBY_TYPE = {{\n{table}}}\n")
    return "".join(parts)


def main() -> int:
    """Writes the module of the folder that is named."""
    if len(sys.argv) != 2:
        print("dure-types contracts/<business>/<version> > events.py", file=sys.stderr)
        return 2
    try:
        sys.stdout.write(module_for(Path(sys.argv[1])))
    except (FileNotFoundError, KeyError, ValueError) as cause:
        print(f"{sys.argv[1]}: {cause}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
