// `dure retire lodging/recommend`: a context leaves its business while the others run. Its own
// processes do it, in their own time; this says what ends with it, and how far it is.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Words } from '@dure/domain';
import type { Figures } from '@dure/kernel';
import type { ReplicaState, RetiringState } from '@dure/services';
import { UserError } from '../command.ts';
import type { Run } from '../command.ts';
import type { RetireOptions } from '../command-options.ts';
import { dropData } from './drop-data.ts';
import { asked, away, partsOf, unreadBy } from './retired-part.ts';
import type { Parts } from './retired-part.ts';

const MISTAKEN = 2;
const NOT_YET = 1;
const LOOK_MS = 300;
const WAIT_MS = 60_000;

/** What is counted before anyone decides. */
const endsWith = ({ sagas, deadlines }: Figures, name: string): Words => {
  const running = Object.values(sagas).flatMap((steps) => Object.values(steps));
  const sagaCount = running.reduce((sum, of) => sum + of, 0);
  const dueCount = Object.values(deadlines).reduce((sum, { day }) => sum + day, 0);
  return {
    ko: [
      `${name}에서 돌고 있는 사가 ${sagaCount}개와 하루 안의 기한 ${dueCount}개,`,
      '그 뒤의 기한이 함께 끝납니다.',
      '보류된 메시지는 그 전에 모두 처리되거나 건너뛰어야 합니다. 되돌릴 수 없습니다.',
      `아직 아무것도 하지 않았습니다. 하려면: dure retire ${name} --confirm ${name}`,
    ].join(' '),
    en: [
      `With ${name} end ${sagaCount} sagas under way, ${dueCount} deadlines of the next day and`,
      'all later ones. What is parked there has to be handled or skipped before.',
      'There is no way back.',
      `Nothing is done yet. To do it: dure retire ${name} --confirm ${name}`,
    ].join(' '),
  };
};

const waitsFor = (name: string, { waitsFor: names }: RetiringState): Words => {
  const all = names.join(', ');
  return {
    ko: `${name}: 물러나는 중입니다. 기다리는 곳: ${all}`,
    en: `${name} retires, and waits for ${all}`,
  };
};

const isOver = (name: string): Words => ({
  ko: [
    `${name}이(가) 물러났습니다. 다른 서비스가 기록을 끝까지 읽었습니다.`,
    '프로세스를 끝내도 됩니다. 데이터는 그대로 있습니다.',
  ].join(' '),
  en: [
    `${name} is retired: all others have read its log to the end. Its processes may be ended.`,
    'Its data stays as it is.',
  ].join(' '),
});

const notYet = (name: string): Words => ({
  ko: `${name}: 스스로 이어서 합니다. 다시 같은 명령으로 어디까지 왔는지 볼 수 있습니다`,
  en: `${name} goes on by itself. The same command says again how far it is`,
});

/** A process that has ended since has done all of it. */
const stateOf = async (parts: Parts): Promise<RetiringState | 'over' | 'away'> => {
  const { part } = parts;
  const all = await asked(parts, part, (client) => client.askAll<ReplicaState>('state'));
  const states = all.flatMap(({ retiring }) => retiring ?? []);
  if (states.some((of) => of.isOver)) return 'over';
  const [first] = states;
  if (first) return first;
  return (await unreadBy(parts)).length === 0 ? 'over' : 'away';
};

const watch = async (parts: Parts): Promise<number> => {
  const { name } = parts.part;
  const { terminal } = parts.given;
  const latest = performance.now() + WAIT_MS;
  let before = '';
  while (performance.now() < latest) {
    const state = await stateOf(parts);
    if (state === 'over') {
      terminal.say(terminal.in(isOver(name)));
      return 0;
    }
    const words = state === 'away' ? '' : terminal.in(waitsFor(name, state));
    if (words !== before && words !== '') terminal.tell(words);
    before = words;
    await sleep(LOOK_MS);
  }
  terminal.tell(terminal.in(notYet(name)));
  return NOT_YET;
};

const begin = async (parts: Parts): Promise<void> => {
  const { part } = parts;
  const begun = await asked(parts, part, (client) => client.askAll<RetiringState>('retire'));
  if (begun.length === 0) throw away(part.name);
};

const wrongName = (name: string): UserError =>
  new UserError(
    {
      ko: `--confirm에 적은 이름이 다릅니다: --confirm ${name}`,
      en: `--confirm has another name. It should be: --confirm ${name}`,
    },
    MISTAKEN,
  );

/** What would end with it; nothing is done. */
const show = async (parts: Parts): Promise<number> => {
  const { part, given } = parts;
  const { terminal } = given;
  const figures = await asked(parts, part, (client) => client.askAll<Figures>('figures'));
  const [first] = figures;
  if (!first) throw away(part.name);
  terminal.say(terminal.in(endsWith(first, part.name)));
  return 0;
};

export const retire: Run<RetireOptions> = async (given) => {
  const parts = await partsOf(given);
  const { name } = parts.part;
  const { confirm, 'drop-data': isDropped } = given.values;
  if (confirm !== undefined && confirm !== name) throw wrongName(name);
  if (isDropped) return dropData(parts);
  // It is on its way, or has gone it.
  if ((await stateOf(parts)) !== 'away') return watch(parts);
  if (confirm === undefined) return show(parts);
  await begin(parts);
  return watch(parts);
};
