// Travel recommendations: who stayed where, and what they hear a month later.

import { contract, settings } from '@dure/domain';
import { text } from '@dure/domain/shapes';
import * as Place from '@dure/lodging/contracts/place';

const { orderId, usrId, placeId, placeNm, strDt, qty, status } =
  Place.event.ReservationPlaced.fields;

const message = { messageKey: text, usrId, textKo: text, textEn: text };

export const { context, command, event, view } = contract('recommend', {
  commands: {
    NoteStay: { orderId, usrId },
    RecommendPlaces: { orderId },
  },

  events: {
    StayNoted: { orderId, usrId },
    PlacesRecommended: { orderId, ...message },
  },

  views: {
    Travellers: { orderId, usrId, placeId, placeNm, strDt, qty, status },
    Recommendations: message,
  },
});

export const terms = settings({ RECOMMEND_AFTER: [30, 'days'] });
