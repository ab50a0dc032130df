// What the reference documents promise of taxi over HTTP.

import { as, documents as promised } from '@dure/http/documents';
import * as CustomerContract from './customer/contract.ts';
import * as TaxiassignContract from './taxiassign/contract.ts';
import * as TaxicallContract from './taxicall/contract.ts';
import * as TaximanageContract from './taximanage/contract.ts';

const call = TaxicallContract.command;
const management = TaximanageContract.command;
const assignment = TaxiassignContract.command;
const calls = TaxicallContract.view.Taxicalls;
const managed = TaximanageContract.view.Taximanages;

export const documents = promised({
  lines: [
    as('Customer', 'POST /taxicalls', call.RequestCall),
    as('Customer', 'POST /택시호출s', call.RequestCall),
    as('Customer', 'DELETE /taxicalls/{callId}', call.CancelCall),
    as('Customer', 'DELETE /택시호출s/{callId}', call.CancelCall),
    as('Customer', 'PATCH /taxicalls/{callId}', { status: { 호출취소: call.CancelCall } }),
    as('Customer', 'GET /taxicalls', calls),
    as('Customer', 'GET /택시호출s', calls),
    as('Customer', 'POST /taximanages', management.AcceptCall),
    as('Customer', 'POST /택시관리s', management.AcceptCall),
    as('TaxiManager', 'GET /taximanages', managed),
    as('TaxiManager', 'GET /택시관리s', managed),
    // Misspelt in the documents.
    { ...as('TaxiManager', 'GET /taximanags', managed), answers: 308 },
    as('TaxiManager', 'GET /taxiassigns', TaxiassignContract.view.Taxiassigns),
    as('Customer', 'GET /callstatuses', CustomerContract.view.CallStatus),
    as('Driver', 'PATCH /taxiassigns/{callId}', {
      status: { 운행중: assignment.StartRide, 운행완료: assignment.CompleteRide },
    }),
  ],
  fieldAliases: {
    휴대폰번호: 'tel',
    고객휴대폰번호: 'tel',
    호출위치: 'location',
    호출상태: 'status',
    예상요금: 'cost',
  },
  gateway: 8088,
  ports: { taxicall: 8081, taximanage: 8082, taxiassign: 8083 },
});
