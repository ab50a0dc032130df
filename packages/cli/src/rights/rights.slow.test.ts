// Every cell of the rights of every business, sent to its gateway: each actor with each command and
// each view, on what is theirs and on what is another's, as a list, a row, a stream and a case.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { caseIdOf, stateFor, textOf } from '@dure/access';
import type { CommandEntry, CommandRight, FieldRight, ViewEntry, ViewRight } from '@dure/access';
import { businessNames } from '../businesses.ts';
import { follow, inPath, isShown, openStage, stranger } from './cells.testing.ts';
import type { Following, Row, Stage } from './cells.testing.ts';

const UNKNOWN = 'zzz-987654';
/** Of each view, for each actor. */
const STREAMS_MAX = 6;
const LOOK_MS = 20;
const LOOKS_MAX = 250;

/** An instance that a row names, and whose it is. */
type Known = { readonly key: string; readonly owner: string; readonly names: Row };

const knownIn = async (stage: Stage, command: CommandEntry, owns: string) => {
  const naming = command.naming;
  const found: Known[] = [];
  for (const [name, { view }] of stage.business.views) {
    if (![...naming, owns].every((field) => view.fields[field])) continue;
    for (const row of await stage.rowsOf(name)) {
      const owner = textOf(row[owns]);
      const names = Object.fromEntries(naming.map((field) => [field, row[field]]));
      const [key] = naming.map((field) => textOf(row[field]));
      const isNamed = key !== undefined && naming.every((field) => textOf(row[field]));
      if (owner !== undefined && isNamed) found.push({ key, owner, names });
    }
  }
  return found;
};

const assertRefused = (status: number, isLeftToRule: boolean, label: string): void => {
  const statuses = isLeftToRule ? [400, 402, 403, 404, 409, 422] : [403, 404];
  assert.ok(statuses.includes(status), `${label}: ${status}`);
};

const isRefused = (status: number): boolean => status === 401 || status === 403;

for (const name of businessNames)
  describe(`the rights of ${name}`, () => {
    let stage: Stage;
    const visited = new Set<string>();
    let following: readonly Following[] = [];
    before(async () => {
      stage = await openStage(name);
      following = await followed();
    });
    after(async () => {
      for (const { leave } of following) leave();
      await stage.close();
    });

    /** Streams of what is theirs in part: of owners of something, and of one who owns nothing. */
    const followed = async (): Promise<readonly Following[]> => {
      const open = stage.rights.views.flatMap(async ({ actor, view, may, owns, through }) => {
        const entry = stage.business.views.get(view);
        if (may !== 'own' || owns === undefined || through || !entry) return [];
        const url = `${stage.gateway.url}/${name}/${encodeURI(entry.view.path)}`;
        const owners = new Set(
          (await stage.rowsOf(view)).flatMap((row) => textOf(row[owns]) ?? []),
        );
        const as = (owner: string | undefined) =>
          follow(url, `${actor}:${owner ?? UNKNOWN}`, { label: `${actor} ${view}`, owner, owns });
        return Promise.all([...[...owners].slice(0, STREAMS_MAX), undefined].map(as));
      });
      return (await Promise.all(open)).flat();
    };

    const commandOf = (right: CommandRight): CommandEntry => {
      const command = stage.business.commands.get(right.command);
      assert.ok(command, right.command);
      return command;
    };
    const pathOf = ({ aggregate, slug }: CommandEntry, key: string): string =>
      `POST /${encodeURI(aggregate.path)}/${inPath(key)}/${slug}`;

    it('keep from every command who is not on its note', async () => {
      for (const right of stage.rights.commands) {
        if (right.may !== 'no') continue;
        const command = commandOf(right);
        const status = await stage.status(pathOf(command, UNKNOWN), {
          persona: `${right.actor}:${UNKNOWN}`,
          body: {},
        });
        assert.equal(status, 403, `${right.actor} ${right.command}`);
        visited.add(`${right.actor} ${right.command}`);
      }
    });

    it('let every command through whose note names the actor for all', async () => {
      for (const right of stage.rights.commands) {
        if (right.may !== 'all') continue;
        const status = await stage.status(pathOf(commandOf(right), UNKNOWN), {
          persona: `${right.actor}:${UNKNOWN}`,
          body: {},
        });
        assert.ok(!isRefused(status) && status < 500, `${right.actor} ${right.command} ${status}`);
        visited.add(`${right.actor} ${right.command}`);
      }
    });

    /** What has become of it meanwhile counts, where the instance says itself whose it is. */
    const ownerNow = async (command: CommandEntry, owns: string, known: Known) => {
      const { state } = await stateFor(command, known.names);
      // Any state may be read by field name.
      return textOf((state as Row)[owns]);
    };

    const sendOwned = async (right: CommandRight, command: CommandEntry, known: Known) => {
      const { owns = '', actor } = right;
      const { key, names } = known;
      const line = pathOf(command, key);
      const label = `${actor} ${right.command}`;
      const stated = await ownerNow(command, owns, known);
      const owner = stated ?? known.owner;
      const persona = `${actor}:${stranger(owner)}`;
      const foreign = await stage.status(line, { persona, body: names });
      // Where the instance does not say whose it is, the rule refuses who says so themselves.
      const isLeftToRule = stated === undefined;
      assertRefused(foreign, isLeftToRule, `${label} as a stranger`);
      const body = { ...names, [owns]: stranger(owner) };
      const claimed = await stage.status(line, { persona, body });
      assertRefused(claimed, isLeftToRule, `${label} by a false owner`);
      const own = await stage.status(line, { persona: `${actor}:${owner}`, body: names });
      // What is there and is no one's any more, such as an offer that went on, is not theirs.
      const isTheirs = stated !== undefined || !isRefused(own);
      if (isTheirs) assert.ok(!isRefused(own) && own < 500, `${label} as its owner: ${own}`);
    };

    /** Where the demo has no such instance, the command says for whom it is. */
    const sendForAnother = async ({ actor, owns = '' }: CommandRight, command: CommandEntry) => {
      if (!command.note.fields[owns]) return;
      const sending = { persona: `${actor}:y-987654`, body: { [owns]: 'x-987654' } };
      const status = await stage.status(pathOf(command, UNKNOWN), sending);
      assert.ok(status >= 400 && status < 500, `${actor} ${command.name} for another: ${status}`);
    };

    it('let an owner command what is theirs, and no one what is another’s', async () => {
      for (const right of stage.rights.commands) {
        if (right.may !== 'own') continue;
        const command = commandOf(right);
        const known = await knownIn(stage, command, right.owns ?? '');
        for (const one of known.slice(0, 3)) await sendOwned(right, command, one);
        if (known.length === 0) await sendForAnother(right, command);
        visited.add(`${right.actor} ${right.command}`);
      }
    });

    it('send over a stream what is theirs as it changes, and nothing else', async () => {
      await stage.goOn();
      const isSent = () => following.some(({ rows }) => rows.length > 0);
      for (let at = 0; at < LOOKS_MAX && !isSent(); at += 1) await sleep(LOOK_MS);
      assert.ok(isSent());
      for (const { label, owner, owns, rows } of following) {
        for (const row of rows) assert.equal(textOf(row[owns]), owner, label);
        const held = stage.rights.fields.filter((of) => `${of.actor} ${of.view}` === label);
        for (const of of held)
          assert.ok(rows.every((row) => !(of.field in row) || isShown(of, row)));
        visited.add(`${label} stream`);
      }
    });

    /** The rows that are someone's, by their owner; all of them where nothing says whose. */
    const ownersIn = async (right: ViewRight, rows: readonly Row[]) => {
      const { owns = '', through } = right;
      if (!through) return rows.map((row) => ({ row, owner: textOf(row[owns]) }));
      const others = await stage.rowsOf(through.view);
      return rows.map((row) => {
        const at = others.find((other) => other[through.field] === row[through.field]);
        return { row, owner: textOf(at?.[owns]) };
      });
    };

    const entryOf = (right: ViewRight): ViewEntry => {
      const view = stage.business.views.get(right.view);
      assert.ok(view, right.view);
      return view;
    };
    const listOf = ({ view }: ViewEntry): string => `GET /${encodeURI(view.path)}`;
    const rowOf = (entry: ViewEntry, row: Row): string =>
      `${listOf(entry)}/${entry.view.key.map((field) => inPath(row[field])).join('/')}`;

    const sendView = async (right: ViewRight): Promise<void> => {
      const entry = entryOf(right);
      const label = `${right.actor} ${right.view}`;
      const persona = `${right.actor}:${UNKNOWN}`;
      const expected = right.may === 'no' ? 403 : 200;
      const list = await stage.status(listOf(entry), { persona });
      const stream = await stage.status(listOf(entry), { persona, accept: 'text/event-stream' });
      // A view that is theirs in part has no row for someone who owns nothing.
      const isClosed = right.may === 'no' && entry.readers.has(right.actor);
      if (!isClosed) assert.deepEqual([list, stream], [expected, expected], label);
      const rows = (await stage.rowsOf(right.view)).slice(0, 5);
      if (right.may === 'own') return ownRows(right, rows);
      for (const row of rows.slice(0, 1)) {
        const status = await stage.status(rowOf(entry, row), { persona });
        const isRight = right.may === 'all' ? status === 200 : [403, 404].includes(status);
        assert.ok(isRight, `${label} ${status}`);
      }
      return undefined;
    };

    it('show every view as list, row and stream to its readers, and to no other', async () => {
      for (const right of stage.rights.views) {
        await sendView(right);
        visited.add(`${right.actor} ${right.view}`);
      }
    });

    const ownRows = async (right: ViewRight, rows: readonly Row[]): Promise<void> => {
      const entry = entryOf(right);
      for (const { row, owner } of await ownersIn(right, rows)) {
        const line = rowOf(entry, row);
        const label = `${right.actor} ${line}`;
        const foreign = { persona: `${right.actor}:${stranger(owner ?? UNKNOWN)}` };
        assert.equal(await stage.status(line, foreign), 404, label);
        if (owner === undefined) continue;
        const own = { persona: `${right.actor}:${owner}` };
        assert.equal(await stage.status(line, own), 200, `${label} as ${owner}`);
      }
    };

    const shownRow = async (line: string, persona: string): Promise<Row> => {
      const headers = { accept: 'application/json', 'dure-persona': encodeURIComponent(persona) };
      const url = `${stage.gateway.url}/${name}${line.slice('GET '.length)}`;
      // A row is an object of its fields.
      return (await (await fetch(url, { headers })).json()) as Row;
    };

    /** A row as its reader sees it, alone and in a list. */
    const assertField = async (right: FieldRight, view: ViewRight, row: Row): Promise<void> => {
      const entry = entryOf(view);
      const owner = view.may === 'own' ? textOf(row[view.owns ?? '']) : UNKNOWN;
      if (owner === undefined) return;
      const persona = `${right.actor}:${owner}`;
      const key = entry.view.key.map((field) => `${field}=${inPath(row[field])}`).join('&');
      const alone = await shownRow(rowOf(entry, row), persona);
      const list = await shownRow(`${listOf(entry)}?${key}`, persona);
      // As a list is documented.
      const { [entry.view.path]: rows = [] } = list['_embedded'] as Record<string, Row[]>;
      const isThere = row[right.field] !== undefined && isShown(right, row);
      const label = `${persona} ${right.view}.${right.field} of ${key}`;
      assert.deepEqual(
        [alone, ...rows].map((of) => right.field in of),
        [isThere, isThere],
        label,
      );
    };

    it('show a field to whoever sees it, and while they do', async () => {
      for (const right of stage.rights.fields) {
        const view = stage.rights.views.find(
          (of) => of.view === right.view && of.actor === right.actor,
        );
        assert.ok(view);
        if (view.may === 'no') assert.equal(right.may, 'no');
        else for (const row of await stage.rowsOf(view.view)) await assertField(right, view, row);
        visited.add(`${right.actor} ${right.view}.${right.field}`);
      }
    });

    it('show a case to whom a row of it is shown, and to no other', async () => {
      const [first] = [...stage.business.views.values()].filter(({ caseField }) => caseField);
      assert.ok(first);
      const [row] = await stage.rowsOf(first.name);
      assert.ok(row, first.name);
      const caseId = caseIdOf(stage.business, textOf(row[first.caseField ?? '']) ?? '');
      for (const actor of stage.rights.actors) {
        const persona = `${actor}:${UNKNOWN}`;
        const isStaff = stage.rights.views.some(
          (right) =>
            right.actor === actor &&
            right.may === 'all' &&
            entryOf(right).readers.get(actor)?.actor.owns === undefined,
        );
        const status = await stage.status(`GET /cases/${inPath(caseId)}`, { persona });
        if (actor === 'Operator') assert.equal(status, 200);
        else if (!isStaff) assert.equal(status, 404, actor);
        else assert.ok(status === 200 || status === 404, `${actor} ${status}`);
        visited.add(`${actor} case`);
      }
    });

    it('have no cell that was not sent', () => {
      const { actors, commands, views, fields } = stage.rights;
      const all = [
        ...fields.map(({ actor, view, field }) => `${actor} ${view}.${field}`),
        ...commands.map(({ actor, command }) => `${actor} ${command}`),
        ...views.map(({ actor, view }) => `${actor} ${view}`),
        ...views
          .filter(({ may, through }) => may === 'own' && !through)
          .map(({ actor, view }) => `${actor} ${view} stream`),
        ...actors.map((actor) => `${actor} case`),
      ];
      assert.deepEqual([...visited].toSorted(), [...new Set(all)].toSorted());
    });
  });
