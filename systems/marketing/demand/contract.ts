// Demand by district: where taxis are called, and who is asked to call again.

import { contract } from '@dure/domain';
import { text } from '@dure/domain/shapes';
import * as Taxicall from '@dure/taxi/contracts/taxicall';

const { callId, location, taxiClass, requestedAt } = Taxicall.event.TaxicallRequested.fields;

const message = { messageKey: text, callId, textKo: text, textEn: text };

export const { context, command, event, view } = contract('demand', {
  commands: { OfferDiscount: { callId } },
  events: { DiscountOffered: message },
  views: {
    DemandMap: { callId, location, taxiClass, callStatus: text, requestedAt },
    Discounts: message,
  },
});
