// What came of a crash test: in a few lines if all is well, and as a story if it is not.

import type { System, Words } from '@dure/domain';
import { drawCase, penFor } from '../log/draw.ts';
import type { Terminal } from '../terminal.ts';
import { isDone } from './customers.ts';
import type { Exchange, Finding } from './customers.ts';
import type { CrashReport } from './run.ts';

const FINDINGS_MAX = 10;
const CASES_MAX = 3;

const counted = (count: number): string => count.toLocaleString('en');

export const verdictOn = (
  { findings }: { readonly findings: readonly unknown[] },
  terminal: Terminal,
): string => {
  const count = findings.length;
  const well = { ko: '잃은 것도, 두 번 일어난 일도 없습니다', en: 'Nothing lost, nothing twice' };
  const ill = { ko: `틀린 것 ${count}개`, en: `${count} findings` };
  return count === 0
    ? terminal.paint('green', terminal.in(well))
    : terminal.paint('red', terminal.in(ill));
};

type Line = Words & { readonly counts: readonly number[] };

/** Each `#` stands for the next count. */
const filled = ({ counts, ...words }: Line, terminal: Terminal): string => {
  const left = [...counts];
  return terminal.in(words).replaceAll('#', () => counted(left.shift() ?? 0));
};

export const crashSummary = (report: CrashReport, terminal: Terminal): readonly string[] => {
  const { ledger, kills, records, capturedWon, refundedWon } = report;
  const { exchanges, silences, repeats } = ledger;
  const accepted = exchanges.filter(({ answer }) => isDone(answer)).length;
  const paused = exchanges.filter(({ answer }) => answer.status === 503).length;
  const early = kills.filter(({ wasReady }) => !wasReady).length;
  const lines: readonly Line[] = [
    {
      ko: '강제 종료 #번 (시작하는 중 #번), 명령 #개, 수락 #개, 503 #개',
      en: '# kills (# while it started), # commands, # accepted, # answered 503',
      counts: [kills.length, early, exchanges.length, accepted, paused],
    },
    {
      ko: '답이 없어 다시 물은 것 #번, 쓴 키를 다시 쓴 것 #번, 기록 #개',
      en: '# times nobody answered, # keys used again, # records',
      counts: [silences, repeats, records.length],
    },
    {
      ko: '결제 #원, 환불 #원',
      en: '# won captured, # won refunded',
      counts: [capturedWon, refundedWon],
    },
  ];
  return [...lines.map((line) => filled(line, terminal)), verdictOn(report, terminal)];
};

const exchangeLine = ({ request, answer, silences }: Exchange): string =>
  `  ${request.key}: ${request.method} ${request.path} ${JSON.stringify(request.body ?? {})} ` +
  `→ ${answer.status}, after ${silences} silences`;

const caseLines = (
  caseId: string,
  { records, ledger }: CrashReport,
  of: { readonly system: System; readonly terminal: Terminal },
): readonly string[] => {
  const own = records.filter(
    (record) => record.caseId === caseId || record.caseId.startsWith(`${caseId}/`),
  );
  const asked = ledger.exchanges.filter(
    ({ request, answer }) =>
      request.path.endsWith(`/${caseId}`) ||
      request.body?.['orderId'] === caseId ||
      JSON.stringify(answer.body)?.includes(`"orderId":"${caseId}"`),
  );
  const pen = penFor(of.system, of.terminal);
  return ['', ...asked.map(exchangeLine), ...drawCase({ caseId, records: own }, pen)];
};

/** What is wrong, when it was killed, and what happened to the cases that are wrong. */
export const crashStory = (
  report: CrashReport,
  of: { readonly seed: number; readonly system: System; readonly terminal: Terminal },
): readonly string[] => {
  const { findings, kills } = report;
  const cases = [...new Set(findings.flatMap(({ caseId }: Finding) => caseId ?? []))];
  const left = findings.length - FINDINGS_MAX;
  return [
    '',
    ...findings.slice(0, FINDINGS_MAX).map(({ words }) => `✖ ${words}`),
    ...(left > 0 ? [`… ${left}`] : []),
    '',
    ...kills.map(
      ({ number, afterMs, wasReady }) =>
        `kill ${number} after ${afterMs} ms${wasReady ? '' : ', before it was ready'}`,
    ),
    ...cases.slice(0, CASES_MAX).flatMap((caseId) => caseLines(caseId, report, of)),
    '',
    `npx dure crash --kills ${kills.length} --seed ${of.seed}`,
  ];
};
