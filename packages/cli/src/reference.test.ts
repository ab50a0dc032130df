// The page on the command line knows every command and every option.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { commands } from './commands.ts';
import { common } from './options.ts';
import { said } from './run.testing.ts';

const page = readFileSync(new URL('../../../docs/reference/cli.md', import.meta.url), 'utf8');
const sections = new Map(
  page.split(/^## dure /m).map((section) => [/^\w+/.exec(section)?.[0] ?? '', section]),
);

for (const { name, options } of commands)
  it(`the page has dure ${name} with all its options, and no other`, () => {
    const section = sections.get(name) ?? '';
    const own = Object.entries(options).filter(([option]) => !(option in common));
    const named = own.map(([option, { standard }]) =>
      standard === true ? `--no-${option}` : `--${option}`,
    );
    for (const option of named) assert.ok(section.includes(`\`${option}`), `${option} is missing`);
    const written = [...section.matchAll(/^\| `(?:-\w`, `)?(--[\w-]+)/gm)].map(([, of]) => of);
    assert.deepEqual(new Set(written), new Set(name === 'bench' ? [] : named));
  });

for (const { name } of commands)
  it(`the page names what dure ${name} is given as its help does`, async () => {
    const [usage = ''] = (await said(`${name} --help --lang en`)).out.split(' [options]: ');
    const [title = ''] = (sections.get(name) ?? '').split('\n');
    assert.equal(`dure ${title.replaceAll('\\', '')}`, usage);
  });
