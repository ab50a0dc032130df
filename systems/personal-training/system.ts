// Personal training (PT 수강신청): a customer applies, a clerk assigns, and a trainer holds the class.

import { as, system } from '@dure/domain';
import { simulatedGateway } from '@dure/notification';
import { demo } from './demo.ts';
import { invariants } from './invariants/index.ts';
import { labels } from './labels.ts';
import { Notification } from './notification/board.ts';
import { CustomerCare } from './ptmanager/board.ts';
import * as PtmanagerContract from './ptmanager/contract.ts';
import { Applications } from './ptorder/board.ts';
import * as PtorderContract from './ptorder/contract.ts';
import { Status } from './ptstatus/board.ts';
import * as PtstatusContract from './ptstatus/contract.ts';
import { Trainers } from './pttrainer/board.ts';
import * as PttrainerContract from './pttrainer/contract.ts';

const order = PtorderContract.command;
const care = PtmanagerContract.command;
const schedule = PttrainerContract.command;

const orders = PtorderContract.view.Ptorders;
const status = PtstatusContract.view.Ptstatus;

export { traffic } from './traffic.ts';

export const PersonalTraining = system('personal-training', {
  label: ['PT 수강신청', 'Personal training'],
  businessKey: 'ptOrderId',
  contexts: [Applications, CustomerCare, Trainers, Status, Notification],

  documented: [
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
  documentedPorts: { ptorder: 8081, ptmanager: 8082, pttrainer: 8083, ptstatus: 8084 },

  externals: [simulatedGateway],
  invariants,
  demo,
  // The documents let a machine assign and confirm, and take a result at any time.
  replay: { settings: { AUTO_ASSIGN: true, AUTO_CONFIRM: true, RESULT_ANYTIME: true } },
  labels,
});
