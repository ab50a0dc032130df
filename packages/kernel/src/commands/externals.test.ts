import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keyOf, openShop, place } from '../open-shop.testing.ts';
import type { Answer, Call, Calls } from '../ports.ts';

/** A bank beside the shop: it keeps what it was asked, and answers as it is told to. */
const bankThat = (answer: () => Promise<Answer>) => {
  const asked: Call[] = [];
  const call = (of: Call): Promise<Answer> => {
    asked.push(of);
    return answer();
  };
  const Bank: Calls = { call };
  return { asked, externals: { Bank } };
};

const paid = (): Promise<Answer> =>
  Promise.resolve({ is: 'taken', fields: { receipt: 'of the real bank' } });

const opened = async (externals: { readonly [system: string]: Calls }) => {
  const shop = await openShop({ externals });
  await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 9 });
  return shop;
};

describe('An external system with a real way to it', () => {
  it('answers in place of the simulated one', async () => {
    const { asked, externals } = bankThat(paid);
    const shop = await opened(externals);
    const outcome = await place(shop);
    deepEqual(
      asked.map(({ to, type, data }) => [to, type, data['amount']]),
      [['Bank', 'pay', 500]],
    );
    equal(outcome.is === 'done' && outcome.data['receipt'], 'of the real bank');
    equal(asked[0]?.caseId, keyOf(outcome));
  });

  it('refuses, and what it refuses does not happen', async () => {
    const refusal: Answer = { is: 'refused', rejection: { code: 'LIMIT' } };
    const { externals } = bankThat(() => Promise.resolve(refusal));
    equal((await place(await opened(externals))).is, 'refused');
  });

  it('is unavailable when the way to it is broken', async () => {
    const { externals } = bankThat(() => Promise.reject(new Error('The line is broken.')));
    const shop = await opened(externals);
    const outcome = await place(shop);
    equal(outcome.is === 'refused' && outcome.rejection.type, 'PayLater');
    deepEqual(shop.incidents, []);
  });

  it('is not reached while it is switched off', async () => {
    const { asked, externals } = bankThat(paid);
    const shop = await opened(externals);
    shop.fault('Bank', 'down');
    await place(shop);
    equal(asked.length, 0);
    shop.fault('Bank', 'none');
    await place(shop, { phone: '011' });
    equal(asked.length, 1);
  });

  it('leaves the others simulated', async () => {
    const { asked, externals } = bankThat(paid);
    const shop = await opened({ Elsewhere: externals.Bank });
    equal((await place(shop)).is, 'done');
    equal(asked.length, 0);
  });
});
