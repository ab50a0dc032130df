// Who may follow a case, and who may look after a business.

import type { Caller } from './caller.ts';
import { OPERATOR } from './operator.ts';
import type { Business, ViewEntry } from './catalogue.ts';
import { reachOf } from './reach.ts';

type CaseIn = { readonly business: Business; readonly caseId: string };

/** Whether a view shows the case to a reader who owns it, or who is staff. */
const showsCase = async (view: ViewEntry, caller: Caller, of: CaseIn): Promise<boolean> => {
  const reader = view.readers.get(caller.actor ?? '');
  // What everyone may read proves nothing, unless they are staff, who own nothing anywhere.
  if (!reader || (reader.reach === 'all' && reader.actor.owns !== undefined)) return false;
  const field = view.caseField;
  const reach = await reachOf(view, caller);
  if (field === undefined || reach.is === 'none') return false;
  const { total } = await view.kernel.rows(view.name, {
    filters: [{ field, is: 'equal', value: of.caseId }],
    anyOf: reach.is === 'own' ? [{ field: reach.field, values: reach.values }] : [],
    descending: false,
    offset: 0,
    limit: 1,
  });
  return total > 0;
};

export const mayFollow = async (caller: Caller, of: CaseIn): Promise<boolean> => {
  if (caller.ownsAll || caller.actor === OPERATOR) return true;
  for (const view of of.business.views.values()) {
    if (await showsCase(view, caller, of)) return true;
  }
  return false;
};

/** The kind of a business key may be left out, as everywhere. */
export const caseIdOf = ({ views, system }: Business, written: string): string => {
  for (const { view } of views.values()) {
    const shape = view.fields[system.businessKey];
    if (shape) return String(shape.read(written));
  }
  return written;
};

/** Whether the caller looks after the business: the operator, or whoever has an open house. */
export const mayOperate = (caller: Caller): boolean =>
  caller.actor === OPERATOR || (caller.ownsAll && caller.actor === undefined);
