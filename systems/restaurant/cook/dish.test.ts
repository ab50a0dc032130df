import { describe, it } from 'node:test';
import { nothing, outOfTurn, scenario } from '@dure/testing';
import * as Order from '../order/contract.ts';
import { command, event, reject } from './contract.ts';
import { Cook } from './dish.ts';

const id = { orderId: 'order-1' } as const;
const order = {
  ...id,
  restaurantId: 'restaurant-1',
  restaurantMenuId: 'menu-11',
  customerId: 'customer-1',
  qty: 2,
} as const;
const dish = { ...order, cookId: 'cook-1' } as const;

const receive = command.ReceiveCook(order);
const received = event.CookReceived(dish);
const refuse = command.RefuseForStock(order);
const qtyOver = event.CookQtyChecked(dish);
const holdBy = (holdId: `hold-${string}`) => command.HoldCooking({ ...order, holdId });
const heldBy = (holdId: `hold-${string}`, isReceived = true) =>
  event.CookHeld({ ...dish, holdId, isReceived });
const releaseOf = (holdId: `hold-${string}`) => command.ReleaseHold({ ...id, holdId });
const releasedTo = (status: string | null, holdId: `hold-${string}` = 'hold-1') =>
  event.CookHoldReleased({
    ...id,
    cookId: 'cook-1',
    holdId,
    isReceived: status === 'COOK : ORDER RECEIPT',
    status,
  });
/** An undo that came before its ask. */
const mark = event.CookHoldReleased({ ...id, holdId: 'hold-1', isReceived: false, status: null });
const cancel = command.CancelCook(order);
const canceled = event.CookCancelled({ ...dish, isReceived: true });
const start = command.StartCooking(id);
const started = event.CookStarted(dish);
const finish = command.FinishCooking(id);
const cooked = event.Cooked(dish);
const rejectIt = command.RejectCook({ ...id, reason: '재료 소진' });
const rejected = event.CookRejected({ ...dish, reason: '재료 소진', isReceived: true });

const hold = holdBy('hold-1');
const held = heldBy('hold-1');
const heldUnseen = heldBy('hold-1', false);
const release = releaseOf('hold-1');

const cook = scenario(Cook);

describe('A dish', () => {
  it('RES-F1: is received, unless it was called off meanwhile', () => {
    cook.when(receive).then(received);
    cook.given(heldUnseen).when(receive).then(received);
    cook.given(heldUnseen, canceled).when(receive).then(nothing);
    cook.given(heldUnseen, rejected).when(receive).then(nothing);
    cook.given(received).when(receive).then(outOfTurn('received'));
  });

  it('RES-F4: is out of stock, unless it was called off meanwhile', () => {
    cook.when(refuse).then(qtyOver);
    cook.given(heldUnseen).when(refuse).then(qtyOver);
    cook.given(heldUnseen, canceled).when(refuse).then(nothing);
  });

  it('begins and ends', () => {
    cook.given(received).when(start).then(started);
    cook.given(received, started).when(finish).then(cooked);
    cook.given(received).when(finish).then(outOfTurn('received'));
    cook.given(received, started, cooked).when(finish).then(outOfTurn('cooked'));
    cook.when(start).then(outOfTurn('absent'));
    cook.given(qtyOver).when(start).then(outOfTurn('qtyOver'));
  });

  it('is rejected before it is begun', () => {
    cook.given(received).when(rejectIt).then(rejected);
    cook.given(received, held).when(rejectIt).then(rejected);
    cook
      .given(heldUnseen)
      .when(rejectIt)
      .then({ ...rejected, isReceived: false });
    cook.given(received, started).when(rejectIt).then(outOfTurn('cooking'));
  });
});

describe('RES-N1 A hold', () => {
  it('keeps the dish from being cooked, also before the kitchen knows of it', () => {
    cook.given(received).when(hold).then(held);
    cook.given(received, held).when(start).then(reject.CancelPending(id));
    cook.when(hold).then(heldUnseen);
    cook.given(heldUnseen, received).when(start).then(reject.CancelPending(id));
  });

  it('comes too late once cooking has begun, and is not needed where nothing is cooked', () => {
    const late = (status: string) => Order.reject.CookingStarted({ ...id, status });
    cook.given(received, started).when(hold).then(late('COOK : COOKING'));
    cook.given(received, started, cooked).when(hold).then(late('COOKED'));
    for (const end of [qtyOver, canceled]) cook.given(end).when(hold).then(nothing);
    cook.given(received, rejected).when(hold).then(nothing);
  });

  it('S10: is released, and the dish is what it was before', () => {
    cook.given(received, held).when(release).then(releasedTo('COOK : ORDER RECEIPT'));
    const back = [received, held, releasedTo('COOK : ORDER RECEIPT')] as const;
    cook
      .given(...back)
      .when(start)
      .then(started);
    cook.given(heldUnseen).when(release).then(releasedTo(null));
    cook.given(heldUnseen, releasedTo(null)).when(receive).then(received);
  });

  it('is one of several: the dish is held until the last is withdrawn', () => {
    const both = [received, held, heldBy('hold-2')] as const;
    const one = releasedTo('COOK : CANCEL HOLD');
    const still = { ...one, isReceived: true };
    cook
      .given(...both)
      .when(release)
      .then(still);
    cook
      .given(...both, still)
      .when(start)
      .then(reject.CancelPending(id));
    cook
      .given(...both, still)
      .when(releaseOf('hold-2'))
      .then(releasedTo('COOK : ORDER RECEIPT', 'hold-2'));
  });

  it('that was withdrawn before it came holds nothing', () => {
    cook.when(release).then(mark);
    cook.given(mark).when(hold).then(reject.HoldWithdrawn(hold));
    cook.given(mark, received).when(hold).then(reject.HoldWithdrawn(hold));
    cook
      .given(mark)
      .when(holdBy('hold-2'))
      .then({ ...heldUnseen, holdId: 'hold-2' });
    const backAgain = releasedTo('COOK : ORDER RECEIPT');
    cook.given(received, held, backAgain).when(hold).then(reject.HoldWithdrawn(hold));
    cook.given(mark, heldBy('hold-2', false), received).when(hold).then(reject.HoldWithdrawn(hold));
  });

  it('is withdrawn once', () => {
    cook.given(mark).when(release).then(nothing);
    cook.given(received, started).when(release).then(nothing);
    cook.given(received, held, canceled).when(release).then(nothing);
  });
});

describe('RES-F3 A cancelled order', () => {
  it('cancels its dish, wherever it is', () => {
    cook.given(received, held).when(cancel).then(canceled);
    cook.given(received).when(cancel).then(canceled);
    cook.given(qtyOver).when(cancel).then(nothing);
    cook.given(received, rejected).when(cancel).then(nothing);
    cook.given(received, started).when(cancel).then(outOfTurn('cooking'));
  });

  it('S12: cancels what the kitchen has not read yet', () => {
    cook
      .given(heldUnseen)
      .when(cancel)
      .then({ ...canceled, isReceived: false });
    cook.when(cancel).then({ ...canceled, isReceived: false });
    cook
      .given(heldUnseen, { ...canceled, isReceived: false })
      .when(receive)
      .then(nothing);
  });
});
