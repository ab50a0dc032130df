// `dure audit verify`: whether the audit log is what was written.

import { existsSync } from 'node:fs';
import { verifyAudit } from '@dure/access';
import type { AuditFault, AuditVerified } from '@dure/access';
import type { Words } from '@dure/domain';
import { fileAudit, hashChain } from '@dure/http';
import { chosenBusinesses } from '../choose.ts';
import { UserError } from '../command.ts';
import type { Run } from '../command.ts';
import type { AuditOptions } from '../command-options.ts';
import { auditFolder } from '../start/audit.ts';

const MISTAKEN = 2;

const faults: { readonly [W in AuditFault['what']]: Words } = {
  gap: {
    ko: '앞의 기록이 빠졌거나 순서가 바뀌었습니다',
    en: 'an entry before it is missing or moved',
  },
  unsealed: { ko: '봉인이 지워졌습니다', en: 'its seal was taken off' },
  changed: { ko: '쓰인 뒤에 바뀌었습니다', en: 'it was changed after it was written' },
};

const nothingThere = (folder: string): UserError =>
  new UserError({
    ko: `${folder}에 감사 기록이 없습니다. --data와 사업 이름을 시작할 때와 같게 주세요`,
    en: `There is no audit log in ${folder}. Give --data and the businesses as for the start`,
  });

const noVerb = new UserError(
  { ko: '이렇게 씁니다: dure audit verify', en: 'Use it so: dure audit verify' },
  MISTAKEN,
);

const readHead = (written: string): { readonly sequence: number; readonly seal: string } => {
  const [sequence = '', seal = ''] = written.split(':');
  if (/^\d+$/.test(sequence) && seal !== '') return { sequence: Number(sequence), seal };
  throw new UserError(
    {
      ko: '--head는 dure audit verify가 보여 준 번호:봉인 꼴이어야 합니다',
      en: '--head must be number:seal, as dure audit verify has shown it',
    },
    MISTAKEN,
  );
};

/** What was kept elsewhere has to be in the log still. */
const hasHead = async (folder: string, written: string): Promise<boolean> => {
  const head = readHead(written);
  const log = fileAudit({ folder });
  try {
    const { entries } = await log.page({}, { limit: 1, before: head.sequence + 1 });
    return entries[0]?.sequence === head.sequence && entries[0].seal === head.seal;
  } finally {
    await log.close();
  }
};

const cutOff: Words = {
  ko: '--head로 준 기록이 없습니다. 뒤가 잘렸거나 처음부터 다시 쓰였습니다',
  en: 'The entry of --head is not there: the log was cut off, or written anew',
};

const wordsOf = ({ entries, unsealed, head, fault }: AuditVerified): Words => {
  if (fault) {
    const { ko, en } = faults[fault.what];
    return {
      ko: `${fault.sequence}번 기록이 맞지 않습니다: ${ko}`,
      en: `Entry ${fault.sequence} does not fit: ${en}`,
    };
  }
  const end = head ? ` ${head.sequence}:${head.seal}` : '';
  const ko = `기록 ${entries}개가 쓰인 그대로입니다 (봉인 전 ${unsealed}개).${end}`;
  const en = `${entries} entries are as they were written (${unsealed} before the seals).${end}`;
  return { ko, en };
};

export const audit: Run<AuditOptions> = async ({ operands, values, terminal, folder: project }) => {
  const [verb, ...names] = operands;
  if (verb !== 'verify') throw noVerb;
  const businesses = await chosenBusinesses(names, project);
  const folder = auditFolder(
    values.data,
    businesses.map(({ name }) => name),
  );
  if (!existsSync(folder)) throw nothingThere(folder);
  const log = fileAudit({ folder });
  const verified = await verifyAudit(log.all({}), hashChain);
  await log.close();
  if (verified.fault === undefined && values.head !== undefined) {
    if (!(await hasHead(folder, values.head))) {
      terminal.tell(terminal.in(cutOff));
      return 1;
    }
  }
  terminal.say(terminal.in(wordsOf(verified)));
  return verified.fault ? 1 : 0;
};
