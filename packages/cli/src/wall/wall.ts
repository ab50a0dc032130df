// `dure wall`: the wall of a business, drawn from its code.

import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { wallMermaid, wallOf, wallSvg, wallText } from '@dure/wall';
import type { Language, Wall } from '@dure/wall';
import { chosenBusiness } from '../choose.ts';
import { UserError } from '../command.ts';
import type { Run } from '../command.ts';
import type { WallOptions } from '../command-options.ts';
import type { Business } from '../project.ts';
import { writing } from '../writing.ts';

const drawings = {
  text: wallText,
  svg: (of: Wall, language: Language) => wallSvg(of, language),
  mermaid: wallMermaid,
};

type Format = keyof typeof drawings | 'proto';

const byEnding: { readonly [ending: string]: Format } = {
  '.svg': 'svg',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.proto': 'proto',
};

/** A file whose name says what it is has that in it. */
const formatFor = (out = ''): Format => byEnding[extname(out).toLowerCase()] ?? 'text';

/** The `.proto`, with the numbers that were recorded; they are recorded anew, if that is wanted. */
const protoFor = async (business: Business, isRecorded: boolean): Promise<string> => {
  const { protoOf, protoText } = await import('@dure/grpc');
  const { recordedNumbers, recordNumbers } = await import('./field-numbers.ts');
  const { file, numbers } = protoOf(await business.load(), recordedNumbers(business));
  if (isRecorded) recordNumbers(business, numbers);
  return protoText(file);
};

/** As MSAEz has it: one line of JSON. */
const msaezFor = async (business: Business): Promise<string> => {
  const { exportWall } = await import('@dure/wall/msaez');
  return JSON.stringify(exportWall(await business.load()));
};

const noRecord = (): UserError =>
  new UserError(
    {
      ko: '--record는 --format proto와 함께 씁니다',
      en: '--record goes with --format proto',
    },
    2,
  );

export const wall: Run<WallOptions> = async ({ values, operands, terminal, folder }) => {
  const { out, record, msaez } = values;
  const format = values.format ?? formatFor(out);
  if (record && format !== 'proto') throw noRecord();
  const business = await chosenBusiness(operands[0] ?? '', folder);
  const draw = async (): Promise<string> => {
    if (msaez) return msaezFor(business);
    if (format === 'proto') return protoFor(business, record);
    // What goes into a file is as wide as it is.
    const columns = out === undefined && terminal.isLive ? terminal.columns : Infinity;
    return drawings[format](wallOf(await business.load()), terminal.language, columns);
  };
  const drawn = (await draw()).trimEnd();
  if (out === undefined) {
    terminal.say(drawn);
    return 0;
  }
  writing('--out', () => writeFileSync(out, `${drawn}\n`));
  terminal.tell(terminal.in({ ko: `${out}에 그렸습니다`, en: `Drawn to ${out}` }));
  return 0;
};
