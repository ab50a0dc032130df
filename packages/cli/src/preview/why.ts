// `dure why`: why a case is as it is, asked of a running gateway.

import type { Why, WhyInstance } from '@dure/http/described';
import type { Run } from '../command.ts';
import type { Terminal } from '../terminal.ts';
import { ask, twoOf } from './ask.ts';
import type { WhyOptions } from './commands.ts';

const waitingLines = ({ waitsFor }: WhyInstance, { in: say }: Terminal): readonly string[] => [
  ...waitsFor.actors.map(({ actor, commands }) => {
    const names = commands.map(({ label }) => say(label)).join(', ');
    return `  ${say({ ko: '기다림', en: 'waits for' })} ${actor}: ${names}`;
  }),
  ...waitsFor.deadlines.map(
    ({ label, at }) => `  ${say({ ko: '기한', en: 'deadline' })} ${say(label)}: ${at}`,
  ),
];

const instanceLines = (of: WhyInstance, terminal: Terminal): readonly string[] => {
  const { in: say } = terminal;
  const name = `${say(of.label)} ${of.entry ?? of.key}`;
  return [
    `${name}: ${say(of.state.label)} (${of.since})`,
    ...of.because.map(({ label, actor, at }) => `  ← ${say(label)}, ${actor}, ${at}`),
    ...waitingLines(of, terminal),
    ...of.closed.map(({ label, reason }) => `  ✗ ${say(label)}: ${say(reason)}`),
  ];
};

const linesOf = ({ instances, parked, away }: Why, terminal: Terminal): readonly string[] => [
  ...instances.flatMap((of) => instanceLines(of, terminal)),
  ...parked.map(({ type, context, cause, state }) => `! ${context} ${type}: ${state}, ${cause}`),
  ...away.map((name) => terminal.in({ ko: `${name}은 응답 없음`, en: `${name} does not answer` })),
];

export const why: Run<WhyOptions> = async (given) => {
  const { values, terminal } = given;
  const wanted = {
    ko: '사업이나 건',
    en: 'A business or a case',
    example: 'dure why lodging order-4',
  };
  const [business, key] = await twoOf(given, wanted);
  const path = `/${encodeURIComponent(business)}/cases/${encodeURIComponent(key)}/why`;
  const found = await ask<Why>(values, { path });
  const lines = values.json ? [JSON.stringify(found, null, 2)] : linesOf(found, terminal);
  for (const line of lines) terminal.say(line);
  return 0;
};
