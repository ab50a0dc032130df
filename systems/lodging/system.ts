// Lodging (숙박 예약): rooms reserved and paid, confirmed by their owner, and given back in order.

import { as, instantAt, system } from '@dure/domain';
import { simulatedGateway } from '@dure/notification';
import { simulatedCardNetwork } from '@dure/card-network';
import { Customer } from './customer/board.ts';
import * as CustomerContract from './customer/contract.ts';
import { demo, registerTest01 } from './demo.ts';
import { invariants } from './invariants/index.ts';
import { labels } from './labels.ts';
import { Management } from './management/board.ts';
import * as ManagementContract from './management/contract.ts';
import { Notification } from './notification/board.ts';
import { Payment } from './payment/board.ts';
import * as PaymentContract from './payment/contract.ts';
import { PlacesAndReservations } from './place/board.ts';
import * as PlaceContract from './place/contract.ts';

const place = PlaceContract.command;
const payment = PaymentContract.command;
const management = ManagementContract.command;

const reservations = PlaceContract.view.Accommodations;
const managedPlaces = ManagementContract.view.ReservationManagements;

/** The documented lines take a day in February 2024 for tomorrow. */
const replayedAt = instantAt('2024-02-20', '10:00');

export { traffic } from './traffic.ts';

export const Lodging = system('lodging', {
  label: ['숙박 예약', 'Lodging'],
  businessKey: 'orderId',
  contexts: [PlacesAndReservations, Payment, Management, Customer, Notification],

  documented: [
    as('Owner', 'POST /reservationManagements', management.OpenStock),
    as('Owner', 'GET /reservationManagements', managedPlaces),
    as('Customer', 'POST /accommodations', place.PlaceReservation),
    as('Customer', 'GET /accommodations', reservations),
    as('Customer', 'GET /accommodations/{orderId}', reservations),
    as('Customer', 'DELETE /accommodations/{orderId}', place.CancelReservation),
    as('Customer', 'PATCH /accommodations/{orderId}', {
      status: { 예약취소: place.CancelReservation },
    }),
    as(
      'Owner',
      'PUT /reservationManagements/{placeId}/reservationinform',
      management.ConfirmReservation,
    ),
    as(
      'Owner',
      'PUT /reservationManagements/{placeId}/reservationcancelprocessing',
      management.RejectReservation,
    ),
    as(
      'Customer',
      'PUT /accommodations/{orderId}/reservationstatusupdate',
      place.CompleteReservation,
    ),
    as('Customer', 'POST /paymentHistories', payment.AuthorizePayment),
    as('Customer', 'DELETE /paymentHistories', payment.CancelPayment),
    as('Customer', 'GET /paymentHistories', PaymentContract.view.PaymentHistories),
    as('Customer', 'GET /mypages/{orderId}', CustomerContract.view.Mypage),
  ],
  documentedPorts: {
    place: 8082,
    payment: 8083,
    management: 8084,
    notification: 8085,
    customer: 8086,
  },

  externals: [simulatedCardNetwork, simulatedGateway],
  invariants,
  demo,
  replay: { now: replayedAt, settings: {}, steps: [registerTest01(replayedAt)] },
  labels,
});
