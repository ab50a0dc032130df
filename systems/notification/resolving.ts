// What a person does in the end about messages that no phone took, in every business.

import type { World } from '@dure/rehearsal';
import type { Step } from '@dure/rehearsal/traffic';
import { contractOf } from './contract.ts';

const { ResolveMessage } = contractOf('notification').command;

/** What no phone took, somebody tells by other means. */
export const resolveGivenUp = ({ states }: Pick<World, 'states'>): readonly Step[] =>
  [...states('Message')].flatMap(([messageKey, { is }]) => {
    if (is !== 'givenUp') return [];
    const command = ResolveMessage({ messageKey, note: '전화로 알림' });
    return [{ as: 'Operator', claims: {}, command }];
  });
