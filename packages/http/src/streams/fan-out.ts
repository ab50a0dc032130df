// Shares one kernel subscription among all streams; unsubscribes with the last.

import type { CommitNotice, Host } from '@dure/kernel';

export type FanOut = { readonly listen: (listener: (notice: CommitNotice) => void) => () => void };

const fanOuts = new WeakMap<Host, FanOut>();

const createFanOut = (running: Host): FanOut => {
  const listeners = new Set<(notice: CommitNotice) => void>();
  let stop: (() => void) | undefined;
  const publish = (notice: CommitNotice): void => {
    for (const listener of listeners) {
      try {
        listener(notice);
      } catch {
        // The kernel calls this amid its own work: a listener that throws is dropped.
        listeners.delete(listener);
      }
    }
  };
  return {
    listen: (listener) => {
      listeners.add(listener);
      stop ??= running.listen(publish);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
};

export const fanOutOf = (running: Host): FanOut => {
  const fanOut = fanOuts.get(running) ?? createFanOut(running);
  fanOuts.set(running, fanOut);
  return fanOut;
};
