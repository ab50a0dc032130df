// Marketing follows the reservations from the first one, and writes to who is back from a stay.

import {
  aggregate,
  boundedContext,
  DAY_MS,
  deadline,
  final,
  initial,
  nothing,
  open,
  states,
  take,
  whenever,
} from '@dure/domain';
import * as Place from '@dure/lodging/contracts/place';
import { command, context, event, terms, view } from './contract.ts';
import { labels, says } from './labels.ts';

const recommendation = states({
  absent: initial(),
  waiting: open('추천대기', { usrId: event.StayNoted.fields.usrId }),
  sent: final('추천보냄'),
});

const Recommendation = aggregate('Recommendation', {
  identifiedBy: 'orderId',
  accepts: command,
  emits: event,
  refuses: {},
  states: recommendation,

  decide: {
    NoteStay: { absent: event.StayNoted, 'waiting, sent': nothing },
    RecommendPlaces: {
      waiting: ({ orderId }, { usrId }) =>
        event.PlacesRecommended({ orderId, usrId, messageKey: `recommend/${orderId}`, ...says }),
      sent: nothing,
    },
  },

  evolve: {
    StayNoted: { absent: recommendation.waiting },
    PlacesRecommended: { waiting: recommendation.sent },
  },
});

/** Of a reservation, nothing that was paid. */
const Travellers = view.Travellers.follows([Place.event], {
  key: ['orderId'],
  creates: { ReservationPlaced: take },
  updates: { 'ReservationStatusChanged, ReservationCanceled, StayFinished': take },
});

const Recommendations = view.Recommendations.follows([event], {
  key: ['messageKey'],
  creates: { PlacesRecommended: take },
});

export const Recommend = boundedContext(context, {
  actors: {
    Customer: { owns: 'usrId', reads: { Recommendations: 'own' } },
    Operator: { reads: 'all' },
  },
  aggregates: { Recommendation },
  policies: { noteStay: whenever(Place.event.StayFinished, command.NoteStay) },
  deadlines: {
    RECOMMEND_AFTER: deadline({
      starts: event.StayNoted,
      at: (_noted, known) => known.now + known.setting(terms.RECOMMEND_AFTER) * DAY_MS,
      ends: [event.PlacesRecommended],
      due: command.RecommendPlaces,
    }),
  },
  settings: terms,
  views: { Travellers, Recommendations },
  labels,
});
