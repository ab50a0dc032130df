// One ear at the business for all who listen to it; none, while nobody does.

import type { Notice, Running } from '@dure/kernel';

export type Hub = { readonly listen: (listener: (notice: Notice) => void) => () => void };

const hubs = new WeakMap<Running, Hub>();

const createHub = (running: Running): Hub => {
  const listeners = new Set<(notice: Notice) => void>();
  let stop: (() => void) | undefined;
  const tell = (notice: Notice): void => {
    for (const listener of listeners) {
      try {
        listener(notice);
      } catch {
        // The kernel calls this amid its own work: who cannot hear a notice hears no more of them.
        listeners.delete(listener);
      }
    }
  };
  return {
    listen: (listener) => {
      listeners.add(listener);
      stop ??= running.listen(tell);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
};

export const hubOf = (running: Running): Hub => {
  const hub = hubs.get(running) ?? createHub(running);
  hubs.set(running, hub);
  return hub;
};
