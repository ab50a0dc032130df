// Whom a command would tell is shown; what they would read is for them alone.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AnyMessage } from '@dure/domain';
import { runEmbedded } from '@dure/embedded';
import type { Host } from '@dure/kernel';
import { rehearsal } from '@dure/lodging/rehearsal';
import { memoryStore } from '@dure/store-memory';
import { businessOf, previewShown } from '@dure/access';
import { createGateway } from '../index.ts';
import type { Gateway } from '../index.ts';
import type { ShownPreview } from '@dure/access';

describe('the messages of a preview', () => {
  let running: Host;
  let gateway: Gateway;
  let orderId = '';

  const send = async (path: string, body: object, headers = {}): Promise<unknown> => {
    const answer = await fetch(`${gateway.url}/lodging${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    await running.quiet();
    return answer.json();
  };

  const cancelling = async (persona: string): Promise<ShownPreview> => {
    const headers = { prefer: 'preview', 'dure-persona': persona };
    // What is answered is what its types say.
    const shown = await send(`/accommodations/${orderId}/cancel-reservation`, {}, headers);
    return shown as ShownPreview;
  };

  before(async () => {
    running = await runEmbedded({ system: rehearsal, storeOf: () => memoryStore() });
    gateway = await createGateway({ running, port: 0 });
    const place = { placeNm: '한옥', pricePerNight: 100_000, freeCancelDays: 3, ownerId: 1 };
    await send('/places', { ...place, instantConfirmation: true });
    await send('/reservationManagements/1/open-stock', { stock: 5 });
    const today = Date.now();
    const day = (days: number) => new Date(today + days * 86_400_000).toISOString().slice(0, 10);
    const stay = { placeId: 1, usrId: 2, strDt: day(10), endDt: day(12), qty: 1 };
    const placed = await send('/accommodations', { ...stay, cardToken: 'card-0001' });
    orderId = (placed as { readonly orderId: string }).orderId;
  });
  after(async () => {
    await gateway.close();
    await running.stop();
  });

  it('say whom it would tell, and to themselves also what', async () => {
    const { messages, amounts } = await cancelling('Customer:customer-2');
    assert.deepEqual(
      messages.map(({ data }) => [data['recipient'], typeof data['textKo']]),
      [['customer:customer-2', 'string']],
    );
    assert.deepEqual(
      amounts.map(({ field, amount }) => [field, amount]),
      [['feeAmt', 0]],
    );
  });

  it('keep the words for whom they are from everyone else', async () => {
    const business = businessOf(running);
    const command = business.commands.get('CancelReservation');
    if (!command) throw new Error('Lodging has no CancelReservation.');
    const by = { kind: 'actor', name: 'Customer', claims: {} } as const;
    const preview = await running.preview({
      command: { type: command.name, orderId } as AnyMessage,
      by,
    });
    const dataFor = (subject: string) => {
      const caller = { actor: 'Owner', subject, claims: {}, ownsAll: false };
      return previewShown({ business, command, preview, caller }).messages[0]?.data ?? {};
    };
    assert.equal(dataFor('owner-1')['recipient'], 'customer:customer-2');
    assert.equal(dataFor('owner-1')['textKo'], undefined);
    assert.notEqual(dataFor('customer-2')['textKo'], undefined);
  });
});
