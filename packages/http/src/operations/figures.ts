// Every figure of `/metrics`, in one table: what it is called, and what it counts.

/** By the name that the kernel has for it. */
export const counters: { readonly [figure: string]: readonly [name: string, help: string] } = {
  commands: ['commands', 'Commands that were issued.'],
  commands_done: ['commands_done', 'Commands that were done, or were so already.'],
  commands_refused: ['commands_refused', 'Commands that a rule refused.'],
  commands_outOfTurn: ['commands_outofturn', 'Commands that no rule took in the present state.'],
  commands_invalid: ['commands_invalid', 'Commands whose input a rule found wrong.'],
  commands_forbidden: ['commands_forbidden', "Commands that were not the issuer's to give."],
  commands_unavailable: ['commands_unavailable', 'Commands that were to be sent again later.'],
  commands_conflict: ['commands_conflict', 'Commands that others were ahead of too often.'],
  commands_keyReused: ['commands_keyreused', 'Commands under a key of another content.'],
  commands_failed: ['commands_failed', 'Commands whose rule failed; nothing has happened.'],
  commands_turned_away: ['commands_turned_away', 'Commands that found the queue full.'],
  turns: ['turns', 'Turns that were committed.'],
  turns_failed: ['turns_failed', 'Turns that were not committed.'],
  jobs: ['jobs', 'Jobs that were taken into turns.'],
  records: ['records', 'Records that were appended to the log.'],
  deliveries: ['deliveries', 'Records of other logs, or of the own one, that were looked at.'],
  asks: ['asks', 'Asks that were sent to another context or system.'],
  asks_unavailable: ['asks_unavailable', 'Asks that were not answered in time.'],
  asks_undone: ['asks_undone', 'Asks whose undo was begun.'],
  asks_expired: ['asks_expired', 'Asks that were given up after their time.'],
  parked: [
    'messages_held',
    'Messages that left the queue for a while, most to keep their place while they ask.',
  ],
  refusals: ['refusals', 'Messages of the machine that a rule refused.'],
  deadlines_fired: ['deadlines_fired', 'Deadlines that fell due.'],
};

export const gauges: { readonly [figure: string]: readonly [name: string, help: string] } = {
  queued: ['queued', 'Jobs that wait for a turn.'],
  under_way: ['under_way', 'Commands that wait for their outcome.'],
  breakers_open: ['breakers_open', 'Callees that are not asked for the moment.'],
};
