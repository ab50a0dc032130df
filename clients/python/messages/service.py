"""The messages of a business, each written once into the outbox of this process.

    python -m messages.service <business> <servers> <database> [name on the broker]

What sends them on reads the outbox. It ends in order on SIGTERM, and may be killed at any instant.
"""

from __future__ import annotations

import logging
import signal
import sqlite3
import sys

from dure_client import Effects, Event, UnknownVersion
from dure_client.kafka import Reader

from .table import CONTEXTS, RULES, message_for

# No key keeps a message from being written twice here: the position alone does.
OUTBOX = """
create table if not exists outbox (
  event text not null,
  recipient text not null,
  words text not null
)
"""


def opened(file: str) -> sqlite3.Connection:
    """The database, made if it is not there. It survives being killed."""
    connection = sqlite3.connect(file, timeout=30)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute(OUTBOX)
    connection.commit()
    return connection


def writing(business: str):
    """The effect of an event: its message, if it has one."""
    rules = RULES[business]

    def effect(cursor, event: Event) -> None:
        rule = rules.get(event.type) if event.kind == "event" else None
        if rule is None:
            return
        if event.version != rule.version:
            known = f"the messages are written for {rule.version}"
            raise UnknownVersion(f"{event.type} is of version {event.version}, and {known}")
        message = message_for(rule, event.data)
        if message is None:
            return
        recipient, words = message
        cursor.execute(
            "insert into outbox (event, recipient, words) values (?, ?, ?)",
            (event.id, recipient, words),
        )

    return effect


def main() -> int:
    """Runs until it is told to stop."""
    if len(sys.argv) not in (4, 5) or sys.argv[1] not in RULES:
        print(__doc__, file=sys.stderr)
        return 2
    business, servers, file = sys.argv[1:4]
    name = sys.argv[4] if len(sys.argv) == 5 else business
    logging.basicConfig(level=logging.WARNING)
    stopped: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda signum, _frame: stopped.append(signum))
    reader = Reader(servers, name, CONTEXTS[business], Effects(opened(file)))
    print("ready", flush=True)
    reader.run(writing(business), lambda: not stopped)
    return 0


if __name__ == "__main__":
    sys.exit(main())
