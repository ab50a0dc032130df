// What is needed to send every cell of the rights of a business to its gateway: the business with
// its demo played, people who own something of it, and rows to look at.

import { businessOf, rightsOf, textOf } from '@dure/access';
import type { Business, FieldRight, Rights, ViewEntry } from '@dure/access';
import type { AnyMessage } from '@dure/domain';
import { createGateway } from '@dure/http';
import type { Gateway } from '@dure/http';
import { openBusinessHost } from '../start/business-host.ts';
import type { BusinessHost } from '../start/business-host.ts';
import { loggerTo } from '../start/logger.ts';
import { rehearsalOf } from '../businesses.ts';

export type Row = { readonly [field: string]: unknown };

export type Stage = {
  readonly business: Business;
  readonly rights: Rights;
  readonly host: BusinessHost;
  readonly gateway: Gateway;
  readonly rowsOf: (view: string) => Promise<readonly Row[]>;
  readonly status: (line: string, sending: Sending) => Promise<number>;
  /** What people did in the demo, once more: some of it is refused, the rest changes rows. */
  readonly goOn: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type Sending = {
  readonly persona: string;
  readonly body?: object;
  readonly accept?: string;
};

const ROWS_MAX = 200;

const allRows = async ({ kernel, name }: ViewEntry): Promise<readonly Row[]> => {
  const query = { filters: [], anyOf: [], descending: false, offset: 0, limit: ROWS_MAX };
  return (await kernel.rows(name, query)).rows.map(({ row }) => row);
};

/** The same about an instance that is not there yet, where its id is a number. */
const renamed = (business: Business, command: AnyMessage): AnyMessage => {
  const entry = business.commands.get(command.type);
  const [key = ''] = entry ? entry.naming : [];
  // Any message may be read by field name.
  const id = textOf((command as unknown as Row)[key]);
  return id !== undefined && /-\d+$/.test(id) ? { ...command, [key]: `${id}77` } : command;
};

/** The head of the answer is enough: a stream has no end. */
const statusOf = async (url: string, method: string, sending: Sending): Promise<number> => {
  const { persona, body, accept = 'application/hal+json' } = sending;
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      accept,
      'dure-persona': encodeURIComponent(persona),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await response.body?.cancel();
  return response.status;
};

export const openStage = async (name: string): Promise<Stage> => {
  const system = await rehearsalOf(name);
  const logger = loggerTo(() => {}, { isVerbose: false, hidden: new Set() });
  const host = await openBusinessHost({
    system,
    folder: undefined,
    settings: {},
    isReplay: false,
    withDemo: true,
    logger,
  });
  const gateway = await createGateway({ running: host.running, port: 0 });
  const business = businessOf(host.running);
  return {
    business,
    rights: rightsOf(system),
    host,
    gateway,
    rowsOf: async (view) => {
      const entry = business.views.get(view);
      return entry ? allRows(entry) : [];
    },
    status: (line, sending) => {
      const [method = 'GET', path = ''] = line.split(' ');
      return statusOf(`${gateway.url}/${name}${path}`, method, sending);
    },
    goOn: async () => {
      for (const { as, claims, command } of system.demo?.steps(Date.now()) ?? []) {
        const by = { kind: 'actor', name: as, claims } as const;
        const { is } = await host.running.issue({ command, by });
        if (is !== 'done') await host.running.issue({ command: renamed(business, command), by });
      }
      await host.running.quiet();
    },
    close: async () => {
      await gateway.close();
      await host.close();
    },
  };
};

/** Whether a field of a row, as it is kept, is to be shown to the actor of a cell. */
export const isShown = ({ may, when = {} }: FieldRight, row: Row): boolean =>
  may === 'always' ||
  (may === 'while' &&
    Object.entries(when).every(([column, values]) => values.includes(String(row[column]))));

export const inPath = (value: unknown): string => encodeURIComponent(textOf(value) ?? '');

/** What a stream of a view sends to someone, from now on until it is left. */
export type Following = {
  readonly label: string;
  /** Nothing, where nothing of it is theirs. */
  readonly owner: string | undefined;
  readonly owns: string;
  readonly rows: Row[];
  readonly leave: () => void;
};

const rowIn = (event: string): Row | undefined => {
  const lines = event.split('\n');
  const data = lines.find((line) => line.startsWith('data: '));
  if (!lines.includes('event: row') || data === undefined) return undefined;
  // The stream sends an object.
  return JSON.parse(data.slice('data: '.length)) as Row;
};

const read = async (body: ReadableStream<Uint8Array>, rows: Row[], ready: () => void) => {
  let text = '';
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    const events = (text + part).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      if (event.includes('event: ready')) ready();
      const row = rowIn(event);
      if (row) rows.push(row);
    }
  }
};

/** Follows a view as someone; resolves once the stream is ready. */
export const follow = async (
  url: string,
  persona: string,
  of: Pick<Following, 'label' | 'owner' | 'owns'>,
): Promise<Following> => {
  const gone = new AbortController();
  const { body } = await fetch(url, {
    headers: { accept: 'text/event-stream', 'dure-persona': encodeURIComponent(persona) },
    signal: gone.signal,
  });
  const rows: Row[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  // Left, the stream breaks off.
  if (body) read(body, rows, resolve).catch(() => {});
  await promise;
  return { ...of, rows, leave: () => gone.abort() };
};

/** Someone of the same kind who owns nothing of it. */
export const stranger = (owner: string): string => {
  const other = owner.replace(/\d+$/, '987654');
  return other === owner ? `${owner}-987654` : other;
};
