// What a command would do: decided as the command is, and nothing of it is done.

import { invalidPart, prepare, previewShown, refusalOf } from '@dure/access';
import type { Business, CommandEntry, Refusal } from '@dure/access';
import type { Preview } from '@dure/kernel';
import type { Asked } from './call.ts';
import type { Line } from './line.ts';
import { textIn } from './call.ts';
import { codeOf, problemOf } from './status.ts';
import { refusing } from './unary.ts';
import type { Handle } from './unary.ts';

const unknownCommand = invalidPart(
  'command',
  '벽에 있는 명령의 이름이어야 합니다. 예: PlaceReservation',
  'Must be the name of a command on the wall, such as PlaceReservation',
);

const nothingElse = { events: [], asks: [], deadlines: [], follows: [], unknown: [] } as const;

const fieldsIn = ({ written }: Asked): { [field: string]: unknown } => ({
  ...Object(written['fields']),
});

type Of = { readonly business: Business; readonly command: CommandEntry };

/** Why it would be refused, if so. */
const refusalIn = (of: Of, { outcome }: Preview): Refusal | undefined =>
  outcome.is === 'done' || outcome.is === 'depends'
    ? undefined
    : refusalOf(outcome, { ...of, linkTo: () => undefined });

const shownAs = (refusal: Refusal) => {
  const { rejection, title, words = title, facts } = refusal;
  const { ko, en } = words;
  return { rejection, status: codeOf(refusal), ko, en, ...(facts ? { facts } : {}) };
};

export const previewHandler = ({ business }: Line): Handle => {
  return async (asked) => {
    const { caller, language } = asked;
    const command = business.commands.get(textIn(asked, 'command'));
    if (!command) return refusing(unknownCommand);
    const address = { names: [], values: [] };
    const written = fieldsIn(asked);
    const prepared = await prepare({ command, written, address }, caller);
    if (prepared.is === 'refused') return prepared;
    const preview =
      prepared.is === 'closed'
        ? { outcome: prepared.outcome, ...nothingElse }
        : await business.running.preview(prepared.order);
    const refusal = refusalIn({ business, command }, preview);
    const problem = refusal && shownAs(refusal);
    const shown = previewShown({ business, command, caller, preview, problem });
    return {
      is: 'answered',
      response: {
        isPossible: shown.isPossible,
        digest: shown.digest,
        problem: refusal && problemOf(refusal, language),
        shown,
      },
    };
  };
};
