// Marketing sees where taxis are called, not by whom: a message goes to the one who made the call.

import {
  aggregate,
  boundedContext,
  final,
  initial,
  nothing,
  states,
  take,
  whenever,
} from '@dure/domain';
import * as Taxicall from '@dure/taxi/contracts/taxicall';
import { command, context, event, view } from './contract.ts';
import { labels, says } from './labels.ts';

const discount = states({ absent: initial(), offered: final('할인안내') });

const Discount = aggregate('Discount', {
  identifiedBy: 'callId',
  accepts: command,
  emits: event,
  refuses: {},
  states: discount,

  decide: {
    OfferDiscount: {
      absent: ({ callId }) =>
        event.DiscountOffered({ callId, messageKey: `demand/${callId}`, ...says }),
      offered: nothing,
    },
  },

  evolve: { DiscountOffered: { absent: discount.offered } },
});

const DemandMap = view.DemandMap.follows([Taxicall.event], {
  key: ['callId'],
  creates: {
    TaxicallRequested: ({ callId, location, taxiClass, requestedAt, status }) => ({
      callId,
      location,
      taxiClass,
      requestedAt,
      callStatus: status,
    }),
  },
  updates: {
    'TaxicallConfirmed, TaxicallFailed, TaxicallCancelConfirmed, TaxicallCompleted': (
      { status },
      row,
    ) => ({ ...row, callStatus: status }),
  },
});

const Discounts = view.Discounts.follows([event], {
  key: ['messageKey'],
  creates: { DiscountOffered: take },
});

export const Demand = boundedContext(context, {
  actors: { Operator: { reads: 'all' } },
  aggregates: { Discount },
  policies: { winBack: whenever(Taxicall.event.TaxicallFailed, command.OfferDiscount) },
  views: { DemandMap, Discounts },
  labels,
});
