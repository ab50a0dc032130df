// The lines that every business has beside its own: for pages, for cases, and for those who run it.

import type { Words } from '@dure/domain';

type Query = { readonly [name: string]: Words };

export type PlatformLine = {
  readonly method: 'get' | 'post';
  /** Below the name of the business. */
  readonly path: string;
  readonly words: Words;
  readonly query?: Query;
  /** Fields of the body. */
  readonly body?: Query;
  readonly isStream?: true;
  readonly isForAll?: true;
};

const says = (ko: string, en: string): Words => ({ ko, en });

const note = { note: says('까닭', 'why') };
const paged = {
  after: says('앞 쪽의 next', 'the `next` of the page before'),
  limit: says('1에서 1000', 'from 1 to 1,000'),
};
const group = {
  context: says('맥락', 'the context'),
  type: says('메시지 이름', 'the name of the message'),
  cause: says('원인', 'the cause'),
};
const from = { from: says('몇 번째 기록부터', 'from which record on') };
const found = {
  kind: says('command, operation, access', 'command, operation or access'),
  actor: says('역할', 'the role'),
  subject: says('사람', 'who'),
  what: says('한 일', 'what was done'),
  context: group.context,
  of: says('대상', 'to what'),
  caseId: says('건', 'the case'),
  outcome: says('done, 또는 거절 이름', 'done, or the name of the refusal'),
  from: says('이때부터', 'at or after this instant'),
  to: says('이때 전까지', 'before this instant'),
};

const look = (path: string, words: Words, query: Query = {}): PlatformLine => ({
  method: 'get',
  path,
  words,
  query,
});

const act = (path: string, words: Words, body: Query = note): PlatformLine => ({
  method: 'post',
  path,
  words,
  body,
});

const pages: readonly PlatformLine[] = [
  { ...look('/described', says('사업의 설명', 'the business, described')), isForAll: true },
  { ...look('/wall', says('벽의 모델', 'the model of the wall')), isForAll: true },
  { ...look('/wall/board', says('벽의 그림, 자료로', 'the wall as a board')), isForAll: true },
  { ...look('/wall/events', says('일어나는 모든 일', 'all that happens')), isStream: true },
];

const oneCase = '/cases/{caseId}';

const cases: readonly PlatformLine[] = [
  look('/cases', says('건의 목록', 'cases, by the filters of their view')),
  { ...look(oneCase, says('한 건의 기록', 'the records of a case'), from), isForAll: true },
  {
    ...look(`${oneCase}/story`, says('한 건의 순서', 'a case as a sequence'), from),
    isForAll: true,
  },
  { ...look(`${oneCase}/why`, says('왜 그런지', 'why a case is as it is')), isForAll: true },
  {
    ...look(`${oneCase}/events`, says('한 건에 일어나는 일', 'what happens in a case')),
    isStream: true,
    isForAll: true,
  },
];

const parked = '/ops/parked/{context}/{id}';
const work = '/ops/work/{context}/{id}';

const looks: readonly PlatformLine[] = [
  look('/ops', says('운영의 첫 쪽', 'where operations begin')),
  look('/ops/parked', says('멈춘 메시지', 'what is parked'), { ...paged, ...group }),
  look(`${parked}/preview`, says('다시 하면 어찌 될지', 'what a retry would come to')),
  look('/ops/parked-groups', says('원인별로 묶어서', 'the same, by cause')),
  look(
    '/ops/parked-groups/preview',
    says('묶음을 다시 하면', 'what a retry of all would do'),
    group,
  ),
  look('/ops/work', says('사람이 할 일', 'what waits for a person'), paged),
  look('/ops/views/{view}/history', says('행이 된 까닭', 'how a row came to be'), {
    key: says('열쇠, 차례대로', 'its key, part by part'),
  }),
  look('/ops/rebuilds', says('다시 그리는 화면', 'how far views are rebuilt')),
  look('/ops/faults', says('시연의 고장', 'the faults of the demo')),
  look('/ops/clock', says('시계', 'the clock')),
  look('/ops/figures', says('커널이 센 것', 'what the kernels count')),
  look('/ops/traffic', says('지난 시간과 날의 통행', 'the last hour and day'), {
    span: says('hour, day', 'hour or day'),
  }),
  look('/ops/standing', says('지금의 형편', 'how each context stands')),
  look('/ops/services', says('어느 프로세스가 돌리는지', 'which processes run it')),
  look('/ops/audit', says('누가 무엇을 했는지', 'who did what'), {
    ...found,
    before: says('이 번호 전', 'before this sequence'),
    limit: paged.limit,
  }),
  look('/ops/audit/export', says('파일로 내보내기', 'the same as a file'), {
    ...found,
    format: says('ndjson, csv', 'ndjson or csv'),
  }),
];

const acts: readonly PlatformLine[] = [
  act(`${parked}/retry`, says('다시 시도', 'tries it again')),
  act(`${parked}/mend`, says('고쳐서 다시', 'mends it and tries it again'), {
    ...note,
    message: says('고친 항목', 'the mended fields'),
  }),
  act(`${parked}/skip`, says('건너뛰기', 'skips it')),
  act('/ops/parked-groups/retry', says('묶음을 다시', 'tries a group again'), {
    ...group,
    ...note,
    after: paged.after,
  }),
  act('/ops/parked-groups/skip', says('묶음 건너뛰기', 'skips a group'), {
    ...group,
    ...note,
    after: paged.after,
  }),
  act(`${work}/close`, says('사람이 마침', 'a person has settled it')),
  act(`${work}/resend`, says('다시 보내기', 'sends it again')),
  act('/ops/views/{view}/rebuild', says('화면 다시 그리기', 'rebuilds a view')),
  act('/ops/faults', says('고장 내기', 'switches a fault'), {
    of: says('맥락이나 다른 시스템', 'a context or another system'),
    fault: says('none, down, slow, late, behind', 'none, down, slow, late or behind'),
  }),
  act('/ops/clock', says('시연의 시계 옮기기', 'moves the clock of a demo on'), {
    minutes: says('몇 분 뒤로', 'so many minutes'),
  }),
];

export const platformLines: readonly PlatformLine[] = [...pages, ...cases, ...looks, ...acts];
