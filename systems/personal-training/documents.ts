// What the reference documents promise of personal training over HTTP.

import { as, documents as promised } from '@dure/http/documents';
import * as PtmanagerContract from './ptmanager/contract.ts';
import * as PtorderContract from './ptorder/contract.ts';
import * as PtstatusContract from './ptstatus/contract.ts';
import * as PttrainerContract from './pttrainer/contract.ts';

const order = PtorderContract.command;
const care = PtmanagerContract.command;
const schedule = PttrainerContract.command;
const orders = PtorderContract.view.Ptorders;
const status = PtstatusContract.view.Ptstatus;

export const documents = promised({
  lines: [
    as('Customer', 'POST /ptorders', order.PlacePtOrder),
    as('Customer', 'GET /ptorders', orders),
    as('Customer', 'GET /ptorders/{ptOrderId}', orders),
    as('Customer', 'PATCH /ptorders/{ptOrderId}', {
      status: { CANCEL_ORDERED: order.CancelPtOrder },
    }),
    as('Customer', 'DELETE /ptorders/{ptOrderId}', order.CancelPtOrder),
    // By the number of the care case, or of the application.
    as('Clerk', 'PATCH /ptmanagers/{ptManagerId}', care.AssignTrainer),
    as('Clerk', 'GET /ptmanagers', PtmanagerContract.view.AssignmentTasks),
    as('Trainer', 'PATCH /pttrainers/{ptTrainerId}', {
      status: {
        SCHEDULE_CONFIRMED: schedule.ConfirmSchedule,
        SCHEDULE_DECLINED: schedule.DeclineSchedule,
        RESULT_CREATED: schedule.RegisterResult,
      },
    }),
    as('Trainer', 'GET /pttrainers', PttrainerContract.view.ScheduleTasks),
    // Care asks for it; from outside it is forbidden, whoever sends it.
    as('Clerk', 'POST /pttrainers', schedule.CancelSchedule),
    as('Clerk', 'GET /ptstatuses', status),
    as('Clerk', 'GET /ptstatuses/{ptOrderId}', status),
    as('Customer', 'GET /ptstatuses/{ptOrderId}', status),
  ],
  gateway: 8088,
  ports: { ptorder: 8081, ptmanager: 8082, pttrainer: 8083, ptstatus: 8084 },
});
