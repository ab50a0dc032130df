// What stands in the reference of the vocabulary, and in which order. What is said of each word is
// its docstring in the domain package, and its example a region of a file that is run.

export type Entry = {
  /** The exported word. */
  readonly name: string;
  /** The types whose members are its options. */
  readonly options?: readonly string[];
  /** `file#region`, in `examples/bicycles`. */
  readonly example?: string;
};

export type Section = {
  readonly title: string;
  readonly says: string;
  readonly entries: readonly Entry[];
};

const shape = (name: string): Entry => ({ name, example: `shapes.ts#${name}` });
const board = (name: string, options?: readonly string[]): Entry => ({
  name,
  ...(options ? { options } : {}),
  example: `rental/board.ts#${name}`,
});
const plain = (...names: readonly string[]): readonly Entry[] => names.map((name) => ({ name }));

export const sections: readonly Section[] = [
  {
    title: 'Contracts',
    says: [
      'What others may know of a context. See [write a',
      'context](../guides/write-a-context.md).',
    ].join('\n'),
    entries: [
      { name: 'contract', options: ['Sketch'], example: 'rental/contract.ts#contract' },
      { name: 'ofKind' },
      { name: 'upcast' },
      { name: 'becomes' },
      { name: 'removed' },
      { name: 'refolded' },
      board('only'),
      { name: 'except' },
    ],
  },
  {
    title: 'Shapes',
    says: [
      'What a field may hold. A shape types the field for the compiler, checks what',
      'arrives, and brings it to the one form that is kept. They are exported by',
      '`@dure/domain` and by `@dure/domain/shapes`.',
    ].join('\n'),
    entries: [
      ...['text', 'textOf', 'textLike', 'truth', 'count', 'numberFrom', 'decimal'].map(shape),
      ...['rounded', 'date', 'datetimeIn', 'id', 'oneOf', 'optional', 'nullable'].map(shape),
      ...['list', 'byName', 'valueObject', 'orJson', 'stamped', 'secret', 'personal'].map(shape),
      ...['about', 'dictionary'].map(shape),
    ],
  },
  {
    title: 'Shapes of Korea',
    says: 'Exported by `@dure/domain/korea`, with the calendar of Seoul.',
    entries: ['datetime', 'money', 'phone'].map(shape),
  },
  {
    title: 'States',
    says: 'The life of an aggregate. A state has a kind, a status that people see, and fields.',
    entries: [board('states'), ...plain('initial', 'open', 'rest', 'final')],
  },
  {
    title: 'Aggregates',
    says: 'Behaviour as tables: command by state to event, event by state to state.',
    entries: [
      board('aggregate', ['Notes', 'Life']),
      { name: 'ledger', options: ['Ledgers'], example: 'rental/board.ts#ledger' },
      ...plain('whole', 'per'),
      { name: 'Claim', options: ['Claim'] },
      { name: 'unchanged', example: 'garage/board.ts#pads' },
    ],
  },
  {
    title: 'Decisions',
    says: [
      'A rule is a function of the command, the state, and what is known. It returns an',
      'event, several events, a rejection, an ask, or one of the words below. A note by',
      'itself is a rule, too: it takes its fields from the command and, where that has',
      'none, from the state.',
    ].join('\n'),
    entries: [
      { name: 'Known', options: ['Known'] },
      ...plain('nothing', 'unavailable', 'forbidden', 'invalid', 'together', 'isOthers'),
    ],
  },
  {
    title: 'Asks',
    says: 'A question to another system before a decision. Why so: [asks](../concepts/asks.md).',
    entries: [
      board('externalSystem'),
      { name: 'question' },
      { name: 'ask', options: ['AskFacts'], example: 'rental/board.ts#ask' },
    ],
  },
  {
    title: 'Policies, sagas, processes',
    says: 'What follows from what has happened, in this context or another.',
    entries: [
      { name: 'whenever', options: ['Conditions'], example: 'rental/board.ts#policy' },
      {
        name: 'saga',
        options: ['SagaNotes', 'Step', 'StepSender'],
        example: 'rental/board.ts#saga',
      },
      { name: 'process', options: ['Process'], example: 'rental/board.ts#process' },
    ],
  },
  {
    title: 'Deadlines and reminders',
    says: 'What happens when nothing happens. Why so: [deadlines](../concepts/deadlines.md).',
    entries: [
      { name: 'deadline', options: ['Start', 'Sends'], example: 'rental/board.ts#deadline' },
      { name: 'reminder', options: ['Reminds'], example: 'rental/board.ts#reminder' },
    ],
  },
  {
    title: 'Settings',
    says: [
      'Numbers and switches of a business. `dure settings` lists them. They are set when a',
      'process starts: with `dure start --set RENTAL_MAX=7`, or with `settings: {',
      'RENTAL_MAX: 7 }` given to `runEmbedded`. So one wall runs with other settings in',
      'each environment; no environment variable is read for them. What is not set has its',
      'standard. They cannot be changed while the process runs.',
    ].join('\n'),
    entries: [board('settings', ['Bounds']), ...plain('shaped', 'timeOfDay')],
  },
  {
    title: 'Views',
    says: [
      'Rows that follow events: `view.Bikes.follows([event], { … })`. Why so:',
      '[views](../concepts/views.md).',
    ].join('\n'),
    entries: [
      { name: 'ViewNote', options: ['Drawing'], example: 'rental/board.ts#view' },
      ...plain('take'),
    ],
  },
  {
    title: 'Boards and systems',
    says: 'A board is all of one context; a system is all of a business.',
    entries: [
      { name: 'boundedContext', options: ['Board', 'Actors'], example: 'rental/board.ts#board' },
      { name: 'system', options: ['SystemNotes'], example: 'system.ts#system' },
    ],
  },
  {
    title: 'Days and instants',
    says: [
      'A day is text, `2026-03-01`; an instant is a number, epoch milliseconds. Rules take',
      'the present from `known.now` and `known.today`.',
    ].join('\n'),
    entries: plain('addDays', 'daysBetween', 'nightsOf', 'instantOf', 'calendarOf'),
  },
];

/** What is exported for kernels, stores and ways in, and what no board needs. */
export const forHosts: ReadonlySet<string> = new Set(
  [
    'CorruptStream DAY_MS HOUR_MS Instance MINUTE_MS NewerVersion SECOND_MS conclude decide',
    'evolve followsOf isDate isKeptIn isLabelled isNewer isOpen labelIn lifted lookUpsIn',
    'mapValues mayDo messageOf mistakesIn note pad parseDate pathOf pickFields placeOf',
    'problemsOf readFields readSetting readValue rejectionPad sagaProcess schemaOf sendsOf',
    'stateLabelIn stateNow stateVersionOf unlabelled valueMistakes verdictOf versionIn',
    'NotRefolded WrongResult needPlain needRejection needsRefolding wrongResult',
    'viewPad vocabulariesOn withGiven SEOUL WON_MAX dayOf instantAt isoOf parseDatetime',
  ].flatMap((line) => line.split(' ')),
);
