// What a crash test has shown.

/** Of a test in which no command was accepted: there was nothing to lose, and nothing to repeat. */
export const nothingAccepted = (kills: number): string =>
  `No command was accepted before any of ${kills} kills, so nothing was shown: ` +
  'try more kills, or see why all that is asked is refused.';
