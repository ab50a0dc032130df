// What is needed to send every cell of the rights of a business to its gateway: the business with
// its demo played, people who own something of it, and rows to look at.

import { businessOf, rightsOf, textOf } from '@dure/access';
import type { Business, Rights, ViewEntry } from '@dure/access';
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
    close: async () => {
      await gateway.close();
      await host.close();
    },
  };
};

export const inPath = (value: unknown): string => encodeURIComponent(textOf(value) ?? '');

/** Someone of the same kind who owns nothing of it. */
export const stranger = (owner: string): string => {
  const other = owner.replace(/\d+$/, '987654');
  return other === owner ? `${owner}-987654` : other;
};
