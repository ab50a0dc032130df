// A business behind its gateway, in the open demo, and the lines that people send to it.

import { createGateway } from '@dure/http';
import type { Documents } from '@dure/http/documents';
import type { Host } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import { machineClock } from '@dure/embedded';
import { opened } from './forms.ts';

type Row = { readonly [field: string]: unknown };

/** A text is sent as a form. */
type Body = Row | string;

type Opening = {
  readonly settings?: Row;
  /** What time it is; without it, the time of the machine. */
  readonly now?: () => number;
};

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Row;
};

export type OverHttp = {
  readonly running: Host;
  readonly url: string;
  /**
   * Sends a line, `PATCH /receipts/1`, and lets what follows from it come to rest. It has no
   * identity unless a persona is named: `Customer:1234`. Redirections are not followed.
   */
  readonly send: (line: string, body?: Body, persona?: string) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

type Sent = { readonly url: string; readonly body?: Body | undefined; readonly persona?: string };

const writtenAs = (body: Body | undefined) => {
  if (body === undefined) return {};
  return typeof body === 'string'
    ? { type: 'application/x-www-form-urlencoded', body }
    : { type: 'application/json', body: JSON.stringify(body) };
};

const answerTo = async (method: string, { url, body, persona }: Sent): Promise<Answer> => {
  const { type, ...written } = writtenAs(body);
  const headers = {
    ...(type ? { 'content-type': type } : {}),
    ...(persona ? { 'dure-persona': persona } : {}),
  };
  const answer = await fetch(url, { method, headers, redirect: 'manual', ...written });
  const text = await answer.text();
  const read: Row = text === '' ? {} : JSON.parse(text);
  return { status: answer.status, headers: answer.headers, body: read };
};

/** A business as it is rehearsed, with what its documents promise. */
type Shown = { readonly rehearsal: Rehearsed; readonly documents: Documents };

export const overHttp = async (
  { rehearsal: system, documents }: Shown,
  opening: Opening = {},
): Promise<OverHttp> => {
  const { settings = {}, now } = opening;
  const clock = { ...machineClock(), ...(now ? { now } : {}) };
  const { running, stop } = await opened({ system, clock, settings });
  const gateway = await createGateway({
    running,
    port: 0,
    documents: { [system.name]: documents },
    ...(system.demo ? { demos: { [system.name]: system.demo } } : {}),
  });
  return {
    running,
    url: gateway.url,
    send: async (line, body, persona) => {
      const [method = '', path = ''] = line.split(' ');
      const of = { url: `${gateway.url}${path}`, body, ...(persona ? { persona } : {}) };
      const answer = await answerTo(method, of);
      await running.quiet();
      return answer;
    },
    close: async () => {
      await gateway.close();
      await stop();
    },
  };
};

/** Of a list, what stands in a field of its rows. */
export const listed = (body: Row, field: string): readonly string[] =>
  [...JSON.stringify(body).matchAll(new RegExp(`"${field}":"([^"]*)"`, 'g'))].map(
    ([, value = '']) => value,
  );
