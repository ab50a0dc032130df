// A business that is opened to be looked at: as it was left, without a demo, and with its incidents
// kept for whoever looks.

import type { Incident } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import { openBusinessHost } from './business-host.ts';
import type { BusinessHost } from './business-host.ts';

export type OpenedToLook = { readonly host: BusinessHost; readonly incidents: readonly Incident[] };

/** @throws {LogsDisagree} {StoreCannotOpen} its files are not of one time, or cannot be opened. */
export const openedToLook = async (system: Rehearsed, folder: string): Promise<OpenedToLook> => {
  const incidents: Incident[] = [];
  const host = await openBusinessHost({
    system,
    folder,
    settings: {},
    isReplay: false,
    withDemo: false,
    logger: {
      incident: (_business, incident) => void incidents.push({ context: '', ...incident }),
      happened: () => {},
      warn: () => {},
    },
  });
  return { host, incidents };
};
