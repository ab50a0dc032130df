import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nothing, outOfTurn, policy, scenario, viewOf } from '@dure/testing';
import * as Receipt from '../receipt/contract.ts';
import { Delivery, Fleet } from './board.ts';
import { command, event, reject } from './contract.ts';

const id = { deliveryId: 'delivery-1', receiptId: 'receipt-1' } as const;
const car = { ...id, vehiNo: '0101' } as const;

const accept = command.AcceptDelivery(car);
const accepted = event.DeliveryAccepted(car);
const withdraw = command.WithdrawDelivery(id);
const withdrawn = event.DeliveryWithdrawn(id);
const confirm = command.ConfirmDelivery(id);
const confirmed = event.DeliveryConfirmed(car);
const start = command.StartDelivery(id);
const started = event.DeliveryStarted(car);
const complete = command.CompleteDelivery(id);
const completed = event.DeliveryCompleted(car);

const delivery = scenario(Delivery);

describe('A delivery', () => {
  it('is promised once, until the fleet is full', () => {
    delivery.when(accept).then({ ...accepted, stat: 'DELIVERYREQUESTED' });
    delivery.given(accepted).when(accept).then(nothing);
    delivery.given(accepted, confirmed).when(accept).then(nothing);
    const busy = (started19: number) => ({
      count: { Delivery: { promised: 0, confirmed: 1, started: started19 } },
    });
    scenario(Delivery, busy(18)).when(accept).then(accepted);
    scenario(Delivery, busy(19))
      .when(accept)
      .then(reject.DeliveryFull({ reason: '진행 중인 배송 20건' }));
  });

  it('is withdrawn while it is only promised, also before it came', () => {
    delivery
      .given(accepted)
      .when(withdraw)
      .then({ ...withdrawn, stat: 'DELIVERYWITHDRAWN' });
    delivery.when(withdraw).then({ ...withdrawn, early: true });
    delivery.given(withdrawn).when(withdraw).then(nothing);
    delivery.given(withdrawn).when(accept).then(reject.DeliveryGone(id));
    delivery.given(accepted, confirmed).when(withdraw).then(outOfTurn('confirmed'));
  });

  it('REP-F9: is driven once it is confirmed', () => {
    delivery.given(accepted).when(start).then(outOfTurn('promised'));
    delivery.given(accepted).when(confirm).then(confirmed);
    delivery
      .given(accepted, confirmed)
      .when(start)
      .then({ ...started, stat: 'DELIVERYSTARTED' });
    delivery.given(accepted, confirmed).when(complete).then(outOfTurn('confirmed'));
    delivery
      .given(accepted, confirmed, started)
      .when(complete)
      .then({ ...completed, stat: 'DELIVERYCOMPLETED' });
  });
});

describe('The fleet', () => {
  const { confirmDelivery, startAtOnce } = Fleet.policies;
  const { DeliveryTasks } = Fleet.views;
  assert.ok(confirmDelivery && startAtOnce && DeliveryTasks);

  it('takes what a receipt asks for as a fact, and starts at once only where it is set to', () => {
    const requested = Receipt.event.DeliveryRequested({
      ...car,
      repairAmt: 180_000,
      payAmt: 180_000,
    });
    policy(confirmDelivery).when(requested).then(confirm);
    policy(startAtOnce).when(confirmed).then();
    policy(startAtOnce, { settings: { AUTO_START_DELIVERY: true } })
      .when(confirmed)
      .then(command.StartDelivery(id));
  });

  it('sees what there is to drive', () => {
    viewOf(DeliveryTasks)
      .given(
        event.DeliveryAccepted({ ...car, stat: 'DELIVERYREQUESTED' }),
        event.DeliveryStarted({ ...car, stat: 'DELIVERYSTARTED' }),
      )
      .then({ ...car, stat: 'DELIVERYSTARTED' });
    viewOf(DeliveryTasks)
      .given(event.DeliveryWithdrawn({ ...id, early: true }))
      .then();
  });
});
