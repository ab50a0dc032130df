// The card network of the demo: it holds, takes and gives back, each payment once, and its books
// tell how much. A card ending in 0002 is over its limit, one in 0004 expires before it is
// captured, and one in 0009 is answered late.

import { entriesOf, entryIn, simulated, withEntry } from '@dure/rehearsal';
import type { Book, SimulatedAnswer } from '@dure/rehearsal';
import { word } from '@dure/rehearsal/log';

type Said = { readonly [field: string]: unknown };

/** How far a payment has come at the network. */
export type Account = {
  readonly is: 'declined' | 'held' | 'captured' | 'refunded' | 'canceled';
  readonly amount: number;
  /** Of what was captured, what went back. */
  readonly refunded: number;
  readonly approvalNo: string;
  /** Why it was declined, or will be when it is captured. */
  readonly code: string;
  /** Whether it was captured with its approval: then it can still be cancelled. */
  readonly isSale?: true;
};

export type CardBooks = {
  readonly accounts: Book<Account>;
  readonly approvals: number;
};

type Answered = SimulatedAnswer<CardBooks>;

type Asked = {
  readonly payId: string;
  readonly amount: number;
  readonly cardToken: string;
  readonly isCaptured: boolean;
  readonly account: Account | undefined;
  readonly books: CardBooks;
};

const FIRST_APPROVAL = 10_000_001;
const SLOW_MS = 900;

const won = (of: Said, field: string): number =>
  Number.isInteger(of[field]) ? Number(of[field]) : 0;

const blank: Account = { is: 'held', amount: 0, refunded: 0, approvalNo: '', code: '' };

const taken = (state: CardBooks, fields: { readonly approvalNo?: string } = {}): Answered => ({
  state,
  answer: { taken: fields },
});

const refused = (state: CardBooks, code: string): Answered => ({
  state,
  answer: { refused: { code } },
});

const written = ({ books, payId }: Asked, account: Account): CardBooks => ({
  ...books,
  accounts: withEntry(books.accounts, payId, account),
});

/** What was answered once is answered again. After a cancellation it is too late. */
const approveAgain = ({ is, approvalNo, code }: Account, books: CardBooks): Answered => {
  if (is === 'declined') return refused(books, code);
  return is === 'canceled' ? refused(books, 'CANCELED') : taken(books, { approvalNo });
};

const approve = (asked: Asked): Answered => {
  const { amount, cardToken, isCaptured, account, books } = asked;
  if (account) return approveAgain(account, books);
  if (cardToken.endsWith('0002')) {
    const declined: Account = { ...blank, is: 'declined', amount, code: 'LIMIT' };
    return refused(written(asked, declined), 'LIMIT');
  }
  const approvalNo = String(FIRST_APPROVAL + books.approvals);
  const code = cardToken.endsWith('0004') ? 'EXPIRED' : '';
  const held: Account = { ...blank, amount, approvalNo, code };
  const after = written(asked, isCaptured ? { ...held, is: 'captured', isSale: true } : held);
  const answer = taken({ ...after, approvals: books.approvals + 1 }, { approvalNo });
  return cardToken.endsWith('0009') ? { ...answer, delayMs: SLOW_MS } : answer;
};

/** An unknown payment was held before the demo was started again. */
const capture = (asked: Asked): Answered => {
  const { account = { ...blank, amount: asked.amount }, books } = asked;
  if (account.is === 'captured' || account.is === 'refunded') return taken(books);
  if (account.is === 'held' && account.code === '') {
    return taken(written(asked, { ...account, is: 'captured' }));
  }
  const is = account.is === 'held' ? 'canceled' : account.is;
  return refused(written(asked, { ...account, is }), account.code || 'CANCELED');
};

/** Of an unknown payment a mark stays, so that an approval that comes late is refused. */
const cancel = (asked: Asked): Answered => {
  const { account = blank, books } = asked;
  if (account.is === 'held') return taken(written(asked, { ...account, is: 'canceled' }));
  if (account.is === 'captured' && account.isSale) {
    const refunded = account.amount;
    return taken(written(asked, { ...account, is: 'canceled', refunded }));
  }
  return account.is === 'canceled' || account.is === 'declined'
    ? taken(books)
    : refused(books, 'CAPTURED');
};

/** An unknown payment was captured before the demo was started again. */
const refund = (asked: Asked): Answered => {
  const { amount, books } = asked;
  const { account = { ...blank, is: 'captured', amount } as const } = asked;
  if (amount > account.amount) return refused(books, 'AMOUNT');
  if (account.is === 'captured') {
    return taken(written(asked, { ...account, is: 'refunded', refunded: amount }));
  }
  return account.is === 'refunded' ? taken(books) : refused(books, 'NOT_CAPTURED');
};

const questions: { readonly [question: string]: (asked: Asked) => Answered } = {
  approve,
  capture,
  cancel,
  refund,
};

export const simulatedCardNetwork = simulated<CardBooks>({
  name: 'CardNetwork',
  initial: { accounts: {}, approvals: 0 },
  answer: (question, said, books) => {
    const payId = word(said, 'payId');
    const asked: Asked = {
      payId,
      amount: won(said, 'amount'),
      cardToken: word(said, 'cardToken'),
      isCaptured: said['isCaptured'] === true,
      account: entryIn(books.accounts, payId),
      books,
    };
    return questions[question]?.(asked) ?? refused(books, 'UNKNOWN_QUESTION');
  },
});

export const isCardBooks = (state: unknown): state is CardBooks =>
  typeof state === 'object' && state !== null && 'accounts' in state && 'approvals' in state;

/** All payments that the network has heard of, by payId. */
export const accountsIn = (books: CardBooks): readonly (readonly [string, Account])[] =>
  entriesOf(books.accounts);
