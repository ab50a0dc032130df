"""A record of a log as it comes over Kafka: a CloudEvent in the binary mode of its binding."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


class NotAnEvent(ValueError):
    """The message is no record of a log: somebody else has written it into the topic."""


class OnlyReferred(LookupError):
    """The message says where the record is to be read, and does not carry it."""

    def __init__(self, source: str, sequence: int, dataref: str) -> None:
        super().__init__(f"{source} {sequence} is to be read at {dataref}")
        self.source = source
        self.sequence = sequence
        self.dataref = dataref


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, or what was commanded: `kind` is `event`, `command`, or another of the log."""

    id: str
    source: str
    type: str
    kind: str
    #: The version of the shape of its data, counted from 1.
    version: int
    subject: str
    #: ISO 8601, in UTC.
    time: str
    #: Which log it is of. It changes where a log was replaced by another one.
    log: str
    partition: int
    #: Its place in its log and partition, counted from 1 and without gaps.
    sequence: int
    case: str
    data: Mapping[str, Any]


class UnknownVersion(ValueError):
    """The message says no version that there can be, or one that its reader does not know."""


Headers = Iterable[tuple[str, bytes | str | None]]


def _attributes(headers: Headers) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in headers or ():
        if name.startswith("ce_") and value is not None:
            found[name[3:]] = value.decode() if isinstance(value, bytes) else value
    return found


def _version(of: Mapping[str, str]) -> int:
    said = of.get("schemaversion", "1")
    if not (said.isascii() and said.isdigit()) or int(said) < 1:
        raise UnknownVersion(f"{of['source']} {of['sequence']}: its version is {said!r}")
    return int(said)


def event_in(headers: Headers, value: bytes | None, partition: int) -> Event:
    """What a message says.

    Raises NotAnEvent where it is none of a log, OnlyReferred where it carries no record, and
    UnknownVersion where its version is no number from 1.
    """
    of = _attributes(headers)
    sequence = of.get("sequence", "")
    if not sequence.isdigit() or "logid" not in of or "source" not in of:
        raise NotAnEvent("a message without ce_sequence, ce_logid or ce_source")
    if value is None:
        raise OnlyReferred(of["source"], int(sequence), of.get("dataref", "?"))
    try:
        data = json.loads(value)
    except ValueError as cause:
        raise NotAnEvent(f"the data of {of.get('id')} is no JSON") from cause
    if not isinstance(data, dict):
        raise NotAnEvent(f"the data of {of.get('id')} is no object")
    return Event(
        id=of.get("id", ""),
        source=of["source"],
        type=of.get("type", ""),
        kind=of.get("kind", ""),
        version=_version(of),
        subject=of.get("subject", ""),
        time=of.get("time", ""),
        log=of["logid"],
        partition=partition,
        sequence=int(sequence),
        case=of.get("correlationid", ""),
        data=data,
    )
