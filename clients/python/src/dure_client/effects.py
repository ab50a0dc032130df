"""Each effect once: what an event does is written in one transaction with how far was read.

A broker may bring a record twice, and a process may die at any instant. Either the effect and the
position are both there, or neither is; what is not beyond the position is passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .events import Event

#: A connection of the DB-API (PEP 249) that begins transactions by itself.
Connection = Any
Cursor = Any


class Gap(RuntimeError):
    """Records are missing before this one: the broker has lost them, or was read from too late."""

    def __init__(self, event: Event, expected: int) -> None:
        super().__init__(
            f"{event.source} partition {event.partition}: {event.sequence} came, "
            f"and {expected} is next. Read what is missing from the log of the source"
        )
        self.expected = expected


class OtherLog(RuntimeError):
    """The records are of another log than those before: it was replaced, such as by a backup."""

    def __init__(self, event: Event, known: str) -> None:
        super().__init__(
            f"{event.source} partition {event.partition} is of the log {event.log} now, "
            f"and was of {known}. Look at what was done, then forget the position"
        )
        self.known = known


_TABLE = """
create table if not exists dure_position (
  source varchar(200) not null,
  part integer not null,
  log varchar(100) not null,
  seq bigint not null,
  place bigint not null,
  primary key (source, part)
)
"""


class Effects:
    """How far a consumer has read, in its own database, and what it does on the way.

    ``mark`` is how the driver writes a parameter: ``?`` for sqlite3, ``%s`` for most others. One
    process at a time may read a partition.
    """

    def __init__(self, connection: Connection, mark: str = "?") -> None:
        self._connection = connection
        self._mark = mark
        self._run(_TABLE)
        connection.commit()

    def once(self, event: Event, effect: Callable[[Cursor, Event], None], place: int = 0) -> bool:
        """Does the effect and notes the position in one transaction; says whether it was done.

        ``place`` is where the broker has the message, so that reading begins behind it next time.
        Raises Gap or OtherLog, and leaves everything as it was; so it does where the effect raises.
        """
        cursor = self._connection.cursor()
        try:
            known = self._known(cursor, event)
            is_new = known is None or event.sequence > known
            if is_new:
                effect(cursor, event)
                self._note(cursor, event, place, known is None)
            self._connection.commit()
            return is_new
        except BaseException:
            self._connection.rollback()
            raise
        finally:
            cursor.close()

    def places(self, source: str) -> dict[int, int]:
        """Behind which message of the broker each partition was read last."""
        cursor = self._run(f"select part, place from dure_position where source = {self._mark}", source)
        found = {int(part): int(place) for part, place in cursor.fetchall()}
        self._connection.commit()
        return found

    def forget(self, source: str) -> None:
        """Begins a source anew: for a person, who has looked at what was done."""
        self._run(f"delete from dure_position where source = {self._mark}", source)
        self._connection.commit()

    def _run(self, sql: str, *values: Any) -> Cursor:
        cursor = self._connection.cursor()
        cursor.execute(sql, values)
        return cursor

    def _known(self, cursor: Cursor, event: Event) -> int | None:
        mark = self._mark
        cursor.execute(
            f"select log, seq from dure_position where source = {mark} and part = {mark}",
            (event.source, event.partition),
        )
        row = cursor.fetchone()
        if row is None:
            return None
        log, sequence = row
        if log != event.log:
            raise OtherLog(event, log)
        if event.sequence > sequence + 1:
            raise Gap(event, sequence + 1)
        return int(sequence)

    def _note(self, cursor: Cursor, event: Event, place: int, is_first: bool) -> None:
        mark = self._mark
        values = (event.log, event.sequence, place, event.source, event.partition)
        if is_first:
            cursor.execute(
                "insert into dure_position (log, seq, place, source, part) "
                f"values ({mark}, {mark}, {mark}, {mark}, {mark})",
                values,
            )
            return
        cursor.execute(
            f"update dure_position set log = {mark}, seq = {mark}, place = {mark} "
            f"where source = {mark} and part = {mark}",
            values,
        )
