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

/** The server names what is opened. */
const bodyFor = (samples: Samples, command: CommandEntry): object => {
  const { [command.aggregate.identifiedBy]: _named, ...body } = samples.bodyOf(command);
  return body;
};

export const curlLines = (business: Published, origin: string): readonly CurlLine[] => {
  const { system, name } = business;
  const samples = samplesOf(business);
  const opening = [...business.commands.values()].filter(
    ({ openingPath }) => openingPath !== undefined,
  );
  return opening.slice(0, LINES_MAX).map((command) => {
    const body = JSON.stringify(bodyFor(samples, command));
    const url = `${origin}/${name}${encodeURI(command.openingPath ?? '')}`;
    const title = labelOf({ system, context: command.context }, 'commands', command.name);
    const type = `-H 'content-type: application/json'`;
    return { title, line: `curl -X POST ${url} \\\n  ${type} \\\n  -d ${quoted(body)}` };
  });
};
