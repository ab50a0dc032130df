// What `GET /<business>/described` answers, as types: a page of a browser imports nothing else.

import type { InBoth } from './words.ts';

/**
 * How a value is shown and asked for.
 * - `status`: what the world sees of a state; its choices have labels.
 * - `day` is `2030-02-21`, `instant` ISO 8601 with offset, `money` whole units of the currency.
 * - `object` has `fields`; `list` and `map` are as their schema says.
 */
export type FieldKind =
  | 'id'
  | 'text'
  | 'money'
  | 'count'
  | 'number'
  | 'truth'
  | 'day'
  | 'instant'
  | 'phone'
  | 'choice'
  | 'status'
  | 'object'
  | 'list'
  | 'map';

export type DescribedField = {
  readonly name: string;
  readonly label: InBoth;
  readonly kind: FieldKind;
  /** Of an id: `order` for `order-4`. */
  readonly idKind?: string;
  readonly isOptional: boolean;
  readonly isNullable: boolean;
  /** Stored, and to be masked where the reader has no need of it. */
  readonly isPersonal: boolean;
  /** Never stored and never shown again. */
  readonly isSecret: boolean;
  /** Of a choice and of a status: the values in their order. */
  readonly choices?: readonly DescribedChoice[];
  /** Of an object: what is in it. */
  readonly fields?: readonly DescribedField[];
  /** JSON Schema of the value. */
  readonly schema: { readonly [keyword: string]: unknown };
};

/** Where a choice has no label on the wall, the label is the value. */
export type DescribedChoice = {
  readonly value: string;
  readonly label: InBoth;
  /** Of a status: what is owed in the state that shows it. */
  readonly kind?: StateKind;
};

/**
 * - `initial`: nothing happened yet.
 * - `open`: a step is owed, by a person or by the machine.
 * - `rest`: nothing is owed, and a later command may still move it.
 * - `final`: nothing ever changes again.
 */
export type StateKind = 'initial' | 'open' | 'rest' | 'final';

export type Described = {
  readonly name: string;
  readonly label: InBoth;
  /** An IANA name, such as `Asia/Seoul`: where its days begin. */
  readonly timeZone: string;
  /** The field that names a case, such as `orderId`. */
  readonly businessKey: string;
  readonly contexts: readonly DescribedContext[];
  readonly actors: readonly DescribedActor[];
  /** The people of the demo; none, where one signs in. */
  readonly personas: readonly DescribedPersona[];
  /** What the demo calls by a name, by its id; also where one signs in. */
  readonly names: { readonly [id: string]: InBoth };
  readonly commands: readonly DescribedCommand[];
  readonly views: readonly DescribedView[];
  readonly aggregates: readonly DescribedAggregate[];
  readonly sagas: readonly DescribedSaga[];
  readonly deadlines: readonly DescribedDeadline[];
  /** Systems that are not ours. */
  readonly externals: readonly DescribedName[];
  /** The machine whose states a case goes through, if its key is that of an aggregate. */
  readonly caseLife?: { readonly aggregate: string; readonly life: string };
  readonly _links: { readonly [relation: string]: DescribedLink };
};

export type DescribedLink = { readonly href: string; readonly templated?: boolean };

export type DescribedName = { readonly name: string; readonly label: InBoth };

export type DescribedContext = DescribedName;

export type DescribedActor = DescribedName & {
  /** The claims of a credential that prove what is theirs, such as `usrId`. */
  readonly claims: readonly string[];
  /** The commands that they may issue, and the views that they read. */
  readonly issues: readonly string[];
  readonly reads: { readonly [view: string]: 'all' | 'own' };
};

export type DescribedPersona = {
  readonly actor: string;
  readonly subject: string;
  readonly label: InBoth;
  readonly claims: { readonly [claim: string]: string };
};

export type DescribedCommand = DescribedName & {
  readonly context: string;
  readonly aggregate: string;
  /** The machine that decides it, by its name; '' where the aggregate has one alone. */
  readonly life: string;
  readonly method: 'POST';
  /** Below the name of the business: `/accommodations/{orderId}/cancel-reservation`. */
  readonly path: string;
  /** The name in paths and in `_templates`: `cancel-reservation`. */
  readonly slug: string;
  /** Where it opens an instance: its own path for that. */
  readonly openingPath?: string;
  /** It begins a case. */
  readonly startsCase: boolean;
  /**
   * It takes back, refuses or ends what was begun, by its verb or since a reference document has
   * it by DELETE: a page shows what it would do before it is done.
   */
  readonly isDestructive: boolean;
  /** The actors who may issue it; none, where only the machine does. */
  readonly issuers: readonly string[];
  /** The fields that name its instance, and the entry in it: those that a row fills in. */
  readonly names: readonly string[];
  /** What is to be asked for, without the fields of the path and those that the server sets. */
  readonly fields: readonly DescribedField[];
  /** What it meets by state; in a state that is not named it is out of turn. */
  readonly states: { readonly [state: string]: 'decides' | 'refuses' | 'nothing' };
  /** The events and refusals that its rules name. */
  readonly events: readonly DescribedName[];
  readonly refusals: readonly DescribedName[];
  /** The commands of others, and the external systems, that it asks before it is done. */
  readonly asks: readonly DescribedAsk[];
};

export type DescribedAsk = {
  /** The name of the ask, and of the command or the external system that is asked. */
  readonly ask: string;
  readonly of: string;
  readonly isExternal: boolean;
};

export type DescribedView = DescribedName & {
  readonly context: string;
  /** Below the name of the business: `/accommodations`. A row has its key fields behind it. */
  readonly path: string;
  readonly key: readonly string[];
  readonly fields: readonly DescribedField[];
  /** The field that names the case of a row, if it belongs to one. */
  readonly caseField?: string;
  readonly readers: { readonly [actor: string]: 'all' | 'own' };
  /** The events and reminders that its rows follow, with the contexts that they come from. */
  readonly follows: readonly { readonly context: string; readonly event: string }[];
  /** The commands of people for which a row names the instance. */
  readonly commands: readonly string[];
  readonly list: DescribedList;
  /** The machine whose states a row shows, if there is one. */
  readonly life?: { readonly aggregate: string; readonly life: string };
};

export type DescribedList = {
  /** By field, how it can be asked for: `status=`, `amount.from=`, `amount.to=`, `placeNm.has=`. */
  readonly filters: { readonly [field: string]: readonly ('is' | 'from' | 'to' | 'has')[] };
  /** `sort=status` or `sort=-amount`; without it, the last change first. */
  readonly sortBy: readonly string[];
  readonly size: number;
  readonly sizeMax: number;
  /** The media type by which the same address is a stream of its rows. */
  readonly stream: 'text/event-stream';
};

export type DescribedAggregate = DescribedName & {
  readonly context: string;
  readonly path: string;
  readonly identifiedBy: string;
  readonly lives: readonly DescribedLife[];
};

export type DescribedLife = {
  readonly name: string;
  readonly label: InBoth;
  /** The field that keys its entries, where it has many. */
  readonly per?: string;
  /** In the order in which a case comes to them. */
  readonly states: readonly DescribedState[];
};

export type DescribedState = DescribedName & {
  readonly kind: StateKind;
  /** What the world sees: a row of a view has it as its status. */
  readonly status: readonly string[];
  /** How many moves it is away from the beginning; nothing, where none leads there. */
  readonly step?: number;
  /** By which events it leads on, and where to. */
  readonly next: readonly { readonly event: string; readonly to: readonly string[] }[];
  /** Who may move it: actors by the commands that do something here. */
  readonly movedBy: readonly { readonly actor: string; readonly commands: readonly string[] }[];
  /** The deadlines that run in it, as far as its own context has started them. */
  readonly deadlines: readonly string[];
};

export type DescribedSaga = DescribedName & {
  readonly context: string;
  readonly startedBy: DescribedName;
  readonly steps: readonly DescribedStep[];
};

export type DescribedStep = {
  /** As the saga calls it; its label is what it waits for. */
  readonly name: string;
  readonly label: InBoth;
  readonly command?: DescribedName & { readonly context: string };
  /** Who sends the command, where it is not the saga: `policy listForShop`, `Driver`. */
  readonly by?: string;
  /** The actor whom the step waits for. */
  readonly waitsFor?: string;
  readonly until: DescribedName;
  readonly unless: readonly DescribedName[];
  readonly undo?: DescribedName;
};

export type DescribedDeadline = DescribedName & {
  readonly context: string;
  readonly starts: readonly string[];
  readonly ends: readonly string[];
  /** The command that it issues, or the reminder that it sends, when it is due. */
  readonly sends: readonly string[];
  /** How long it runs, where a setting says it. */
  readonly lasts?: { readonly setting: string; readonly standard: number; readonly unit: string };
  /** What it puts on the work list. */
  readonly work?: InBoth;
};
