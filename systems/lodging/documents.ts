// What the reference documents promise of lodging over HTTP.

import { as, documents as promised } from '@dure/http/documents';
import * as CustomerContract from './customer/contract.ts';
import * as ManagementContract from './management/contract.ts';
import * as PaymentContract from './payment/contract.ts';
import * as PlaceContract from './place/contract.ts';

const place = PlaceContract.command;
const payment = PaymentContract.command;
const management = ManagementContract.command;
const reservations = PlaceContract.view.Accommodations;
const managedPlaces = ManagementContract.view.ReservationManagements;

export const documents = promised({
  lines: [
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
  gateway: 8080,
  ports: {
    place: 8082,
    payment: 8083,
    management: 8084,
    notification: 8085,
    customer: 8086,
  },
});
