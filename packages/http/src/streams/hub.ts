// One ear at the business for all who listen to it; none, while nobody does.

import type { CommitNotice, Host } from '@dure/kernel';

export type Hub = { readonly listen: (listener: (notice: CommitNotice) => void) => () => void };

const hubs = new WeakMap<Host, Hub>();

const createHub = (running: Host): Hub => {
  const listeners = new Set<(notice: CommitNotice) => void>();
  let stop: (() => void) | undefined;
  const tell = (notice: CommitNotice): void => {
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

export const hubOf = (running: Host): Hub => {
  const hub = hubs.get(running) ?? createHub(running);
  hubs.set(running, hub);
  return hub;
};
