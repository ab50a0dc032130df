// What a documented line may do, and what it may not: this file compiles, or the types are wrong.

import { contract, take } from '@dure/domain';
import { id } from '@dure/domain/shapes';
import { as } from '../documents.ts';

const repairId = id('repair');
const Workshop = contract('workshop', {
  commands: { RequestRepair: { repairId }, AcceptQuote: { repairId } },
  events: { RepairRequested: { repairId }, QuoteAccepted: { repairId } },
  views: { Repairs: { repairId } },
});
const { command, event } = Workshop;
const view = {
  Repairs: Workshop.view.Repairs.follows([event], {
    key: ['repairId'],
    creates: { RepairRequested: take },
  }),
};

// A documented line does a command, shows a view, or does the command that a value names.
as('Customer', 'POST /repairs', command.RequestRepair);
as('Customer', 'GET /repairs/{repairId}', view.Repairs);
as('Customer', 'PATCH /repairs/{repairId}', { status: { ACCEPTED: command.AcceptQuote } });
// @ts-expect-error  nobody does an event
as('Customer', 'POST /repairs', event.RepairRequested);
// @ts-expect-error  nor by a value
as('Customer', 'PATCH /repairs/{repairId}', { status: { ACCEPTED: event.QuoteAccepted } });

// @ts-expect-error  no such method
as('Customer', 'FETCH /repairs', view.Repairs);
// @ts-expect-error  a path begins with a slash
as('Customer', 'GET repairs', view.Repairs);
