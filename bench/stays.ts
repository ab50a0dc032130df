// Lodging as the bench runs it: many places with instant confirmation, and rooms enough.

import type { AnyMessage, By } from '@dure/domain';
import { runEmbedded } from '@dure/embedded';
import type { HostOptions } from '@dure/embedded';
import type { Host } from '@dure/kernel';
import { rehearsal } from '@dure/lodging/rehearsal';
import { openSharedFile, openSqliteStore } from '@dure/store-sqlite';
import { fileIn, inParallel } from './program.ts';

export const PLACES = 200;
/** As many as the shape of a stock allows. */
const ROOMS = 10_000;
const AT_ONCE = 32;

const owner: By = { kind: 'actor', name: 'Owner', claims: { ownerId: 'owner-1' } };

/** Commands by name: the bench enters where clients do, and knows no contract. */
const message = (type: string, fields: object): AnyMessage => ({ type, ...fields });

/** A file for each context, or one that they share (`--one-file`). */
const storesIn = (folder: string): HostOptions['storeOf'] => {
  if (!process.argv.includes('--one-file')) {
    return ({ name }) => openSqliteStore({ file: fileIn(folder, name) });
  }
  const shared = openSharedFile({ file: fileIn(folder, 'lodging') });
  const { name: business } = rehearsal;
  return ({ name: context }) => shared.storeOf({ owner: { business, context } });
};

export const openLodging = async (folder: string): Promise<Host> => {
  const running = await runEmbedded({
    system: rehearsal,
    storeOf: storesIn(folder),
  });
  await openPlaces(running);
  return running;
};

/** Opens all places. What was asked before under the same key is not done again. */
export const openPlaces = async (running: Host): Promise<void> => {
  const issue = async (command: AnyMessage, key: string): Promise<void> => {
    const outcome = await running.issue({ command, by: owner, key });
    if (outcome.is !== 'done') throw new Error(JSON.stringify(outcome));
  };
  await inParallel(PLACES, AT_ONCE, (number) => {
    const fields = { placeNm: `숙소 ${number}`, ownerId: 'owner-1', pricePerNight: 5_000 };
    const place = { placeId: `place-${number}`, ...fields, instantConfirmation: true };
    return issue(message('RegisterPlace', place), `place-${number}`);
  });
  await running.quiet(60_000);
  await inParallel(PLACES, AT_ONCE, (number) =>
    issue(message('OpenStock', { placeId: `place-${number}`, stock: ROOMS }), `stock-${number}`),
  );
  await running.quiet(60_000);
};
