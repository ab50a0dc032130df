// Units that were parked, and deadlines that wait: with the versions of their messages, so that
// they are read later as what they are by then.

import { lifted, messageOf } from '@dure/domain';
import type { AnyMessage, Written } from '@dure/domain';
import { pieceId, recordIn } from '../ids.ts';
import type { Registry } from '../registry.ts';
import { dataOf, deliveriesOf, versionOf } from './messages.ts';
import type { Delivered, DurableUnit, Pending } from './messages.ts';

type Kept = { readonly message: AnyMessage; readonly version?: number | undefined };

/** A message that was kept, as what it is now; nothing, where it was removed. */
const messageNow = (registry: Registry, context: string, kept: Kept): Kept | undefined => {
  const { message, version } = kept;
  const data = dataOf(message);
  const written: Written = {
    type: message.type,
    data,
    ...(version === undefined ? {} : { version }),
  };
  const [now] = lifted(registry.vocabularies.get(context), written);
  return now && { message: messageOf(now), version: now.version };
};

/** With the versions of its messages, so that another version of the wall can lift it. */
export const unitAsKept = (registry: Registry, unit: DurableUnit): DurableUnit => {
  if (unit.to === 'command') {
    return { ...unit, ...versionOf(registry, registry.context.name, unit.command.type) };
  }
  if (!('delivered' in unit)) return unit;
  const { message: _message, ...delivered } = unit.delivered;
  return { ...unit, delivered };
};

/** It stays as it was written until the log has taken it on. */
const isUnlifted = (unit: DurableUnit): boolean => unit.to === 'route' && unit.of === 'upcast';

/**
 * A unit that was parked, as what it is now: several where its event was split, none where its
 * message was removed.
 * @throws {NewerVersion} a newer version of the wall has parked it.
 */
export const unitsNow = (registry: Registry, unit: DurableUnit): readonly DurableUnit[] => {
  if (unit.to === 'call' || isUnlifted(unit)) return [unit];
  if (unit.to === 'deadline') {
    return [{ ...unit, pending: pendingNow(registry, unit.pending) }];
  }
  if (unit.to === 'command') {
    const kept = { message: unit.command, version: unit.version };
    const now = messageNow(registry, registry.context.name, kept);
    return now ? [{ ...unit, command: now.message, version: now.version }] : [];
  }
  const { delivered } = unit;
  if (delivered.message) return [unit];
  const { source, record: written } = delivered;
  const vocabulary = registry.vocabularies.get(written.target ?? source);
  return lifted(vocabulary, written).map((record, index) => {
    const id = pieceId(delivered.id, index);
    return { ...unit, delivered: { ...delivered, id, record } };
  });
};

/** Says whether what is stuck at an upcast can be lifted now. @throws what the upcast throws. */
export const needLifted = (registry: Registry, { source, id, record }: Delivered): void => {
  deliveriesOf(registry, { ...recordIn(id), context: source }, record);
};

/** A deadline that was kept, with its event as it is now, if there is such an event. */
export const pendingNow = (registry: Registry, pending: Pending): Pending => {
  const kept = { message: pending.event, version: pending.version };
  const now = messageNow(registry, registry.context.name, kept);
  return now ? { ...pending, event: now.message, version: now.version } : pending;
};
