// `compose.yml`, read by the parser of Compose itself: no key that it does not know, every
// reference resolved, and what is missing named. It is not started: its images are elsewhere.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composition as read } from '@dure/servers/composition';
import { rehearsal } from '@dure/lodging/rehearsal';
import { exactly, reported } from './drill.ts';
import type { Drill, Figure } from './drill.ts';

const file = fileURLToPath(new URL('../../compose.yml', import.meta.url));
const given = { DURE_ISSUER: 'https://login.example.org/realms/dure' };

type Composed = {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: { readonly [name: string]: string };
};

const servicesIn = (text: string): { readonly [name: string]: Composed } =>
  // Compose's parser writes what its specification says.
  (JSON.parse(text) as { readonly services: { readonly [name: string]: Composed } }).services;

/** Whether the parser refuses the file with a change in it. */
const isRefused = (change: (text: string) => string): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-drill-compose-'));
  const other = join(folder, 'compose.yml');
  writeFileSync(other, change(readFileSync(file, 'utf8')));
  const { exitCode } = read(other, given);
  rmSync(folder, { recursive: true, force: true });
  return exitCode !== 0;
};

const mistakes = [
  (text: string): string => text.replace('read_only:', 'read_onli:'),
  (text: string): string => text.replace('secrets: [dure_secret,', 'secrets: [another_secret,'),
  (text: string): string => text.replace('kafka: { condition', 'kafkaa: { condition'),
];

const held = (): readonly Figure[] => {
  const { exitCode, out, trouble } = read(file, given);
  if (exitCode !== 0) return [exactly('what the parser says', trouble.trim(), '')];
  const services = servicesIn(out);
  const ours = Object.values(services).filter(({ image }) => image.includes('/dure:'));
  const served = ours.flatMap(({ command = [] }) => (command[0] === 'serve' ? [command[1]] : []));
  const contexts = rehearsal.contexts.map(({ name }) => `lodging/${name}`);
  const missing = [...contexts, 'lodging/externals'].filter((name) => !served.includes(name));
  const without = read(file, { DURE_ISSUER: '' }).trouble;
  return [
    reported('services that the parser of Compose has read', Object.keys(services).length),
    exactly('contexts that none of them runs', missing.join(', '), ''),
    exactly(
      'files with a mistake that it takes',
      mistakes.filter((of) => !isRefused(of)).length,
      0,
    ),
    exactly('without an issuer it names what is missing', /DURE_ISSUER/.test(without) ? 1 : 0, 1),
  ];
};

export const composition: Drill = {
  name: 'composition',
  what: 'the parser of Compose takes compose.yml, and what is missing is named',
  on: 'compose-go 2.16.2; nothing is started',
  run: async () => held(),
};
