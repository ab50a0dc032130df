// What a parked unit of work says, whatever kind of unit it is.

import { messageOf } from '@dure/domain';
import { routingKeyOf } from '../ids.ts';
import type { ParkedItem } from '../inbox/parking-lot.ts';
import type { Json } from '../ports.ts';
import { asJson, keyIn } from '../turn/messages.ts';
import type { DurableUnit } from '../turn/messages.ts';

/** The message that a unit is about. */
export const messageIn = (unit: DurableUnit): { readonly type: string } => {
  switch (unit.to) {
    case 'command':
      return unit.command;
    case 'call':
      return { type: unit.call.type, ...unit.call.data };
    case 'deadline':
      return unit.pending.event;
    default:
      return messageOf(unit.delivered.record);
  }
};

export const caseIn = (item: ParkedItem, businessKey: string): string => {
  const { unit } = item.parked;
  if (unit.to === 'call') return unit.call.caseId;
  if (unit.to === 'deadline') return unit.pending.caseId;
  if (unit.to !== 'command') return unit.delivered.record.caseId;
  return keyIn(unit.command, businessKey) ?? routingKeyOf(item);
};

/** The record or command that caused a unit. */
export const causeOf = (unit: DurableUnit): string => {
  switch (unit.to) {
    case 'call':
      return unit.call.causedBy;
    case 'command':
      return unit.causedBy;
    case 'deadline':
      return unit.pending.causedBy;
    default:
      return unit.delivered.id;
  }
};

const incidentPattern = /^(\S+-[0-9a-z]+-[0-9a-z]+): (.*)$/s;

type Why = { readonly cause: string; readonly incident?: string };

/** Messages that earlier versions have parked say the incident in front of the cause. */
export const whyIn = ({ parked: { cause, incident } }: ParkedItem): Why => {
  if (incident !== undefined) return { cause, incident };
  const [, before, words] = incidentPattern.exec(cause) ?? [];
  return before === undefined || words === undefined
    ? { cause }
    : { cause: words, incident: before };
};

export const fieldsIn = (unit: DurableUnit): { readonly [field: string]: Json } => {
  const { type: _type, ...fields } = messageIn(unit);
  // What a unit carries is JSON: it is stored when it is parked.
  return asJson(fields) as { readonly [field: string]: Json };
};
