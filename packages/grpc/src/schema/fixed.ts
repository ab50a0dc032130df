// What every file has, whatever is on the wall: problems, filters, records of cases.

import type { Kind } from './kinds.ts';
import type { Presence, ProtoEnum, ProtoField, ProtoMessage } from './model.ts';
import { jsonNameOf, upperSnake } from './names.ts';

const TIMESTAMP = '.google.protobuf.Timestamp';
const STRUCT = '.google.protobuf.Struct';

type Written = readonly [name: string, type: string, comment: string, presence?: Presence];

const kindsOfTypes: { readonly [type: string]: Kind } = {
  string: { is: 'text' },
  int64: { is: 'whole' },
  int32: { is: 'whole' },
  bool: { is: 'truth' },
  [TIMESTAMP]: { is: 'instant' },
  [STRUCT]: { is: 'any' },
};

const kindFor = (type: string, presence: Presence): Kind => {
  const of = kindsOfTypes[type] ?? { is: 'object', fields: {} };
  return presence === 'repeated' ? { is: 'list', of } : of;
};

const standardPresence = (type: string): Presence =>
  type.startsWith('.') || /^[A-Z]/.test(type) ? 'message' : 'optional';

/** Fields numbered as they stand, from 1: a new one is put behind the others. */
export const fieldsOf = (written: readonly Written[]): readonly ProtoField[] =>
  written.map(([name, type, comment, given], at) => {
    const presence = given ?? standardPresence(type);
    const kind = kindFor(type, presence);
    return { name, jsonName: jsonNameOf(name), number: at + 1, presence, type, comment, kind };
  });

export const messageOf = (
  name: string,
  comment: string,
  fields: readonly Written[],
): ProtoMessage => ({ name, comment, fields: fieldsOf(fields), retired: [] });

export const enumFor = (
  name: string,
  comment: string,
  values: readonly (readonly [means: string, comment: string])[],
): ProtoEnum => ({
  name,
  comment,
  values: [
    {
      name: `${upperSnake(name)}_UNSPECIFIED`,
      number: 0,
      means: undefined,
      comment: '말하지 않음 / Not said.',
    },
    ...values.map(([means, words], at) => ({
      name: `${upperSnake(name)}_${upperSnake(means)}`,
      number: at + 1,
      means,
      comment: words,
    })),
  ],
  retired: [],
});

export const COMPARISON = 'Comparison';
export const CHANGE_KIND = 'ChangeKind';

export const fixedEnums: readonly ProtoEnum[] = [
  enumFor(COMPARISON, '목록을 거르는 방법 / How a filter compares.', [
    ['equal', '같음, 여러 값이면 그중 하나 / Equal to a value, or to any of several.'],
    ['atLeast', '이상 / At least.'],
    ['atMost', '이하 / At most.'],
    ['contains', '들어 있음 / Has it in it.'],
  ]),
  enumFor(CHANGE_KIND, '화면에서 달라진 것 / What has changed in a view.', [
    ['ready', '지금부터 빠짐없이 보냄 / From here on nothing is missed.'],
    ['row', '행이 바뀜 / A row has changed.'],
    ['gone', '행이 없어짐 / A row is gone.'],
    ['reset', '놓친 것이 있어 다시 읽어야 함 / Something was missed: read the list anew.'],
    ['mark', '여기까지 다 보냄 / Everything up to this id was sent.'],
  ]),
];

export const fixedMessages: readonly ProtoMessage[] = [
  messageOf(
    'Problem',
    '거절의 까닭, 상태의 details에 담김 / Why not, in the details of a status.',
    [
      ['rejection', 'string', '이름 / Its name: a rejection of the wall, or of the platform.'],
      ['title', 'string', '어떤 문제인지 / What kind of problem, in the language of the call.'],
      ['detail', 'string', '이번에 무엇이 / What it is this time, in the language of the call.'],
      ['ko', 'string', '한국어로 / In Korean.'],
      ['en', 'string', '영어로 / In English.'],
      ['mistakes', 'Mistake', '어디가 틀렸는지 / What is wrong, and where.', 'repeated'],
      ['possible', 'PossibleCall', '지금 할 수 있는 것 / What is possible now.', 'repeated'],
      ['retry_after', 'int64', '몇 초 뒤에 다시 / In how many seconds to try again.'],
      ['facts', STRUCT, '거절의 필드 / The fields of the rejection.'],
    ],
  ),
  messageOf('Mistake', '틀린 곳 하나 / One thing that is wrong.', [
    ['path', 'string', '필드 / The field, as the wall has it.'],
    ['ko', 'string', '한국어로 / In Korean.'],
    ['en', 'string', '영어로 / In English.'],
  ]),
  messageOf('PossibleCall', '지금 할 수 있는 명령 / A command that is possible now.', [
    ['command', 'string', '명령 / The command, as the wall has it.'],
    ['method', 'string', '부르는 곳 / The method: `/package.Service/Method`.'],
  ]),
  messageOf('Filter', '목록의 조건 하나 / One condition of a list.', [
    ['field', 'string', '필드 / A field of the row.'],
    ['comparison', COMPARISON, '말하지 않으면 같음 / Equal, unless said otherwise.', 'optional'],
    ['values', 'string', '글로 쓴 값 / Values, as text.', 'repeated'],
  ]),
  messageOf('CaseRecord', '한 건에 일어난 일 하나 / One thing that happened in a case.', [
    ['id', 'string', '기록의 자리 / Where it stands: `place.0.12`.'],
    ['context', 'string', '어디에서 / The context.'],
    ['kind', 'string', '종류 / event, command, deadline …'],
    ['type', 'string', '이름 / Its name on the wall.'],
    ['subject', 'string', '무엇에 / What it happened to.'],
    ['case_id', 'string', '건의 업무 키 / The business key of the case.'],
    ['at', TIMESTAMP, '언제 / When.'],
    ['actor', 'string', '누가 / Through whom.'],
    ['caused_by', 'string', '무엇 때문에 / What caused it.'],
    ['target', 'string', '누구에게 / To whom it was sent.'],
    ['data', STRUCT, '필드, 개인 정보는 가림 / Its fields; what is personal is masked.'],
  ]),
];

export const previewMessages: readonly ProtoMessage[] = [
  messageOf('PreviewCommandRequest', '명령을 하지 않고 보기만 함 / Shows a command.', [
    ['command', 'string', '벽의 명령 이름 / Its name on the wall: `PlaceReservation`.'],
    ['fields', STRUCT, '벽의 이름으로 쓴 필드 / Its fields, by the names of the wall.'],
  ]),
  messageOf('PreviewCommandResponse', '하게 될 일 / What it would do.', [
    ['is_possible', 'bool', '지금 할 수 있음 / Whether it would be done now.'],
    ['digest', 'string', '그대로만 하려면 dure-preview로 / Holds the command to it.'],
    ['problem', 'Problem', '할 수 없다면 까닭 / Why not, where it is not possible.'],
    ['shown', STRUCT, 'HTTP와 같음 / Events, sums, asks, deadlines, as over HTTP.'],
  ]),
];

export const caseMessages: readonly ProtoMessage[] = [
  messageOf('ListCaseRecordsRequest', '한 건의 기록을 읽음 / Reads the trail of a case.', [
    ['case_id', 'string', '건의 업무 키 / The business key of the case.'],
    ['page_token', 'string', '다음 쪽 / Where to go on.'],
  ]),
  messageOf('ListCaseRecordsResponse', '기록의 한 쪽 / A page of the trail.', [
    ['case_id', 'string', '건의 업무 키 / The business key of the case.'],
    ['records', 'CaseRecord', '일어난 차례로 / In the order in which it happened.', 'repeated'],
    ['next_page_token', 'string', '뒤에 더 있을 때 / Where there is more.'],
  ]),
  messageOf('FollowCaseRequest', '한 건을 지켜봄 / Follows a case.', [
    ['case_id', 'string', '건의 업무 키 / The business key of the case.'],
    ['after', 'string', '끊긴 뒤에는 마지막 id / After a break: the id that came last.'],
  ]),
  messageOf('FollowCaseResponse', '지난 기록, 그리고 새 기록 / What was, and what comes.', [
    ['record', 'CaseRecord', '일어난 일 / What has happened.'],
    ['id', 'string', '다시 이을 자리 / Where to go on after a break.'],
  ]),
];
