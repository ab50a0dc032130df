import { deepEqual, match } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundedContext } from '@dure/domain';
import { causeWords, refusalWords } from './message-words.ts';
import { workWords } from './work-words.ts';

const payment = boundedContext('payment', {
  labels: {
    context: ['결제', 'Payment'],
    commands: { GiveBack: ['돈 돌려주기', 'Give money back'] },
    rejections: { TooMuch: ['{amount}원은 너무 많습니다', '{amount} won are too much'] },
    sagas: { PayBack: ['환불 진행', 'Refund'] },
  },
});
const bank = { contexts: [payment], labels: { systems: { Bank: ['은행', 'The bank'] } } } as const;

const kinds = ['parked', 'undo', 'refused undo', 'skipped', 'stalled'] as const;

describe('An entry of the work list', () => {
  it('is said in the words of the wall, where it has some', () => {
    const words = { ko: '보내지 못한 주문', en: 'An order was not sent' };
    deepEqual(workWords(bank, { kind: 'reminder', ...words }), words);
  });

  it('says in both languages what it is about, and why', () => {
    deepEqual(workWords(bank, { kind: 'parked', type: 'GiveBack', cause: 'TooMuch' }), {
      ko: '처리하지 못한 메시지: 돈 돌려주기. …원은 너무 많습니다',
      en: 'A message could not be handled: Give money back. … won are too much',
    });
    deepEqual(workWords(bank, { kind: 'stalled', type: 'PayBack/order-4' }), {
      ko: '환불 진행: 멈춰 있습니다',
      en: 'Refund stands still',
    });
    const mayHaveHappened = { name: 'GiveBack', to: 'Bank' };
    match(
      workWords(bank, { kind: 'skipped', type: 'GiveBack', mayHaveHappened }).en,
      /: Give money back\. The bank may have done this: Give money back\./,
    );
  });

  it('is said by the name of what the wall has no word for', () => {
    for (const kind of kinds) {
      const { ko, en } = workWords(bank, { kind, type: 'Refund', cause: 'OutOfTurn' });
      match(ko, /[가-힣].*Refund|Refund.*[가-힣]/);
      match(en, /Refund/);
    }
  });

  it('ends with a word, where nothing more is known of it', () => {
    for (const kind of kinds) {
      const { ko, en } = workWords(bank, { kind });
      match(ko, /^[가-힣 ]+$/);
      match(en, /^[A-Z][a-z ]+$/);
    }
  });
});

describe('Why a message is parked', () => {
  it('is said of what would go to a context that was retired', () => {
    deepEqual(workWords(bank, { kind: 'parked', type: 'GiveBack', cause: 'payment was retired' }), {
      ko: '처리하지 못한 메시지: 돈 돌려주기. 결제: 물러난 서비스라 받지 않습니다',
      en: 'A message could not be handled: Give money back. Payment was retired, and takes nothing',
    });
  });

  it('is said in words, whatever has parked it', () => {
    const causes = ['its row is not there', 'GiveBack came before its case', 'asks cardRefund'];
    const more = ['unavailable', 'undo', 'conflict', 'invalid', 'behind others of its case'];
    const all = [...causes, ...more].map((cause) => causeWords(bank, cause).en);
    const fault = causeWords(bank, 'Cannot read properties of undefined').en;
    match(fault, /There is a fault/);
    for (const words of all) match(words, /^(?!There is a fault)[A-Z][A-Za-z ,.;]+$/);
  });

  it('is nothing that was refused, where no refusal has that name', () => {
    deepEqual(refusalWords(bank, 'Forbidden')?.en, 'You may not do this');
    deepEqual(refusalWords(bank, 'NeverHeardOf'), undefined);
  });
});
