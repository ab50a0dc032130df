// The yardstick for whole sagas: what a careful engineer would write by hand for a booking in one
// process. One SQLite file, and one transaction with fsync for whatever waits. What is asked of the
// card network is written down before, so that it can be taken back after a crash, and a log says
// the same that Dure's logs say. Everything else that can be one transaction is one. What a restart
// has to do is left out: it is not measured.

import { DatabaseSync } from 'node:sqlite';
import { nightsOf } from '@dure/domain';
import { machineClock, SimulatedSystems } from '@dure/embedded';
import type { Answer } from '@dure/kernel/ports';
import { rehearsal } from '@dure/lodging/rehearsal';
import { countGiven, fileIn, folderGiven, tell } from './program.ts';
import { PLACES } from './stays.ts';
import { measureBookings } from './whole-bookings.ts';
import type { Wish } from './whole-bookings.ts';

/** As many as a turn of the kernel takes. */
const BATCH_MAX = 256;
const ROOMS = 10_000;
const PRICE = 5_000;
const OWNER = 'owner-1';

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA cache_size = -64000;
  CREATE TABLE places (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, price INTEGER NOT NULL, rooms INTEGER NOT NULL
  );
  CREATE TABLE reservations (
    id INTEGER PRIMARY KEY, place INTEGER NOT NULL, usr TEXT NOT NULL, first TEXT NOT NULL,
    leaving TEXT NOT NULL, qty INTEGER NOT NULL, amount INTEGER NOT NULL, status TEXT NOT NULL
  );
  CREATE TABLE payments (
    id INTEGER PRIMARY KEY, amount INTEGER NOT NULL, approval TEXT, status TEXT NOT NULL
  );
  CREATE TABLE nights (
    place INTEGER NOT NULL, day TEXT NOT NULL, taken INTEGER NOT NULL, PRIMARY KEY (place, day)
  ) WITHOUT ROWID;
  CREATE TABLE mypage (
    id INTEGER PRIMARY KEY, usr TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL,
    status TEXT NOT NULL, first TEXT NOT NULL, leaving TEXT NOT NULL, at INTEGER NOT NULL
  );
  CREATE INDEX mypage_usr ON mypage (usr, at);
  CREATE TABLE messages (
    id INTEGER PRIMARY KEY, booking INTEGER NOT NULL, recipient TEXT NOT NULL, text TEXT NOT NULL,
    at INTEGER NOT NULL
  );
  CREATE INDEX messages_recipient ON messages (recipient, at);
  CREATE TABLE log (
    sequence INTEGER PRIMARY KEY, type TEXT NOT NULL, booking INTEGER NOT NULL, at INTEGER NOT NULL,
    data TEXT NOT NULL
  );`;

const statementsOf = (database: DatabaseSync) => ({
  begin: database.prepare('BEGIN IMMEDIATE'),
  commit: database.prepare('COMMIT'),
  list: database.prepare('INSERT INTO places VALUES (?, ?, ?, ?)'),
  place: database.prepare('SELECT name, price, rooms FROM places WHERE id = ?'),
  reserve: database.prepare('INSERT INTO reservations VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
  setReservation: database.prepare('UPDATE reservations SET status = ? WHERE id = ?'),
  ask: database.prepare("INSERT INTO payments VALUES (?, ?, NULL, 'asking')"),
  setPayment: database.prepare('UPDATE payments SET status = ?, approval = ? WHERE id = ?'),
  takeNight: database.prepare(
    'INSERT INTO nights VALUES (?, ?, ?) ' +
      'ON CONFLICT (place, day) DO UPDATE SET taken = taken + excluded.taken RETURNING taken',
  ),
  show: database.prepare('INSERT INTO mypage VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
  setShown: database.prepare('UPDATE mypage SET status = ?, at = ? WHERE id = ?'),
  send: database.prepare('INSERT INTO messages (booking, recipient, text, at) VALUES (?, ?, ?, ?)'),
  append: database.prepare('INSERT INTO log (type, booking, at, data) VALUES (?, ?, ?, ?)'),
});

type Step = { readonly work: () => void; readonly done: (cause?: unknown) => void };

/** The one transaction: whatever waits is written in it, and goes on when it is on the disk. */
class Ledger {
  readonly #database: DatabaseSync;
  readonly statements: ReturnType<typeof statementsOf>;
  #waiting: Step[] = [];

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec(schema);
    this.statements = statementsOf(this.#database);
  }

  write(work: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (cause?: unknown): void => (cause === undefined ? resolve() : reject(cause));
      this.#waiting.push({ work, done });
      if (this.#waiting.length === 1) setImmediate(this.#commit);
    });
  }

  readonly #commit = (): void => {
    const batch = this.#waiting.slice(0, BATCH_MAX);
    this.#waiting = this.#waiting.slice(BATCH_MAX);
    if (this.#waiting.length > 0) setImmediate(this.#commit);
    try {
      this.statements.begin.run();
      for (const { work } of batch) work();
      this.statements.commit.run();
      for (const { done } of batch) done();
    } catch (cause) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      for (const { done } of batch) done(cause);
    }
  };
}

type Booking = Wish & {
  readonly id: number;
  readonly place: number;
  readonly name: string;
  readonly amount: number;
};

const ledger = new Ledger(fileIn(folderGiven(), 'bookings'));
const { statements } = ledger;
const cards = new SimulatedSystems(rehearsal.externals, machineClock());
let last = 0;

const append = (type: string, { id }: Booking, data: object): void => {
  statements.append.run(type, id, Date.now(), JSON.stringify(data));
};

/** The first step: it is known what is to be paid, and that it is being asked for. */
const reserve = (wish: Wish): Booking => {
  const place = Number(wish.placeId.slice('place-'.length));
  const listed = statements.place.get(place);
  const nights = nightsOf(wish.strDt, wish.endDt);
  if (!listed || nights.length === 0 || wish.qty < 1) throw new Error('There is no such stay.');
  const amount = Number(listed['price']) * nights.length * wish.qty;
  const booking = { ...wish, id: (last += 1), place, name: String(listed['name']), amount };
  const { usrId, strDt, endDt, qty } = wish;
  statements.reserve.run(booking.id, place, usrId, strDt, endDt, qty, amount, 'asking');
  statements.ask.run(booking.id, amount);
  return booking;
};

const shownOf = ({ id, usrId, place, name, strDt, endDt }: Booking) =>
  [id, usrId, place, name, '예약처리', strDt, endDt, Date.now()] as const;

/** The second step: the card holds the sum, and the reservation is placed. */
const authorized = (booking: Booking, approval: string): void => {
  statements.setPayment.run('결제가승인', approval, booking.id);
  statements.setReservation.run('예약처리', booking.id);
  statements.show.run(...shownOf(booking));
  const { id, amount, ...told } = booking;
  append('PaymentAuthorized', booking, { payId: id, amount, approvalNo: approval });
  append('ReservationPlaced', booking, { orderId: id, amount, ...told, status: '예약처리' });
};

/** The third step: the rooms of each night are taken. */
const takeRooms = (booking: Booking): void => {
  for (const night of nightsOf(booking.strDt, booking.endDt)) {
    const { taken } = statements.takeNight.get(booking.place, night, booking.qty) ?? {};
    if (Number(taken) > ROOMS) throw new Error('There are no rooms left.');
  }
  append('ReservationConfirmed', booking, { rsvId: booking.id, place: booking.place });
};

const inform = (booking: Booking, recipient: string, text: string): void => {
  statements.send.run(booking.id, recipient, text, Date.now());
  append('MessageSent', booking, { recipient, text });
};

/** The fourth step: it is paid and complete, and those who wait for it read so. */
const complete = (booking: Booking, approval: string): void => {
  statements.setPayment.run('결제완료', approval, booking.id);
  statements.setReservation.run('예약완료', booking.id);
  statements.setShown.run('예약완료', Date.now(), booking.id);
  append('PaymentApproved', booking, { payId: booking.id, amount: booking.amount });
  append('ReservationStatusChanged', booking, { orderId: booking.id, status: '예약완료' });
  const { name, strDt, endDt, usrId } = booking;
  inform(booking, `Customer:${usrId}`, `${name} ${strDt}~${endDt} 예약이 완료되었습니다.`);
  inform(booking, `Owner:${OWNER}`, `${name} ${strDt}~${endDt} 예약이 들어왔습니다.`);
};

const ask = async (type: string, { id, amount }: Booking): Promise<string> => {
  const call = { to: 'CardNetwork', type, key: `${id}/${type}`, caseId: String(id), budgetMs: 610 };
  const data = { payId: `payment-${id}`, amount, cardToken: 'card-1' };
  const answer: Answer = await cards.call({ ...call, data, causedBy: '', caller: 'bookings' });
  if (answer.is !== 'taken') throw new Error(`The card network refuses ${type}.`);
  const { approvalNo } = answer.fields;
  return typeof approvalNo === 'string' ? approvalNo : '';
};

const book = async (wish: Wish): Promise<void> => {
  const begun: Booking[] = [];
  await ledger.write(() => void begun.push(reserve(wish)));
  const [booking] = begun;
  if (!booking) throw new Error('Nothing was begun.');
  const approval = await ask('approve', booking);
  await ledger.write(() => authorized(booking, approval));
  await ask('capture', booking);
  await ledger.write(() => {
    takeRooms(booking);
    complete(booking, approval);
  });
};

await ledger.write(() => {
  for (let number = 1; number <= PLACES; number += 1) {
    statements.list.run(number, `숙소 ${number}`, PRICE, ROOMS);
  }
});
tell(await measureBookings(countGiven(), { book, quiet: async () => {} }));
