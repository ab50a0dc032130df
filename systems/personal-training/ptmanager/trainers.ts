// The roster of trainers, how much each of them has ahead, and who of them has the least.

import { aggregate, initial, nothing, only, process, rest, states, take } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import { isIdOf, of } from '../fields.ts';
import * as Pttrainer from '../pttrainer/contract.ts';
import { command, event, view } from './contract.ts';
import { setting } from './settings.ts';

const entry = states({
  absent: initial(),
  registered: rest('REGISTERED', of('trainerName', 'trainerTel?')),
});

export const TrainerEntry = aggregate('TrainerEntry', {
  identifiedBy: 'trainerId',
  path: 'trainers',
  accepts: only(command, 'RegisterTrainer'),
  emits: only(event, 'TrainerRegistered'),
  refuses: {},
  states: entry,

  decide: {
    RegisterTrainer: { absent: event.TrainerRegistered, registered: nothing },
  },

  evolve: {
    TrainerRegistered: { absent: entry.registered },
  },
});

export const TrainerRoster = view.TrainerRoster.follows([event], {
  path: 'trainers',
  key: ['trainerId'],
  creates: { TrainerRegistered: take },
});

/** All trainers stand in one row, so that a machine can see who has the least to do. */
const GYM = 'all';

type Load = { readonly [trainerId: string]: number };
type OfTrainer = { readonly trainerId?: string };
type Row = { readonly gym: string; readonly openSchedules: Load };

const loadedBy =
  (by: 1 | -1) =>
  ({ trainerId }: OfTrainer, row: Row): Row => {
    if (trainerId === undefined) return row;
    const open = (row.openSchedules[trainerId] ?? 0) + by;
    return { ...row, openSchedules: { ...row.openSchedules, [trainerId]: open } };
  };

const more = loadedBy(1);
const less = loadedBy(-1);

const gym = () => [{ gym: GYM }];

export const Workload = view.Workload.follows([event, Pttrainer.event], {
  key: ['gym'],
  rows: {
    TrainerRegistered: gym,
    'PtOrderAccepted, PtOrderReturned, PtOrderCancelAccepted, PtResultCreated': gym,
  },
  creates: {
    TrainerRegistered: ({ trainerId }) => ({ gym: GYM, openSchedules: { [trainerId]: 0 } }),
  },
  updates: {
    TrainerRegistered: ({ trainerId }, { gym: of, openSchedules: open }) => ({
      gym: of,
      openSchedules: { [trainerId]: 0, ...open },
    }),
    PtOrderAccepted: more,
    'PtOrderReturned, PtOrderCancelAccepted, PtResultCreated': less,
  },
});

const isTrainer = isIdOf('trainer');
const isOrder = isIdOf('ptorder');

/** Who has the fewest open schedules, and of those the one with the lowest number. */
const idlestIn = (load: Load): `trainer-${string}` | undefined =>
  Object.keys(load)
    .filter(isTrainer)
    .toSorted((a, b) => (load[a] ?? 0) - (load[b] ?? 0) || (a < b ? -1 : 1))[0];

const orderOf = (received: AnyMessage & { readonly ptOrderId?: unknown }) =>
  isOrder(received.ptOrderId) ? received.ptOrderId : undefined;

/** The documented automatism. With nobody on the roster the application waits for a clerk. */
export const assignAtOnce = process<undefined>({
  name: 'assignAtOnce',
  follows: [event.PtOrderReceived],
  caseOf: orderOf,
  sends: [command.AssignTrainer],
  step: (memory, received, known) => {
    const ptOrderId = orderOf(received);
    const row = known.setting(setting.AUTO_ASSIGN) ? known.row(view.Workload, GYM) : undefined;
    const trainerId = idlestIn(row?.openSchedules ?? {});
    const sends = ptOrderId && trainerId ? [command.AssignTrainer({ ptOrderId, trainerId })] : [];
    return { memory, sends };
  },
});
