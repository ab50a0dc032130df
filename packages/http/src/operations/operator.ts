// Lines for operators: who they are, what they wrote, and how an action is answered.

import {
  causeWords,
  invalid,
  invalidPart,
  lostWords,
  mayOperate,
  OPERATOR,
  refusal,
} from '@dure/access';
import type { Business, Caller, Refusal, Written } from '@dure/access';
import type { System, Words } from '@dure/domain';
import type { Operated, Operator, RefusedReason } from '@dure/kernel';
import type { Problem } from '../answers/problem.ts';
import { noteOperation } from '../audit/noting.ts';
import { readBody } from '../commands/body.ts';
import { identify, PERSONA_QUERY } from '../identity/identify.ts';
import { parameterValues, sendJson, sendProblem } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';

export type Answered = { readonly http?: number; readonly body: object } | Refusal;

/** What was asked for, by whom. */
export type Asked = {
  readonly exchange: Exchange;
  readonly body: Written;
  /** As records name them: `Operator:operator-1`. */
  readonly actor: string;
};

export type Act = (asked: Asked) => Answered | Promise<Answered>;

const NOTE_LENGTH_MAX = 500;

export const isRefusal = (answered: object): answered is Refusal => 'rejection' in answered;

/**
 * Refuses a parameter that a list does not have. Passed over, a mistyped filter would show
 * everything as if it were all that was asked for.
 */
export const strangerIn = (
  { request }: Exchange,
  names: readonly string[],
): Refusal | undefined => {
  // The server reads a query as an object of texts and lists of texts.
  const written = Object.keys(request.query as object);
  const stranger = written.find((name) => name !== PERSONA_QUERY && !names.includes(name));
  if (stranger === undefined) return undefined;
  const known = names.join(', ');
  return invalidPart(
    stranger,
    `없는 항목입니다. 있는 항목: ${known}`,
    `Not known. Known: ${known}`,
  );
};

/** What operators look at. */
export const forOperator = (business: Business, act: Act): Handle =>
  operated(business, act, () => {});

/** What operators do: it is noted who did it, and what came of it. */
export const byOperator = (business: Business, what: string, act: Act): Handle =>
  operated(business, act, ({ exchange, caller, body, outcome }) => {
    const of = ofWhat(exchange, body ?? {});
    const note = body?.['note'];
    noteOperation(exchange, {
      business,
      caller,
      what,
      outcome,
      ...(of === '' ? {} : { of }),
      ...(typeof note === 'string' ? { reason: note.slice(0, NOTE_LENGTH_MAX) } : {}),
    });
  });

/** What the path names, or else the body: `payment/lane#1`, `payment`. */
const ofWhat = (exchange: Exchange, body: Written): string => {
  const named = parameterValues(exchange, 2).filter((part) => part !== '');
  const written = [body['of'], body['context'], body['type']];
  const texts = written.filter((part): part is string => typeof part === 'string');
  return (named.length > 0 ? named : texts).join('/').slice(0, NOTE_LENGTH_MAX);
};

type Ended = {
  readonly exchange: Exchange;
  readonly caller: Caller;
  readonly body?: Written;
  readonly outcome: string;
};

const operated =
  (business: Business, act: Act, note: (ended: Ended) => void): Handle =>
  async (exchange) => {
    const identified = await identify(exchange, business);
    if (identified.is === 'refused') return sendProblem(exchange, identified.refusal);
    const { caller } = identified;
    const refuse = (refused: Refusal | Problem, body?: Written) => {
      note({ exchange, caller, outcome: refused.rejection, ...(body ? { body } : {}) });
      return sendProblem(exchange, refused);
    };
    if (!mayOperate(caller)) return refuse(refusal('Forbidden'));
    const { request } = exchange;
    const read = readBody(request.body, request.headers['content-type']);
    if (read.is === 'refused') return refuse(read.refusal);
    const { body } = read;
    const actor = `${OPERATOR}:${caller.subject ?? '-'}`;
    const answered = await act({ exchange, body, actor });
    if (isRefusal(answered)) return refuse(answered, body);
    note({ exchange, caller, body, outcome: 'done' });
    return sendJson(exchange, answered.body, answered.http ?? 200);
  };

type Noted = { readonly operator: Operator } | Refusal;

/** Who acts, with a reason if one is given. */
export const operatorIn = ({ actor, body: { note } }: Asked): Noted => {
  if (note === undefined) return { operator: { actor } };
  if (typeof note !== 'string' || note.length > NOTE_LENGTH_MAX) {
    return invalidPart('note', '500자 이내의 글이어야 합니다', 'must be a text of at most 500');
  }
  return { operator: { actor, note: note.trim() } };
};

/** As `operatorIn`; what cannot be taken back is not done without a reason. */
export const withReason = (asked: Asked): Noted => {
  const noted = operatorIn(asked);
  if (isRefusal(noted) || noted.operator.note) return noted;
  return invalidPart('note', '까닭을 적어 주세요', 'Please say why');
};

/** Where its messages and refusals are called something. */
type Worded = Pick<System, 'contexts' | 'labels'>;

/** What became of an action, as HTTP answers it. */
export const answerOf = (operated: Operated, system: Worded): Answered => {
  switch (operated.is) {
    case 'done':
      return { body: { done: true, ...doubtOf(operated, system) } };
    case 'parked':
      return {
        body: {
          done: false,
          state: operated.state,
          cause: operated.cause,
          why: causeWords(system, operated.cause),
        },
      };
    case 'underWay':
      return { http: 202, body: { done: false, underWay: true } };
    case 'notFound':
      return refusal('NotFound');
    case 'invalid':
      return invalid(operated.mistakes);
    case 'refused':
      return refusal('NotOperable', {
        words: reasons[operated.reason],
        facts: { reason: operated.reason, of: operated.of },
      });
    default:
      return refusal('Unavailable', { retryAfter: operated.retryAfter });
  }
};

type Done = Extract<Operated, { readonly is: 'done' }>;

const doubtOf = ({ mayHaveHappened }: Done, system: Worded): object =>
  mayHaveHappened ? { mayHaveHappened, notice: lostWords(system, mayHaveHappened) } : {};

const reasons: { readonly [R in RefusedReason]: Words } = {
  keyChanged: {
    ko: '어느 건의 메시지인지는 고칠 수 없습니다',
    en: 'The instance and the case of a message cannot be changed',
  },
  typeChanged: {
    ko: '메시지의 이름은 고칠 수 없습니다',
    en: 'The name of a message cannot be changed',
  },
  unknownShape: {
    ko: '이 이름의 메시지가 더는 없어 고칠 수 없습니다. 건너뛸 수는 있습니다',
    en: 'No note of this name tells its fields; it can be tried again or skipped',
  },
  behind: {
    ko: '앞선 메시지를 먼저 처리해 주세요',
    en: 'What stands before it in its case is to be handled first',
  },
  notClosable: {
    ko: '대기 중인 메시지는 다시 시도하거나 건너뛰어야 목록에서 사라집니다',
    en: 'A parked message leaves the list by being tried again or skipped',
  },
  noResend: {
    ko: '다시 보내는 명령이 없습니다',
    en: 'The business gives no command that tries it again',
  },
  notTaken: {
    ko: '다시 보냈으나 거절되었습니다',
    en: 'The command that tries it again was refused',
  },
  mayHaveHappened: {
    ko:
      '먼저 보낸 요청으로 돈이 이미 오갔을 수 있어 내용을 바꿀 수 없습니다. ' +
      '그대로 다시 시도하거나, 상대에게 확인한 뒤 건너뛰어 주세요',
    en:
      'What it has asked before may have been done, and money may have moved. Try it again as it ' +
      'is, or look it up with whom it asked, and skip it',
  },
  failed: {
    ko: '저희 쪽 문제로 하지 못했습니다. 아무것도 바뀌지 않았습니다',
    en: 'This failed on our side. Nothing has changed',
  },
};
