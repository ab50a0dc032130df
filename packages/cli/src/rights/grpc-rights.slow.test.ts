// Every cell of the rights of every business that gRPC has a call for: each actor with each command
// and each view, as a list, a row, a stream and a case.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { caseIdOf, textOf } from '@dure/access';
import type { CommandRight, ViewEntry, ViewRight } from '@dure/access';
import { createGrpcServer, protoOf, protoText } from '@dure/grpc';
import type { GrpcServer, ProtoFile } from '@dure/grpc';
import { connectTo } from '@dure/grpc/client';
import type { Fields, GrpcClient } from '@dure/grpc/client';
import { businessNames, systemOf } from '../businesses.ts';
import { isShown, openStage, stranger } from './cells.testing.ts';
import type { Row, Stage } from './cells.testing.ts';

const UNKNOWN = 'zzz-987654';

// The codes of gRPC.
const [OK, NOT_FOUND, PERMISSION_DENIED, INTERNAL, UNAUTHENTICATED] = [0, 5, 7, 13, 16];
const LINE_MS = 20_000;

/** The methods of the file, by what they do: `list Accommodations`. */
const methodsIn = (file: ProtoFile): ReadonlyMap<string, string> =>
  new Map(
    file.services.flatMap(({ name: service, methods }) =>
      methods.map(({ name, does }): [string, string] => {
        const of = 'view' in does ? ` ${does.view}` : 'type' in does ? ` ${does.type}` : '';
        return [`${does.is}${of}`, `${service}.${name}`];
      }),
    ),
  );

const inSnake = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const requestOf = (names: Row): Fields =>
  Object.fromEntries(Object.entries(names).map(([name, value]) => [inSnake(name), value]));

const isLetIn = (code: number): boolean => code !== PERMISSION_DENIED && code !== UNAUTHENTICATED;

for (const name of businessNames)
  describe(`the rights of ${name} over gRPC`, () => {
    let stage: Stage;
    let server: GrpcServer;
    let client: GrpcClient;
    let methods: ReadonlyMap<string, string> = new Map();
    const visited = new Set<string>();
    before(async () => {
      stage = await openStage(name);
      const report = () => {};
      server = await createGrpcServer({
        running: stage.host.running,
        port: 0,
        language: 'en',
        report,
      });
      const { file } = protoOf(await systemOf(name));
      methods = methodsIn(file);
      client = connectTo(`localhost:${server.port}`, { ...file, text: protoText(file) });
    });
    after(async () => {
      client.close();
      await server.close();
      await stage.close();
    });

    const as = (persona: string) => ({
      metadata: { 'dure-persona': encodeURIComponent(persona) },
      deadlineMs: LINE_MS,
    });
    const call = async (does: string, request: Fields, persona: string) => {
      const answer = await client.call(methods.get(does) ?? '', request, as(persona));
      return answer.is === 'answered'
        ? { code: OK, response: answer.response }
        : { code: answer.code, response: {} };
    };
    /** The code with which a stream is refused; 0, where it begins. */
    const follow = async (does: string, request: Fields, persona: string): Promise<number> => {
      const stream = client.stream(methods.get(does) ?? '', request, as(persona));
      const refused = once(stream, 'error').then(([cause]: { readonly code: number }[]) => cause);
      const first = await Promise.race([once(stream, 'data').then(() => undefined), refused]);
      // Whoever leaves is told so; that was what was wanted.
      stream.on('error', () => {});
      stream.cancel();
      return first?.code ?? OK;
    };

    it('keep from every command who is not on its note, and let the others in', async () => {
      for (const { actor, command, may } of stage.rights.commands) {
        if (!methods.has(`command ${command}`)) continue;
        const { code } = await call(`command ${command}`, {}, `${actor}:${UNKNOWN}`);
        if (may === 'no') assert.equal(code, PERMISSION_DENIED, `${actor} ${command}`);
        if (may === 'all') assert.ok(isLetIn(code) && code !== INTERNAL, `${actor} ${command}`);
        visited.add(`${actor} ${command}`);
      }
    });

    /** Rows that name an instance of the command, and whose it is. */
    const rowsWith = async (fields: readonly string[]): Promise<readonly Row[]> => {
      const found: Row[] = [];
      for (const [view, { view: of }] of stage.business.views) {
        if (!fields.every((field) => of.fields[field])) continue;
        const [row] = await stage.rowsOf(view);
        if (row && fields.every((field) => textOf(row[field]))) found.push(row);
      }
      return found;
    };

    const assertForeign = async ({ actor, command, owns = '' }: CommandRight): Promise<void> => {
      const entry = stage.business.commands.get(command);
      const naming = entry ? entry.naming : [];
      for (const row of await rowsWith([...naming, owns])) {
        const names = Object.fromEntries(naming.map((field) => [field, row[field]]));
        const persona = `${actor}:${stranger(textOf(row[owns]) ?? '')}`;
        const { code } = await call(`command ${command}`, requestOf(names), persona);
        assert.notEqual(code, OK, `${actor} ${command} as a stranger`);
      }
    };

    it('let no one command what is another’s', async () => {
      for (const right of stage.rights.commands)
        if (right.may === 'own' && methods.has(`command ${right.command}`))
          await assertForeign(right);
    });

    const keyOf = ({ view }: ViewRight, row: Row): Fields => {
      const entry = stage.business.views.get(view);
      const key = entry?.view.key ?? [];
      return requestOf(Object.fromEntries(key.map((field) => [field, row[field]])));
    };

    /** What a row over gRPC does not have is empty, or not there. */
    const assertFields = ({ actor, view }: ViewRight, rows: readonly Row[]): void => {
      for (const right of stage.rights.fields) {
        if (right.actor !== actor || right.view !== view) continue;
        for (const row of rows)
          assert.ok(!row[inSnake(right.field)] || isShown(right, row), `${actor} ${right.field}`);
        if (right.may === 'while') visited.add(`${actor} ${view}.${right.field}`);
      }
    };

    const assertOwn = async (right: ViewRight, rows: readonly Row[]): Promise<void> => {
      const { actor, view, owns = '', through } = right;
      const label = `${actor} ${view}`;
      for (const row of rows) {
        const owner = through ? undefined : textOf(row[owns]);
        const foreign = `${actor}:${stranger(owner ?? UNKNOWN)}`;
        const { code } = await call(`get ${view}`, keyOf(right, row), foreign);
        assert.equal(code, NOT_FOUND, `${label} as a stranger`);
        const { response } = await call(`list ${view}`, {}, foreign);
        assert.deepEqual(response['rows'] ?? [], [], `${label} as a stranger`);
        if (owner === undefined) continue;
        const own = await call(`get ${view}`, keyOf(right, row), `${actor}:${owner}`);
        assert.equal(own.code, OK, `${label} as ${owner}`);
        const list = await call(`list ${view}`, {}, `${actor}:${owner}`);
        const listed = (list.response['rows'] ?? []) as readonly Row[];
        assertFields(right, listed);
        const owners = new Set(listed.map((each) => textOf(each[inSnake(owns)])));
        assert.deepEqual([...owners], [owner], `${label} as ${owner}`);
      }
    };

    /** As a list and as a stream. */
    const assertOpen = async ({ actor, view, may }: ViewRight, entry: ViewEntry): Promise<void> => {
      const persona = `${actor}:${UNKNOWN}`;
      const expected = may === 'no' ? PERMISSION_DENIED : OK;
      const { code } = await call(`list ${view}`, {}, persona);
      const streamed = await follow(`follow ${view}`, {}, persona);
      // A view that is theirs in part has no row for someone who owns nothing.
      if (may === 'no' && entry.readers.has(actor)) return;
      assert.deepEqual([code, streamed], [expected, expected], `${actor} ${view}`);
    };

    const assertRow = async (right: ViewRight, row: Row | undefined): Promise<void> => {
      if (!row) return;
      const { actor, view, may } = right;
      const { code } = await call(`get ${view}`, keyOf(right, row), `${actor}:${UNKNOWN}`);
      const expected = may === 'all' ? [OK] : [PERMISSION_DENIED, NOT_FOUND];
      assert.ok(expected.includes(code), `${actor} ${view} ${code}`);
    };

    it('show every view as list, row and stream to its readers, and to no other', async () => {
      for (const right of stage.rights.views) {
        const entry = stage.business.views.get(right.view);
        if (!entry || !methods.has(`list ${right.view}`)) continue;
        await assertOpen(right, entry);
        const rows = (await stage.rowsOf(right.view)).slice(0, 3);
        if (right.may === 'own') await assertOwn(right, rows);
        await assertRow(right, rows[0]);
        visited.add(`${right.actor} ${right.view}`);
      }
    });

    const someCase = async (): Promise<string> => {
      const [first] = [...stage.business.views.values()].filter(({ caseField }) => caseField);
      assert.ok(first);
      const [row] = await stage.rowsOf(first.name);
      return caseIdOf(stage.business, textOf(row?.[first.caseField ?? '']) ?? '');
    };

    it('show a case to whom a row of it is shown, and to no other', async () => {
      const case_id = await someCase();
      for (const actor of stage.rights.actors) {
        const persona = `${actor}:${UNKNOWN}`;
        const { code } = await call('records', { case_id }, persona);
        const streamed = await follow('followCase', { case_id }, persona);
        const isAlike = code === streamed && [OK, NOT_FOUND].includes(code);
        assert.ok(isAlike, `${actor} ${code} ${streamed}`);
        const isOwner = stage.rights.views.some(
          (of) => of.actor === actor && of.may !== 'no' && of.owns === undefined,
        );
        if (actor === 'Operator') assert.equal(code, OK);
        else if (!isOwner) assert.equal(code, NOT_FOUND, actor);
        visited.add(`${actor} case`);
      }
    });

    it('have no cell that was not sent, and no call for what no one may send', () => {
      const { actors, commands, views, fields } = stage.rights;
      const isIssued = (command: string): boolean =>
        commands.some((of) => of.command === command && of.may !== 'no');
      const isRead = (view: string): boolean =>
        views.some((of) => of.view === view && stage.business.views.get(view)?.readers.size !== 0);
      const all = [
        ...commands
          .filter(({ command }) => isIssued(command))
          .map(({ actor, command }) => `${actor} ${command}`),
        ...views.filter(({ view }) => isRead(view)).map(({ actor, view }) => `${actor} ${view}`),
        ...actors.map((actor) => `${actor} case`),
        ...fields
          .filter(({ may }) => may === 'while')
          .map(({ actor, view, field }) => `${actor} ${view}.${field}`),
      ];
      assert.deepEqual([...visited].toSorted(), [...new Set(all)].toSorted());
    });
  });
