// Lodging over HTTP, for sagas from end to end; with `--sign-in` for a customer who has to say who
// they are, and with `--unlimited` for as much as comes.

import { createGateway } from '@dure/http';
import { folderGiven, isSignInGiven, tell } from './program.ts';
import { signedIn } from './signed-in.ts';
import { openLodging } from './stays.ts';

const customer = { roles: ['Customer'], usrId: 'customer-1' };
const everything = { min: 1_000_000, max: 1_000_000 };
const underWay = process.argv.includes('--unlimited') ? everything : {};

const running = await openLodging(folderGiven());
const { bearer, options } = isSignInGiven()
  ? await signedIn(customer, underWay)
  : { bearer: undefined, options: {} };
const { url } = await createGateway({ running, port: 0, ...options });
tell({ url, bearer });
