// Lines to try in a terminal: the documented ones, with the bodies of the demo.

import { labelOf } from '@dure/access';
import type { CommandEntry } from '@dure/access';
import type { Published } from '../published.ts';
import type { Words } from '@dure/domain';
import { samplesOf } from '../docs/samples.ts';
import type { Samples } from '../docs/samples.ts';

export type CurlLine = { readonly title: Words; readonly line: string };

const LINES_MAX = 4;

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The server gives a new instance its number, where it is known by one. */
const bodyFor = (samples: Samples, command: CommandEntry): object => {
  const { identifiedBy } = command.aggregate;
  const { [identifiedBy]: _number, ...body } = samples.bodyOf(command);
  const isNumbered = command.note.fields[identifiedBy]?.idKind !== undefined;
  return isNumbered ? body : samples.bodyOf(command);
};

export const curlLines = (business: Published, origin: string): readonly CurlLine[] => {
  const { system, home } = business;
  const samples = samplesOf(business);
  const opening = [...business.commands.values()].filter(
    ({ openingPath }) => openingPath !== undefined,
  );
  return opening.slice(0, LINES_MAX).map((command) => {
    const body = JSON.stringify(bodyFor(samples, command));
    const url = `${origin}${home}${encodeURI(command.openingPath ?? '')}`;
    const title = labelOf({ system, context: command.context }, 'commands', command.name);
    const type = `-H 'content-type: application/json'`;
    return { title, line: `curl -X POST ${url} \\\n  ${type} \\\n  -d ${quoted(body)}` };
  });
};
