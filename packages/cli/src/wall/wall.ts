// `dure wall`: the wall of a business, drawn from its code.

import { writeFileSync } from 'node:fs';
import { wallMermaid, wallOf, wallSvg, wallText } from '@dure/wall';
import type { Language, Wall } from '@dure/wall';
import { chosenBusiness } from '../choose.ts';
import type { Run } from '../command.ts';
import type { WallOptions } from '../command-options.ts';

const drawings = {
  text: wallText,
  svg: (of: Wall, language: Language) => wallSvg(of, language),
  mermaid: wallMermaid,
};

export const wall: Run<WallOptions> = async ({ values, operands, terminal, folder }) => {
  const business = await chosenBusiness(operands[0] ?? '', folder);
  const system = await business.load();
  // What goes into a file is as wide as it is.
  const columns = values.out === undefined && terminal.isLive ? terminal.columns : Infinity;
  const drawn = drawings[values.format](wallOf(system), terminal.language, columns).trimEnd();
  if (values.out === undefined) {
    terminal.say(drawn);
    return 0;
  }
  writeFileSync(values.out, `${drawn}\n`);
  terminal.tell(terminal.in({ ko: `${values.out}에 그렸습니다`, en: `Drawn to ${values.out}` }));
  return 0;
};
