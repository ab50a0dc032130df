// The tool shed a version later: a field has another name, an event has another name and one field
// more, and a view shows what it did not show before. What the first version wrote is lifted.

import {
  addDays,
  aggregate,
  becomes,
  boundedContext,
  contract,
  initial,
  open,
  reminder,
  rest,
  states,
  system,
  take,
  upcast,
} from '@dure/domain';
import { instantAt, money } from '@dure/domain/korea';
import { count, date, id, optional, stamped, text } from '@dure/domain/shapes';
import { Thanks } from '../tool-shed/thanks/board.ts';
import { ToolShed } from '../tool-shed/system.ts';
import * as First from '../tool-shed/shed/contract.ts';

const toolId = id('tool');
const neighbourId = id('neighbour');
const { ToolAdded: added, ToolLent: lent } = First.event;

export const NextShed = contract('shed', {
  commands: {
    AddTool: { toolId, title: text, ownerId: neighbourId },
    HandOutTool: { toolId, neighbourId, days: count(), deposit: money() },
    ReturnTool: { toolId },
  },
  events: {
    ToolAdded: { toolId, title: text, ownerId: neighbourId, status: stamped },
    ToolHandedOut: { toolId, neighbourId, dueDay: date, deposit: money(), status: stamped },
    ToolReturned: { toolId, neighbourId, ownerId: neighbourId, status: stamped },
  },
  rejections: {},
  views: {
    Tools: {
      toolId,
      title: text,
      status: text,
      neighbourId: optional(neighbourId),
      deposit: optional(money()),
    },
  },
  upcasts: {
    ToolAdded: [upcast(added.fields, ({ name, ...tool }) => ({ ...tool, title: name }))],
    // Nothing was paid for a tool that was lent in the first version.
    ToolLent: [upcast(lent.fields, (old) => becomes('ToolHandedOut', { ...old, deposit: 0 }))],
  },
});

const { command, event, view } = NextShed;
const titled = { title: text, ownerId: neighbourId };

const state = states({
  unknown: initial(),
  onTheShelf: rest('on the shelf', titled),
  out: open('out', { ...titled, neighbourId, deposit: money() }),
});

type Older = Parameters<NonNullable<Parameters<typeof aggregate>[1]['lifts']>[0]>[0];

const liftTool = ({ name, ...tool }: Older): Older => {
  const titledNow = { ...tool, title: name };
  return tool.is === 'lent' ? { ...titledNow, is: 'out', deposit: 0 } : titledNow;
};

const Tool = aggregate('Tool', {
  identifiedBy: 'toolId',
  accepts: command,
  emits: event,
  refuses: {},
  states: state,
  lifts: [(of) => (of.is === 'unknown' ? of : liftTool(of))],
  decide: {
    AddTool: { unknown: event.ToolAdded },
    HandOutTool: {
      onTheShelf: ({ days, ...of }, _tool, { today }) =>
        event.ToolHandedOut({ ...of, dueDay: addDays(today, days) }),
    },
    ReturnTool: { out: event.ToolReturned },
  },
  evolve: {
    ToolAdded: { unknown: state.onTheShelf },
    ToolHandedOut: { onTheShelf: state.out },
    ToolReturned: { out: state.onTheShelf },
  },
});

const Tools = view.Tools.follows([event], {
  key: ['toolId'],
  version: 2,
  creates: { ToolAdded: take },
  updates: {
    ToolHandedOut: take,
    ToolReturned: ({ status }, { neighbourId: _back, deposit: _paid, ...row }) => ({
      ...row,
      status,
    }),
  },
});

const OVERDUE = reminder({
  starts: event.ToolHandedOut,
  at: ({ dueDay }) => instantAt(dueDay, '18:00'),
  ends: [event.ToolReturned],
  work: { ko: '공구가 돌아오지 않았습니다', en: 'A tool has not come back' },
});

const Shed = boundedContext(NextShed.context, {
  actors: { Neighbour: { issues: ['AddTool', 'HandOutTool', 'ReturnTool'], reads: 'all' } },
  aggregates: { Tool },
  views: { Tools },
  deadlines: { OVERDUE },
});

export const NextToolShed = system(ToolShed.name, {
  label: ToolShed.label,
  businessKey: ToolShed.businessKey,
  timeZone: ToolShed.timeZone,
  contexts: [Shed, Thanks],
});
