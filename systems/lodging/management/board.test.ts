import { describe, it } from 'node:test';
import { addDays } from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import type { By } from '@dure/domain';
import { invalid, nothing, outOfTurn, scenario } from '@dure/testing';
import { ReservationManagement } from './board.ts';
import { command, event, reject } from './contract.ts';

const TODAY = '2024-02-20';
const LAST = addDays(TODAY, 395);

const house = { placeId: 'place-2' } as const;
const adopt = command.AdoptPlace({
  ...house,
  placeNm: '북촌 한옥스테이',
  ownerId: 'owner-2',
  instantConfirmation: false,
});
const adopted = event.PlaceAdopted(adopt);
const openStock = command.OpenStock({ ...house, stock: 4 });
const opened = event.StockOpened({ ...openStock, orderId: null, fromDt: TODAY, toDt: LAST });
const instant = event.InstantConfirmationSet({ ...house, instantConfirmation: true });
const apart = command.SetNightStock({
  ...house,
  fromDt: '2024-03-02',
  toDt: '2024-03-03',
  stock: 1,
});
const setApart = event.NightStockSet(apart);

const offer = command.OfferReservation({
  ...house,
  orderId: 'order-1',
  usrId: 'customer-2',
  strDt: '2024-03-01',
  endDt: '2024-03-03',
  qty: 1,
  amount: 240_000,
});
const held = event.ReservationHeld({ ...offer, stock: 3, decideBy: '2024-02-21T10:00:00+09:00' });
const order = { ...house, orderId: 'order-1' } as const;
const confirm = command.ConfirmReservation(order);
const confirmed = event.ReservationConfirmed({ ...offer, stock: 3 });
const refuse = command.RejectReservation({ ...order, reason: '수리 중' });
const canceled = event.ReservationCancelConfirmed({
  ...offer,
  reason: '수리 중',
  stock: 4,
  feeAmt: 0,
  cancelledBy: 'OWNER',
});
const release = command.ReleaseRooms({ ...order, feeAmt: 72_000, reason: '일정 변경' });
const released = event.ReservationCancelConfirmed({
  ...offer,
  ...release,
  stock: 4,
  cancelledBy: 'CUSTOMER',
});
const noRooms = event.ReservationCancelConfirmed({
  ...offer,
  stock: null,
  feeAmt: 0,
  cancelledBy: 'NO_STOCK',
  early: true,
});
const endStay = command.EndStay(order);
const ended = event.StayEnded(order);
const nextNight = command.OpenNights(house);

const at = (day: string, time = '10:00') => ({ now: instantAt(day, time) });
const place = scenario(ReservationManagement, at(TODAY));
const onSale = [adopted, opened] as const;
const deadline: By = { kind: 'deadline', name: 'OWNER_DECISION', claims: {} };

describe('A place', () => {
  it('is adopted once, and opened once', () => {
    place.when(adopt).then(adopted);
    place.given(adopted).when(adopt).then(outOfTurn('adopted'));
    place.when(openStock).then(outOfTurn('absent'));
    place.given(adopted).when(openStock).then(opened);
    const again = { ...openStock, stock: 7 };
    place
      .given(...onSale)
      .when(again)
      .then(reject.StockAlreadyOpen(openStock));
  });

  it('has a stock of its own for some nights', () => {
    place
      .given(...onSale)
      .when(apart)
      .then(setApart);
    place.given(adopted).when(apart).then(outOfTurn('adopted'));
  });

  it('has no fewer rooms than are taken', () => {
    const none = { ...apart, stock: 0 };
    const short = reject.StockBelowBooked({ night: '2024-03-02', stock: 0 });
    for (const taken of [held, { ...confirmed, instantConfirmation: true }]) {
      place
        .given(...onSale, taken)
        .when(none)
        .then(short);
    }
    place
      .given(...onSale, held, canceled)
      .when(none)
      .then({ ...setApart, stock: 0 });
    place
      .given(...onSale, held, confirmed)
      .when(apart)
      .then(setApart);
  });

  it('sets nights that are to come and open, in their order', () => {
    const setting = (nights: Partial<typeof apart>) =>
      place.given(...onSale).when({ ...apart, ...nights });
    setting({ fromDt: addDays(TODAY, -1) }).then(invalid('fromDt'));
    setting({ toDt: '2024-03-02' }).then(invalid('toDt'));
    setting({ toDt: addDays(LAST, 1) }).then(invalid('toDt'));
    setting({ fromDt: TODAY, toDt: LAST }).then({ ...setApart, fromDt: TODAY, toDt: LAST });
  });

  it('confirms at once when it is set to', () => {
    const set = command.SetInstantConfirmation({ ...house, instantConfirmation: true });
    place.given(adopted).when(set).then(instant);
    place
      .given(...onSale)
      .when(set)
      .then(instant);
    place.when(set).then(outOfTurn('absent'));
  });

  it('opens the nights that have come, also after some days', () => {
    const opens = (day: string) => scenario(ReservationManagement, at(day)).given(...onSale);
    opens(TODAY).when(nextNight).then(nothing);
    opens('2024-02-23')
      .when(nextNight)
      .then(
        event.NightsOpened({
          ...house,
          today: '2024-02-23',
          fromDt: LAST,
          toDt: addDays(LAST, 3),
          stock: 4,
        }),
      );
    place.given(adopted).when(nextNight).then(outOfTurn('adopted'));
  });

  it('forgets nights that have passed, and no others', () => {
    const passed = event.NightsOpened({
      ...house,
      today: '2024-03-02',
      fromDt: LAST,
      toDt: addDays(LAST, 11),
      stock: 4,
    });
    const late = scenario(ReservationManagement, at('2024-03-02'));
    const past = [...onSale, setApart, held, confirmed, passed] as const;
    const second = { ...offer, orderId: 'order-2', strDt: '2024-03-02' } as const;
    late
      .given(...past)
      .when(second)
      .then({ ...noRooms, orderId: 'order-2', strDt: '2024-03-02' });
    late
      .given(...past, ended)
      .when(release)
      .then({ ...released, stock: 1 });
  });
});

describe('A booking', () => {
  it('holds its rooms until the owner decides', () => {
    place
      .given(...onSale)
      .when(offer)
      .then(held);
  });

  it('is confirmed at once where the place says so', () => {
    place
      .given(...onSale, instant)
      .when(offer)
      .then({ ...confirmed, instantConfirmation: true });
  });

  it('takes all nights or none', () => {
    const two = { ...offer, qty: 2 } as const;
    const unheld = { ...noRooms, qty: 2 };
    place
      .given(...onSale, setApart)
      .when(two)
      .then(unheld);
    place.given(adopted).when(two).then(unheld);
    place.when(two).then(unheld);
  });

  it('counts what others hold, as long as they do', () => {
    const others = { ...held, orderId: 'order-2', qty: 4 } as const;
    const given = [...onSale, others] as const;
    const full = place.given(...given);
    full.when(offer).then(noRooms);
    place
      .given(...given, { ...canceled, orderId: 'order-2', qty: 4 })
      .when(offer)
      .then(held);
    full.when({ ...offer, strDt: '2024-03-03', endDt: '2024-03-04' }).then({
      ...held,
      strDt: '2024-03-03',
      endDt: '2024-03-04',
    });
  });

  it('gives the owner a day, but not beyond check-in, and at least an hour', () => {
    const until = (day: string, time: string, decideBy: string) =>
      scenario(ReservationManagement, at(day, time))
        .given(...onSale)
        .when(offer)
        .then({ ...held, decideBy });
    until('2024-02-28', '09:30', '2024-02-29T09:30:00+09:00');
    until('2024-02-29', '20:00', '2024-03-01T15:00:00+09:00');
    until('2024-03-01', '14:30', '2024-03-01T15:30:00+09:00');
  });

  it('does nothing when its cancellation came first', () => {
    const mark = event.ReservationCancelConfirmed({
      ...release,
      stock: null,
      cancelledBy: 'CUSTOMER',
      early: true,
    });
    place.given(adopted).when(release).then(mark);
    place.when(release).then(mark);
    place
      .given(...onSale, mark)
      .when(offer)
      .then(nothing);
  });

  it('is confirmed by its owner, once', () => {
    const waiting = place.given(...onSale, held);
    waiting.when(confirm).then(confirmed);
    place
      .given(...onSale, held, confirmed)
      .when(confirm)
      .then(nothing);
    place
      .given(...onSale, held, canceled)
      .when(confirm)
      .then(outOfTurn('released'));
    place
      .given(...onSale)
      .when(confirm)
      .then(outOfTurn('absent'));
  });

  it('is rejected by its owner, or lapses', () => {
    place
      .given(...onSale, held)
      .when(refuse)
      .then(canceled);
    scenario(ReservationManagement, { ...at(TODAY), by: deadline })
      .given(...onSale, held)
      .when(refuse)
      .then({ ...canceled, cancelledBy: 'LAPSED' });
  });

  it('is given up by its owner until check-in, and does not lapse any more', () => {
    const onDay = (day: string, time: string) =>
      scenario(ReservationManagement, at(day, time))
        .given(...onSale, held, confirmed)
        .when(refuse);
    onDay('2024-03-01', '14:59').then(canceled);
    onDay('2024-03-01', '15:00').then(reject.StayBegun(offer));
    scenario(ReservationManagement, { ...at(TODAY), by: deadline })
      .given(...onSale, held, confirmed)
      .when(refuse)
      .then(nothing);
    place
      .given(...onSale, held, canceled)
      .when(refuse)
      .then(outOfTurn('released'));
  });

  it('is released for its customer, whatever it is, and once', () => {
    for (const past of [[held], [held, confirmed], [held, confirmed, ended]]) {
      place
        .given(...onSale, ...past)
        .when(release)
        .then(released);
    }
    place
      .given(...onSale, held, canceled)
      .when(release)
      .then(nothing);
  });

  it('ends with the stay', () => {
    place
      .given(...onSale, held, confirmed)
      .when(endStay)
      .then(ended);
    place
      .given(...onSale, held)
      .when(endStay)
      .then(outOfTurn('held'));
  });
});
