"""The package without a broker: events, positions, and classes from the published contracts."""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import types
import unittest
from pathlib import Path

from dure_client import (
    Effects,
    Gap,
    NotAnEvent,
    OnlyReferred,
    OtherLog,
    UnknownVersion,
    event_in,
)
from dure_client.types import contexts_in, module_for, python_name

ROOT = Path(__file__).resolve().parents[3]
BUSINESSES = sorted(folder for folder in (ROOT / "contracts").iterdir() if folder.is_dir())


def headers(sequence: int = 1, log: str = "log-1", **more: str):
    of = {
        "specversion": "1.0",
        "id": f"taxicall.0.{sequence}",
        "source": "/taxi/taxicall",
        "type": "TaxicallConfirmed",
        "sequence": f"{sequence:016d}",
        "kind": "event",
        "logid": log,
        "time": "2026-03-02T03:00:00.000Z",
        **more,
    }
    return [("content-type", b"application/json")] + [
        (f"ce_{name}", text.encode()) for name, text in of.items()
    ]


def event(sequence: int = 1, log: str = "log-1"):
    return event_in(headers(sequence, log), b'{"callId": "taxicall-1"}', 0)


class AnEvent(unittest.TestCase):
    def test_is_read_from_a_message(self):
        read = event_in(headers(7, schemaversion="2", subject="Taxicall/호출-1"), b'{"a": 1}', 3)
        self.assertEqual((read.sequence, read.partition, read.version), (7, 3, 2))
        self.assertEqual((read.subject, read.data, read.kind), ("Taxicall/호출-1", {"a": 1}, "event"))
        self.assertEqual(event().version, 1)

    def test_is_none_where_somebody_else_has_written(self):
        for odd, value in (([], b"{}"), (headers(), b"["), (headers(), b"[]"), (None, b"{}")):
            with self.assertRaises(NotAnEvent):
                event_in(odd, value, 0)

    def test_says_a_version_that_there_can_be(self):
        for said in ("0", "-1", "x", "1.5", "", "²"):
            with self.assertRaisesRegex(UnknownVersion, "/taxi/taxicall .*7: its version is"):
                event_in(headers(7, schemaversion=said), b"{}", 0)

    def test_that_is_only_referred_to_says_where_it_is(self):
        with self.assertRaises(OnlyReferred) as caught:
            event_in(headers(4, dataref="/internal/log/0?after=3&limit=1"), None, 0)
        self.assertEqual(caught.exception.sequence, 4)
        self.assertIn("/internal/log/0", str(caught.exception))


class AnEffect(unittest.TestCase):
    def setUp(self):
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute("create table done (seq integer)")
        self.effects = Effects(self.connection)

    def tearDown(self):
        self.connection.close()

    def write(self, cursor, of):
        cursor.execute("insert into done values (?)", (of.sequence,))

    def done(self):
        return [seq for (seq,) in self.connection.execute("select seq from done order by rowid")]

    def test_happens_once_however_often_its_event_comes(self):
        came = [1, 2, 2, 1, 3, 3, 2]
        told = [self.effects.once(event(one), self.write, place=one * 10) for one in came]
        self.assertEqual(told, [True, True, False, False, True, False, False])
        self.assertEqual(self.done(), [1, 2, 3])
        self.assertEqual(self.effects.places("/taxi/taxicall"), {0: 30})

    def test_that_fails_leaves_neither_itself_nor_a_position(self):
        def broken(cursor, of):
            self.write(cursor, of)
            raise RuntimeError("no room")

        with self.assertRaises(RuntimeError):
            self.effects.once(event(1), broken)
        self.assertEqual((self.done(), self.effects.places("/taxi/taxicall")), ([], {}))
        self.assertTrue(self.effects.once(event(1), self.write))

    def test_does_not_pass_over_what_is_missing(self):
        self.effects.once(event(1), self.write)
        with self.assertRaises(Gap) as caught:
            self.effects.once(event(3), self.write)
        self.assertEqual(caught.exception.expected, 2)
        self.assertEqual(self.done(), [1])

    def test_does_not_go_on_in_another_log(self):
        self.effects.once(event(1), self.write)
        with self.assertRaises(OtherLog):
            self.effects.once(event(2, "log-2"), self.write)
        self.effects.forget("/taxi/taxicall")
        self.assertTrue(self.effects.once(event(1, "log-2"), self.write))


def made(folder: Path):
    module = types.ModuleType(f"made_{python_name(folder.name)}")
    sys.modules[module.__name__] = module
    exec(compile(module_for(folder), module.__name__, "exec"), module.__dict__)
    return module


class ClassesOfAContract(unittest.TestCase):
    def test_read_every_stored_example(self):
        read = 0
        for business in BUSINESSES:
            module = made(business / "0.1.0")
            for context in contexts_in(business / "0.1.0"):
                for name, of in context["events"].items():
                    data = of["examples"][str(of["version"])]
                    one = module.BY_TYPE[name].read(data, of["version"])
                    for field, value in data.items():
                        self.assertEqual(getattr(one, python_name(field)), value)
                    read += 1
        self.assertGreater(read, 100)

    def setUp(self):
        self.taxi = made(ROOT / "contracts" / "taxi" / "0.1.0")
        file = ROOT / "contracts" / "taxi" / "0.1.0" / "taxicall.json"
        of = json.loads(file.read_text(encoding="utf-8"))["events"]["TaxicallRequested"]
        self.example = of["examples"]["1"]

    def test_pass_over_fields_and_keep_values_that_they_do_not_know(self):
        data = {**self.example, "colour": "red", "taxiClass": "로봇"}
        self.assertEqual(self.taxi.TaxicallRequested.read(data).taxiClass, "로봇")

    def test_refuse_a_newer_version_and_a_field_that_is_missing(self):
        with self.assertRaisesRegex(self.taxi.NewerVersion, "version 9, and 1 is known"):
            self.taxi.TaxicallRequested.read(self.example, 9)
        with self.assertRaisesRegex(self.taxi.Missing, "lacks .*callId"):
            self.taxi.TaxicallRequested.read({})

    def test_are_one_for_each_version_that_there_was(self):
        def shape(*names):
            return {"type": "object", "properties": {one: {} for one in names}, "required": names}

        event_of = {"label": ["예약", "Placed"], "version": 2, "schemas": {"1": shape("fee")}}
        event_of["schemas"]["2"] = shape("amount")
        contract = {"business": "hall", "version": "0.2.0", "events": {"Placed": event_of}}
        former = {"Booked": {"schemas": {"1": shape("seat")}, "becomes": ["Placed"]}}
        with tempfile.TemporaryDirectory() as folder:
            text = json.dumps({**contract, "reminders": {}, "former": former})
            (Path(folder) / "desk.json").write_text(text, encoding="utf-8")
            hall = made(Path(folder))
        self.assertEqual(hall.Placed.read({"amount": 5, "more": 1}, 2).amount, 5)
        self.assertEqual(hall.PlacedV1.read({"fee": 4}, 1).fee, 4)
        self.assertEqual(hall.BookedV1.read({"seat": "A1"}, 1).seat, "A1")
        with self.assertRaisesRegex(hall.OlderVersion, "version 1: read it by PlacedV1"):
            hall.Placed.read({"amount": 5}, 1)
        with self.assertRaisesRegex(hall.NewerVersion, "version 3, and 2 is known"):
            hall.Placed.read({"amount": 5}, 3)

    def test_have_names_that_python_takes(self):
        self.assertEqual([python_name(one) for one in ("from", "요금", "2nd", "a-b")],
                         ["from_", "요금", "_2nd", "a_b"])


class TheMessages(unittest.TestCase):
    def test_are_written_from_what_the_contract_gives(self):
        from messages.table import RULES, message_for

        for business, rules in RULES.items():
            events = {}
            for context in contexts_in(ROOT / "contracts" / business / "0.1.0"):
                events.update(context["events"])
            for name, rule in rules.items():
                of = events[name]
                message = message_for(rule, of["examples"][str(of["version"])])
                assert message is not None
                recipient, words = message
                self.assertNotIn("{", words)
                self.assertTrue(recipient.startswith(rule.kind))


    def test_stop_at_a_version_that_they_were_not_written_for(self):
        from messages.service import writing

        written: list[tuple[str, tuple[str, ...]]] = []
        cursor = types.SimpleNamespace(execute=lambda sql, row: written.append((sql, row)))
        of = b'{"callId": "taxicall-1", "tel": "010-1", "colour": "red"}'
        effect = writing("taxi")
        effect(cursor, event_in(headers(1, type="TaxicallFailed"), of, 0))
        effect(cursor, event_in(headers(2, type="TaxicallDreamtOf"), of, 0))
        self.assertEqual([row[1] for _, row in written], ["customer:010-1"])
        newer = event_in(headers(3, type="TaxicallFailed", schemaversion="2"), of, 0)
        with self.assertRaisesRegex(UnknownVersion, "TaxicallFailed is of version 2"):
            effect(cursor, newer)
        self.assertEqual(len(written), 1)

    def test_are_none_where_nobody_is_to_be_told(self):
        from messages.table import RULES, message_for

        rule = RULES["taxi"]["TaxiassignCancelled"]
        self.assertIsNone(message_for(rule, {"callId": "taxicall-1"}))


if __name__ == "__main__":
    unittest.main()
