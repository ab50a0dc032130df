// Parcel pickup in one process, on a clock that a test moves, and the couriers of its seed.

import type { By } from '@dure/domain';
import { Business } from '@dure/acceptance/business';
import type { Opening } from '@dure/acceptance/business';
import * as Pickupassign from './pickupassign/contract.ts';
import * as Pickupcall from './pickupcall/contract.ts';
import { rehearsal } from './rehearsal.ts';

const { GoOnDuty, RegisterCourier } = Pickupassign.command;

const actor = (name: string, claims: By['claims'] = {}): By => ({ kind: 'actor', name, claims });

export const customer = (tel: string): By => actor('Customer', { tel });
export const courier = (workerid: string): By => actor('Courier', { workerid });
export const manager = actor('PickupManager');

export const poolId = '서울';

type Courier = Parameters<typeof RegisterCourier>[0];

const seed = (number: number, worker: string, of: Pick<Courier, 'capability' | 'location'>) => ({
  poolId,
  workerid: `P${number}`,
  worker,
  workertel: `0104111000${number}`,
  ...of,
});

export const lee = seed(1, '이준영', { capability: 'LIGHT', location: '이수' });
export const park = seed(2, '박현수', { capability: 'FULL', location: '관악구' });
export const choi = seed(3, '최가은', { capability: 'LIGHT', location: '사당' });

export const TEL = '01050958718';

export const telOf = (number: number): string => `010222222${String(number + 10)}`;

export const errandOf = (number: number) => ({ poolId, pickupId: `pickupcall-${number}` }) as const;

type Request = Partial<Parameters<typeof Pickupcall.command.RequestPickup>[0]>;

export const request = (of: Request = {}) =>
  Pickupcall.command.RequestPickup({ pickupId: 'pickupcall-1', tel: TEL, ...of });

export const cancel = Pickupcall.command.CancelPickup({ pickupId: 'pickupcall-1' });

/** A courier who is registered and free. */
export const freed = async (city: Business, one: Courier): Promise<void> => {
  await city.done(RegisterCourier(one), manager);
  await city.done(GoOnDuty(one), courier(one.workerid));
};

type City = Opening & { readonly couriers?: readonly Courier[] };

/** A city with some of the couriers of the seed, all of them unless it says whom. */
export const opened = async ({ couriers = [lee, park, choi], ...opening }: City = {}) => {
  const city = await Business.opened(rehearsal, '2026-03-02', opening);
  for (const one of couriers) await freed(city, one);
  return city;
};

export const statusOf = async (city: Business, number = 1) =>
  (await city.row('Pickupcalls', `pickupcall-${number}`))?.['status'];

/** Another customer asks for a pickup; their phone and its number go together. */
export const requested = async (city: Business, number: number, of: Request = {}) => {
  const tel = telOf(number);
  await city.done(request({ pickupId: `pickupcall-${number}`, tel, ...of }), customer(tel));
};

/** A pickup that has a courier. */
export const confirmed = async (of: Request = {}, city: City = {}): Promise<Business> => {
  const open = await opened(city);
  await open.done(request(of), customer(TEL));
  return open;
};

/** The texts that somebody got. */
export const toldTo = async (city: Business, recipient: string): Promise<readonly string[]> =>
  (await city.rows('Inbox')).flatMap((row) =>
    row['recipient'] === recipient ? [String(row['textKo'])] : [],
  );
