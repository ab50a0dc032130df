"""Brings the records of contexts from Kafka, each partition from where the database says.

No group of Kafka keeps the position: the consumer's own database does, in the transaction of the
effect. Which process reads which partitions is therefore said, and not negotiated.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from urllib.parse import quote

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition

from .effects import Cursor, Effects
from .events import Event, NotAnEvent, event_in

log = logging.getLogger("dure_client")

_POLL_S = 0.2
_METADATA_S = 10.0


class Reader:
    """Reads contexts of one business: ``Reader(servers, "taxi", ["taxicall"], effects)``."""

    def __init__(
        self,
        servers: str,
        business: str,
        contexts: Iterable[str],
        effects: Effects,
        partitions: Iterable[int] | None = None,
        settings: dict[str, object] | None = None,
    ) -> None:
        self._effects = effects
        self._sources = {
            f"{business}.{context}": f"/{quote(business, safe='')}/{quote(context, safe='')}"
            for context in contexts
        }
        self._only = None if partitions is None else frozenset(partitions)
        self._consumer = Consumer(
            {
                "bootstrap.servers": servers,
                # The client wants a name; nothing is committed under it.
                "group.id": f"dure-{business}",
                "enable.auto.commit": False,
                "auto.offset.reset": "earliest",
                **(settings or {}),
            }
        )

    def run(
        self,
        effect: Callable[[Cursor, Event], None],
        goes_on: Callable[[], bool] = lambda: True,
    ) -> None:
        """Does the effect of each record once, until it is told to stop."""
        self._consumer.assign([part for topic in self._sources for part in self._parts(topic)])
        try:
            while goes_on():
                message = self._consumer.poll(_POLL_S)
                if message is not None:
                    self._take(message, effect)
        finally:
            self._consumer.close()

    def _parts(self, topic: str) -> list[TopicPartition]:
        known = self._effects.places(self._sources[topic])
        metadata = self._consumer.list_topics(topic, timeout=_METADATA_S).topics[topic]
        if metadata.error is not None:
            raise KafkaException(metadata.error)
        numbers = [one for one in metadata.partitions if self._only is None or one in self._only]
        return [
            TopicPartition(topic, one, known[one] + 1 if one in known else OFFSET_BEGINNING)
            for one in numbers
        ]

    def _take(self, message, effect: Callable[[Cursor, Event], None]) -> None:
        error = message.error()
        if error is not None:
            if error.fatal() or error.code() == KafkaError.UNKNOWN_TOPIC_OR_PART:
                raise KafkaException(error)
            log.warning("Kafka: %s", error)
            return
        try:
            event = event_in(message.headers() or (), message.value(), message.partition())
        except NotAnEvent as cause:
            log.warning("%s %s: %s", message.topic(), message.offset(), cause)
            return
        self._effects.once(event, effect, message.offset())
