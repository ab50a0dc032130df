// From time to time a client is told how far it has come, though nothing was for it: after a break
// it goes on from there. All streams share one timer.

const MARK_MS = 3_000;

const marks = new Set<() => void>();
let timer: NodeJS.Timeout | undefined;

const markAll = (): void => {
  for (const mark of marks) mark();
};

/** Calls it every few seconds. Returns the way to end that. */
export const fromTimeToTime = (mark: () => void): (() => void) => {
  marks.add(mark);
  timer ??= setInterval(markAll, MARK_MS).unref();
  return () => {
    marks.delete(mark);
    if (marks.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};
