// What the rules of a dispatcher need of a business: its notes, and the names of its fields.

import type { AnyHappening } from '@dure/domain';

export type Data = { readonly [field: string]: unknown };

/** The three contexts of a dispatcher, as their own contracts name what happens in them. */
export type Dispatcher = {
  /** The fields that name a case, and who is sent: `callId`, `taxiid`. */
  readonly caseId: string;
  readonly resourceId: string;
  /** The state of a resource and of an assignment once the customer is met: `riding`. */
  readonly serving: string;

  /** The customer's side: its aggregate, its view, and its events. */
  readonly request: {
    readonly aggregate: string;
    readonly view: string;
    readonly requested: AnyHappening;
    readonly confirmed: AnyHappening;
    readonly reassigning: AnyHappening;
    readonly completed: AnyHappening;
    readonly failed: AnyHappening;
    readonly cancelled: AnyHappening;
    readonly cancelConfirmed: AnyHappening;
    readonly cancelRefused: AnyHappening;
  };

  /** Management: it promises, and asks for an assignment. */
  readonly management: {
    readonly aggregate: string;
    readonly accepted: AnyHappening;
    readonly withdrawn: AnyHappening;
    readonly assigned: AnyHappening;
  };

  /** The pools: their ledger, the register of resources, and their events. */
  readonly pool: {
    readonly ledger: string;
    readonly register: string;
    readonly registered: AnyHappening;
    readonly wentOnDuty: AnyHappening;
    readonly wentOffDuty: AnyHappening;
    readonly moved: AnyHappening;
    readonly queued: AnyHappening;
    readonly assigned: AnyHappening;
    readonly accepted: AnyHappening;
    readonly returned: AnyHappening;
    readonly failed: AnyHappening;
    readonly cancelled: AnyHappening;
    readonly started: AnyHappening;
    readonly completed: AnyHappening;
  };

  /** After how many offers in a row without an answer somebody is off duty. */
  readonly lapsesMost: number;

  /** Whether a resource, as it was registered, can serve what is wished for. */
  readonly fits: (registered: Data, wish: Data) => boolean;

  /** The view of both statuses, and its column for the customer's side. */
  readonly status: { readonly view: string; readonly shown: string };

  /** The view of the resources, its column, and how it calls their states. */
  readonly board: {
    readonly view: string;
    readonly shown: string;
    readonly called: { readonly [is: string]: string };
  };

  /** The fields of whoever comes, and how long after the end of a case they are shown. */
  readonly contact: { readonly fields: readonly string[]; readonly shownMs: number };
};
