// The progress of something long: a line that moves, on a terminal.

import type { Terminal } from '../terminal.ts';

const WIDTH = 30;
const REDRAWN_MS = 100;

export type ProgressBar = {
  /** `of` is what it is busy with. */
  readonly at: (done: number, failed: number, of?: string) => void;
  readonly end: () => void;
};

export const progressBar = (terminal: Terminal, of: number): ProgressBar => {
  const beganMs = performance.now();
  let drawnMs = -Infinity;
  return {
    at: (done, failed, busyWith = '') => {
      const nowMs = performance.now();
      if (nowMs - drawnMs < REDRAWN_MS) return;
      drawnMs = nowMs;
      const share = Math.min(1, done / of);
      const full = Math.round(share * WIDTH);
      const bar =
        terminal.paint('green', '█'.repeat(full)) +
        terminal.paint('faint', '░'.repeat(WIDTH - full));
      const leftS = ((nowMs - beganMs) * (1 / Math.max(share, 1e-9) - 1)) / 1000;
      const bad = failed > 0 ? terminal.paint('red', ` ✖ ${failed}`) : '';
      const left = terminal.paint('faint', `${leftS.toFixed(0)} s ${busyWith}`);
      terminal.show(`${bar} ${done}/${of}${bad} ${left}`);
    },
    end: () => terminal.show(''),
  };
};
