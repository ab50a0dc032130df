// Many messages at once: an operator names what was given up, and each of them is sent again.

import { aggregate, final, initial, nothing, states } from '@dure/domain';
import type { NotificationContract } from './contract.ts';

const state = states({ absent: initial(), requested: final('REQUESTED') });

export const resendOf = ({ command, event }: NotificationContract) =>
  aggregate('Resend', {
    identifiedBy: 'resendId',
    accepts: { ResendMessages: command.ResendMessages },
    emits: { ResendRequested: event.ResendRequested },
    refuses: {},
    states: state,
    decide: { ResendMessages: { absent: event.ResendRequested, requested: nothing } },
    evolve: { ResendRequested: { absent: state.requested } },
  });
