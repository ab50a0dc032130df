// What everyone in the stories of the repair shop does, and how far a car has come when one begins.

import assert from 'node:assert/strict';
import type { Language, Person } from '@dure/web/testing/people';
import { given } from '@dure/web/testing/program';
import type { Program } from '@dure/web/testing/program';
import type { Stage } from '@dure/web/testing/stage';

export const DESK = 'ReceptionDesk:desk-1';
export const SHOP = 'RepairShop:mechanic-1';

/** The cards of a car: of those of the shop, the one to act on has a footer. */
export const car = ({ page }: Person, plate: string) =>
  page.locator('.ticket, .task').filter({ has: page.getByText(plate, { exact: true }) });

export const press = async (of: ReturnType<typeof car>, name: string): Promise<void> =>
  of.getByRole('button', { name, exact: true }).click();

/** By its whole name, or by a pattern. */
export const inDialog = ({ page }: Person, name: string | RegExp) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true });

export const stat = ({ page }: Person, text: string): Promise<void> =>
  page.locator('.page > .row-title .badge').filter({ hasText: text }).waitFor();

type Money = { readonly payAmt: number; readonly refundAmt: number | null };

/** What was taken for a receipt and has not come back. */
const keptFor = async (program: Program, receiptId: string): Promise<number> => {
  const path = `payments?receiptId=${receiptId}`;
  const asked = { business: 'repair-shop', persona: DESK, path, method: 'GET' } as const;
  // The gateway's own answer.
  const body = (await given(program, asked)) as {
    readonly _embedded: { readonly payments: readonly Money[] };
  };
  const { payments } = body._embedded;
  return payments.reduce((sum, of) => sum + of.payAmt - (of.refundAmt ?? 0), 0);
};

const [TRIES_MAX, PAUSE_MS] = [50, 100];

/** All that was taken comes back by itself, but what is due. */
export const balanced = async ({ program }: Stage, receiptId: string, due = 0): Promise<void> => {
  let kept = await keptFor(program, receiptId);
  for (let tries = 0; kept !== due && tries < TRIES_MAX; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    kept = await keptFor(program, receiptId);
  }
  assert.equal(kept, due);
};

export const sceneOf = ({ open, act, soon }: Stage) => {
  const atDesk = (language: Language, path = ''): Promise<Person> =>
    open(DESK, { language, size: 'desk' }, path);

  const inShop = (language: Language): Promise<Person> => open(SHOP, { language, size: 'desk' });

  /** Received at once, where the story begins later. */
  const received = async (vehiNo: string): Promise<string> => {
    const body = { vehiNo, symptom: '브레이크 패드' };
    // The gateway's own answer.
    return ((await soon(DESK, 'receipts', body)) as { readonly receiptId: string }).receiptId;
  };

  const inRepair = async (vehiNo: string): Promise<string> => {
    const id = await received(vehiNo);
    await soon(SHOP, `repairs/${id}/take-in-repair`);
    return id;
  };

  const payable = async (vehiNo: string): Promise<string> => {
    const id = await inRepair(vehiNo);
    await soon(SHOP, `repairs/${id}/complete-repair`, { repairAmt: 180_000 });
    await soon(DESK, `receipts/${id}/request-payment`);
    return id;
  };

  const paid = async (vehiNo: string, as = 'Customer:customer-4'): Promise<string> => {
    const id = await payable(vehiNo);
    await soon(as, `receipts/${id}/pay`, { payAmt: 180_000 });
    return id;
  };

  /** The car may come again. */
  const calledOff = async (id: string): Promise<void> => {
    await act(DESK, `receipts/${id}/request-cancel`);
    await soon(SHOP, `repairs/${id}/accept-cancel`, { feeAmt: 0 });
  };

  return { atDesk, inShop, received, inRepair, payable, paid, calledOff };
};

export type Scene = ReturnType<typeof sceneOf>;
