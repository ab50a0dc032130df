import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS } from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import { deadlineOf, outOfTurn, policy, scenario, viewOf } from '@dure/testing';
import * as Cook from '../cook/contract.ts';
import { Delivering, Delivery } from './board.ts';
import { command, event } from './contract.ts';

const now = instantAt('2026-03-02', '12:00');

const id = { orderId: 'order-1' } as const;
const prepare = command.PrepareDelivery(id);
const prepared = event.DeliveryPrepared({ ...id, status: 'DELIVERY : COOK FIN' });
const start = command.StartDelivery(id);
const shipped = event.Shipped({ ...id, status: 'DELIVERY : SHIPPED' });
const complete = command.CompleteDelivery(id);
const delivered = event.DeliveryCompleted({ ...id, status: 'DELIVERY : DELIVERY FIN' });

describe('A delivery', () => {
  it('is prepared, started and completed, in this order', () => {
    const delivery = scenario(Delivery);
    delivery.when(prepare).then(event.DeliveryPrepared(id));
    delivery.given(prepared).when(start).then(event.Shipped(id));
    delivery.given(prepared, shipped).when(complete).then(event.DeliveryCompleted(id));
    delivery.when(start).then(outOfTurn('absent'));
    delivery.given(prepared).when(complete).then(outOfTurn('prepared'));
    delivery.given(prepared, shipped, delivered).when(start).then(outOfTurn('delivered'));
  });

  const follows = (name: string, settings = {}) => {
    const named = Delivering.policies[name];
    assert.ok(named, name);
    return policy(named, { settings });
  };

  it('RES-F2: is prepared when the dish is cooked', () => {
    const cooked = Cook.event.Cooked({ ...id, cookId: 'cook-1', customerId: 'customer-1' });
    follows('Ship').when(cooked).then(prepare);
  });

  it('S3: begins and ends by itself only where it is set to', () => {
    follows('shipAtOnce').when(prepared).then();
    follows('completeAtOnce').when(shipped).then();
    const auto = { AUTO_SHIP: true };
    follows('shipAtOnce', auto).when(prepared).then(start);
    follows('completeAtOnce', auto).when(shipped).then(complete);
  });

  it('reminds the riders, until it is there', () => {
    const { DELIVERY_REMINDER } = Delivering.deadlines;
    assert.ok(DELIVERY_REMINDER?.work);
    const reminder = deadlineOf(DELIVERY_REMINDER, { now });
    const at = now + 30 * MINUTE_MS;
    reminder.when(prepared).then({ at });
    reminder.given(prepared).when(shipped).then({ at });
    reminder.given(prepared).when(delivered).then();
  });

  it('is shown where it stands', () => {
    const { Deliveries } = Delivering.views;
    assert.ok(Deliveries);
    const list = viewOf(Deliveries);
    list.given(prepared, shipped).then({ ...id, status: 'DELIVERY : SHIPPED' });
    list.given(prepared, shipped, delivered).then({ ...id, status: 'DELIVERY : DELIVERY FIN' });
  });
});
