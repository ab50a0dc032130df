"""Reads the events of businesses that run on Dure.

``events`` reads a message as a CloudEvent, ``effects`` keeps the position in the consumer's own
database so that each effect happens once, ``kafka`` brings the messages, ``types`` makes classes
from a published contract.
"""

from .effects import Effects, Gap, OtherLog
from .events import Event, NotAnEvent, OnlyReferred, UnknownVersion, event_in

__all__ = [
    "Effects",
    "Event",
    "Gap",
    "NotAnEvent",
    "OnlyReferred",
    "OtherLog",
    "UnknownVersion",
    "event_in",
]
