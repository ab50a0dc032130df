// Refusals that are said late. Who was told when to come back, and sends on before on the same
// connection, is answered after a while: a client has only so many connections, so that a flood
// sends, and is refused, less often. A refused request costs a write to the system, whatever it
// says; the only cheaper one is the one that is not sent.

import type { Socket } from 'node:net';

/** A refusal that was decided, and is to be said. */
export type Late = () => void;

/** How finely late refusals are parted: those of one step are said together. */
const STEP_MS = 10;
const SECOND_MS = 1_000;
/** What is held is bounded: each is a request whose client waits. Others are answered at once. */
const HELD_MAX = 4_096;

export type LateRefusals = {
  /** Says it now, or late where the connection was told to wait and has not. */
  readonly say: (of: { readonly socket: Socket; readonly waitS: number }, late: Late) => void;
  /** Says all that is held, and holds nothing from now on. */
  readonly end: () => void;
};

/** @param mostMs how late at the most; never later than a client was told to come back. */
export const lateRefusals = (mostMs: number): LateRefusals => {
  const toldUntil = new WeakMap<Socket, number>();
  // A place for each step ahead, and one for the step that is under way.
  const places: Late[][] = Array.from({ length: Math.ceil(mostMs / STEP_MS) + 1 }, () => []);
  let [held, step, isEnded] = [0, 0, false];
  let timer: NodeJS.Timeout | undefined;

  const stepAt = (ms: number): number => Math.floor(ms / STEP_MS);

  const sayPlace = (of: number): void => {
    const place = of % places.length;
    const due = places[place] ?? [];
    if (due.length === 0) return;
    places[place] = [];
    held -= due.length;
    for (const late of due) late();
  };

  const passTo = (now: number): void => {
    const last = Math.min(stepAt(now), step + places.length);
    while (step < last) sayPlace((step += 1));
    step = stepAt(now);
  };

  const tick = (): void => {
    passTo(performance.now());
    if (held > 0) timer?.refresh();
    else timer = undefined;
  };

  const hold = (late: Late, [now, untilMs]: readonly [number, number]): void => {
    if (timer === undefined) {
      step = stepAt(now);
      timer = setTimeout(tick, STEP_MS).unref();
    }
    const ahead = Math.min(stepAt(untilMs) - step, places.length - 1);
    places[(step + Math.max(1, ahead)) % places.length]?.push(late);
    held += 1;
  };

  return {
    say: ({ socket, waitS }, late) => {
      const now = performance.now();
      const told = toldUntil.get(socket) ?? 0;
      const untilMs = Math.min(told, now + mostMs);
      const isHeld = !isEnded && held < HELD_MAX && untilMs > now;
      const saidMs = isHeld ? untilMs : now;
      toldUntil.set(socket, saidMs + waitS * SECOND_MS);
      if (isHeld) hold(late, [now, untilMs]);
      else late();
    },
    end: () => {
      isEnded = true;
      clearTimeout(timer);
      for (const place of places.keys()) sayPlace(place);
    },
  };
};
