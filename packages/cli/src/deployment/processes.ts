// The processes of `dure up`: one for each replica, and the gateway. Their lines are said behind
// their names.

import type { System, Words } from '@dure/domain';
import type { Given } from '../command.ts';
import type { UpOptions } from '../command-options.ts';
import { linesOf, namesOf } from '../start/settings.ts';
import type { Terminal } from '../terminal.ts';
import { Child } from './child.ts';
import type { ChildOf, Ending } from './child.ts';
import { RETIRED } from './lifetime.ts';
import type { Deployment } from './deployment.ts';
import { isStanding, nameOfReplica } from './replicas.ts';
import type { Replica } from './replicas.ts';

export const GATEWAY = 'gateway';

const colours = ['blue', 'green', 'orange', 'lilac', 'yellow', 'pink'] as const;

/** Lines of the processes, each behind the name of the one that says it. */
const speaker = (names: readonly string[], { paint, say }: Terminal) => {
  const width = Math.max(...names.map((name) => name.length));
  return (name: string) => {
    const colour = colours[names.indexOf(name) % colours.length] ?? 'blue';
    const prefix = paint(colour, name.padEnd(width));
    return (line: string): void => say(`${prefix} │ ${line}`);
  };
};

const deathOf = ({ code, signal }: Ending, pauseMs: number | undefined): Words => {
  const how = { ko: signal ?? `종료 코드 ${code}`, en: signal ?? `exit code ${code}` };
  if (code === RETIRED) {
    return {
      ko: '물러났습니다. 다시 시작하지 않습니다',
      en: 'was retired, and is not started again',
    };
  }
  if (pauseMs === undefined) {
    const ko = `끝났습니다 (${how.ko}). 설정을 고친 뒤 dure up을 다시 하세요`;
    return { ko, en: `has ended (${how.en}). Mend the mistake, and run dure up again` };
  }
  const ko = `끝났습니다 (${how.ko}). ${pauseMs} ms 뒤 다시 시작합니다`;
  return { ko, en: `has ended (${how.en}), started again in ${pauseMs} ms` };
};

const killedAfter = (afterMs: number): Words => {
  const s = afterMs / 1_000;
  const ko = `${s}초 안에 끝나지 않아 강제로 끝냅니다 (SIGKILL)`;
  return { ko, en: `did not end within ${s} s, and is killed (SIGKILL)` };
};

const hungFor = (forMs: number): Words => {
  const s = Math.round(forMs / 1_000);
  const ko = `${s}초 동안 아무 대답이 없어 강제로 끝냅니다 (SIGKILL)`;
  return { ko, en: `has answered nothing for ${s} s, and is killed (SIGKILL)` };
};

export type Plan = {
  /** As many as there may ever be. */
  readonly replicas: readonly Replica[];
  readonly environment: { readonly [name: string]: string };
  readonly gatewayUrl: string;
};

/** Called when a process has begun, for the first time or again, or has gone for good. */
type Watched = Plan & { readonly changed: () => void };

type Started = { readonly name: string; readonly url: string; readonly args: readonly string[] };

/** Makes a process that is not started yet. */
const childMaker = (
  { values, terminal }: Given<UpOptions>,
  { replicas, environment, changed }: Watched,
) => {
  const speak = speaker([GATEWAY, ...replicas.map(nameOfReplica)], terminal);
  const env = { ...process.env, ...environment };
  const file = values.file === undefined ? [] : ['--file', values.file];
  const common = [...file, '--data', values.data, '--lang', terminal.language];
  return ({ name, url, args }: Started): Child => {
    const said = speak(name);
    const hung: ChildOf['hung'] = (forMs) => said(terminal.in(hungFor(forMs)));
    const died: ChildOf['died'] = (how, pauseMs) => said(terminal.in(deathOf(how, pauseMs)));
    const killed: ChildOf['killed'] = (afterMs) => said(terminal.in(killedAfter(afterMs)));
    const of = { name, url, args: [...args, ...common], env };
    return new Child({ ...of, said, died, killed, hung, began: changed });
  };
};

/** What the file says of others: all names of settings that the business itself has not. */
const passedOver = (own: System, systems: readonly System[]): readonly string[] => {
  const names = new Set(systems.flatMap(namesOf)).difference(new Set(namesOf(own)));
  return names.size === 0 ? [] : ['--pass-over', [...names].join(',')];
};

/** By its business, what each process is given: the lines that are about its own settings. */
const settingsIn = ({ values: { set, settings } }: Given<UpOptions>, { chosen }: Deployment) => {
  const systems = chosen.map(({ system }) => system);
  const given = systems.map((system) => {
    const file =
      settings === undefined ? [] : ['--settings', settings, ...passedOver(system, systems)];
    const lines = linesOf(set, system).flatMap((line) => ['--set', line]);
    return [system.name, [...lines, ...file]] as const;
  });
  const byName = new Map(given);
  return (business: string): readonly string[] => byName.get(business) ?? [];
};

export class Processes {
  readonly #make: (of: Started) => Child;
  readonly #settings: (business: string) => readonly string[];
  readonly #changed: () => void;
  readonly #replicas = new Map<string, Child>();
  readonly #gateway: Child;

  constructor(given: Given<UpOptions>, deployment: Deployment, watched: Watched) {
    this.#make = childMaker(given, watched);
    this.#settings = settingsIn(given, deployment);
    this.#changed = watched.changed;
    for (const replica of watched.replicas.filter(isStanding)) this.#put(replica);
    const names = deployment.chosen.map(({ business }) => business.called);
    const { port } = new URL(watched.gatewayUrl);
    const grpc = given.values.grpc === undefined ? [] : ['--grpc', String(given.values.grpc)];
    const args = [GATEWAY, ...names, '--port', port, ...grpc];
    this.#gateway = this.#make({ name: GATEWAY, url: watched.gatewayUrl, args });
  }

  #put(replica: Replica): Child {
    const { hostname, port } = new URL(replica.url);
    const name = nameOfReplica(replica);
    const listen = ['--host', hostname, '--port', port];
    const { name: part, business } = replica.part;
    const args = ['serve', part, ...listen, ...this.#settings(business)];
    const child = this.#make({ name, url: replica.url, args });
    this.#replicas.set(name, child);
    return child;
  }

  /** Where something runs, or is on its way: what was retired has ended for good. */
  get urls(): readonly string[] {
    return this.all.filter(({ isRetired }) => !isRetired).map(({ url }) => url);
  }

  /** What runs, or is on its way. */
  get all(): readonly Child[] {
    return [...this.#replicas.values(), this.#gateway];
  }

  start(): void {
    for (const child of this.all) child.start();
  }

  add(replica: Replica): void {
    this.#put(replica).start();
  }

  /** It finishes what is under way, and is not started again. */
  async retire(replica: Replica): Promise<void> {
    const name = nameOfReplica(replica);
    await this.#replicas.get(name)?.end();
    this.#replicas.delete(name);
    this.#changed();
  }

  /** A signal of the terminal reaches all of them: those that end by it are not started again. */
  letEnd(): void {
    for (const child of this.all) child.letEnd();
  }

  /** The gateway first: what is under way in it is finished by the services. */
  async end(): Promise<void> {
    this.letEnd();
    await this.#gateway.end();
    await Promise.all(this.all.map((child) => child.end()));
  }
}
