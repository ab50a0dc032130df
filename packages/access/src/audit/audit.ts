// The audit log: who did what, when, and what came of it. Every way in writes to it; nothing that
// is written is ever changed.

/** What a person did, or tried to do. What is personal in it stays in the log of the case. */
export type AuditNote = {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly business: string;
  /** A `command` of people, an `operation` of an operator, or what was done about `access`. */
  readonly kind: 'command' | 'operation' | 'access';
  /** The role, such as `Customer`; `-` where none was named. */
  readonly actor: string;
  /** Who: the subject of the credential, if there is one. */
  readonly subject?: string | undefined;
  /** The command, or the operation, such as `parked/skip`. */
  readonly what: string;
  readonly context?: string | undefined;
  /** The key of the instance, or the id of what was operated on. */
  readonly of?: string | undefined;
  readonly caseId?: string | undefined;
  /** `done`, or the name of the refusal. */
  readonly outcome: string;
  /** Why, in the words of who did it. */
  readonly reason?: string | undefined;
  /** The protocol by which it came, or the command line. */
  readonly via: 'http' | 'grpc' | 'cli';
};

export type AuditEntry = AuditNote & {
  /** From 1, without gaps, in the order in which they were noted. */
  readonly sequence: number;
  /** Ties the entry to the one before it, where the log is sealed. */
  readonly seal?: string;
};

export type AuditQuery = {
  readonly business?: string | undefined;
  readonly kind?: AuditNote['kind'] | undefined;
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
  readonly what?: string | undefined;
  readonly context?: string | undefined;
  readonly of?: string | undefined;
  readonly caseId?: string | undefined;
  readonly outcome?: string | undefined;
  /** Epoch milliseconds: at least, and less than. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
};

export type AuditPage = {
  /** The newest first. */
  readonly entries: readonly AuditEntry[];
  /** Where the next page begins: entries before this sequence. Nothing, where there is none. */
  readonly before?: number;
};

/**
 * Makes the seal of an entry out of its text and the seal before it, such as a hash of both: then
 * nothing can be changed or taken out without that showing. The text is the entry as JSON, without
 * the seal.
 */
export type Seal = (entry: string, before: string) => string;

/**
 * The log. Promised: entries keep their order and are never changed; `note` never throws and never
 * keeps its caller waiting. Not promised: that an entry of the last moment survives a crash of the
 * process.
 */
export interface AuditLog {
  note(note: AuditNote): void;
  page(
    query: AuditQuery,
    page: { readonly limit: number; readonly before?: number | undefined },
  ): Promise<AuditPage>;
  /** All that the query finds, the oldest first, as it is read. */
  all(query: AuditQuery): AsyncIterable<AuditEntry>;
  /** What was noted is kept when this resolves. */
  close(): Promise<void>;
}

const fieldsAsked = [
  'business',
  'kind',
  'actor',
  'subject',
  'what',
  'context',
  'of',
  'caseId',
  'outcome',
] as const;

export const isAskedFor = (entry: AuditEntry, query: AuditQuery): boolean => {
  const { from = -Infinity, to = Infinity } = query;
  if (entry.at < from || entry.at >= to) return false;
  return fieldsAsked.every((field) => query[field] === undefined || query[field] === entry[field]);
};

/** An entry as it is kept, and the seal with which the next one goes on. */
export const sealed = (
  entry: AuditEntry,
  { seal, before }: { readonly seal: Seal | undefined; readonly before: string },
): AuditEntry => (seal ? { ...entry, seal: seal(JSON.stringify(entry), before) } : entry);
