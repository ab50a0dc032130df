// `dure crash`: the crash test, reported to the terminal.

import { resolve } from 'node:path';
import type { Given, Run } from '../command.ts';
import type { CrashOptions } from '../command-options.ts';
import { systemOf } from '../businesses.ts';
import { chosenBusiness } from '../choose.ts';
import { ownBusinesses } from '../project.ts';
import { rehearsable } from '../simulate/simulate.ts';
import { progressBar } from '../simulate/progress.ts';
import type { Terminal } from '../terminal.ts';
import { deploymentOf } from '../deployment/deployment.ts';
import { crashByTraffic } from './by-traffic.ts';
import type { TrafficCrash } from './by-traffic.ts';
import { crashDeployment } from './of-deployment.ts';
import { crashTest } from './run.ts';
import { crashStory, crashSummary, verdictOn } from './story.ts';

const SEEDS = 1_000_000;
const FINDINGS_MAX = 10;

type Asked = { readonly kills: number; readonly seed: number; readonly terminal: Terminal };

/** Lodging has clients of its own, which come through HTTP. */
const crashLodging = async ({ kills, seed, terminal }: Asked): Promise<number> => {
  const bar = progressBar(terminal, kills);
  const report = await crashTest({ kills, seed, onKill: ({ number }) => bar.at(number, 0) });
  bar.end();
  for (const line of crashSummary(report, terminal)) terminal.say(line);
  if (report.findings.length === 0) return 0;
  const system = await systemOf('lodging');
  for (const line of crashStory(report, { seed, system, terminal })) terminal.say(line);
  return 1;
};

const figuresOf = ({ kills, early, asked, done }: TrafficCrash, terminal: Terminal): string =>
  terminal.in({
    ko: `강제 종료 ${kills}번 (시작하는 중 ${early}번), 명령 ${asked}개, 수락 ${done}개`,
    en: `${kills} kills (${early} while it started), ${asked} commands, ${done} accepted`,
  });

const crashNamed = async (
  name: string,
  folder: string,
  { kills, seed, terminal }: Asked,
): Promise<number> => {
  const business = rehearsable(await chosenBusiness(name, folder));
  const bar = progressBar(terminal, kills);
  const options = { kills, seed, onKill: (number: number) => bar.at(number, 0) };
  const report = await crashByTraffic(business, options);
  bar.end();
  terminal.say(figuresOf(report, terminal));
  terminal.say(verdictOn(report, terminal));
  if (report.findings.length === 0) return 0;
  for (const words of report.findings.slice(0, FINDINGS_MAX)) terminal.say(`✖ ${words}`);
  terminal.say(`npx dure crash ${name} --kills ${kills} --seed ${seed}`);
  return 1;
};

/** The business that is meant: the one that is named, or else the only one of the project. */
const nameIn = async ({ operands, folder }: Given<CrashOptions>): Promise<string | undefined> => {
  if (operands[0] !== undefined) return operands[0];
  const own = await ownBusinesses(folder);
  return own.length === 1 ? own[0]?.called : undefined;
};

/** Every business of the file that has traffic. */
const crashAll = async (
  file: string,
  { operands, folder }: Given<CrashOptions>,
  { kills, seed, terminal }: Asked,
): Promise<number> => {
  const environment = process.env;
  const wanted = { file, data: '.', folder, environment, businesses: operands };
  const { chosen } = await deploymentOf(wanted);
  const bar = progressBar(terminal, kills);
  const onKill = (number: number): void => bar.at(number, 0);
  const options = { file: resolve(folder, file), kills, seed, onKill };
  const businesses = chosen.map(({ business }) => rehearsable(business));
  const { hits, asked, done, findings } = await crashDeployment(businesses, options);
  bar.end();
  const ko = `강제 종료와 정지 ${kills}번, 명령 ${asked}개, 수락 ${done}개`;
  terminal.say(
    terminal.in({ ko, en: `${kills} kills and stops, ${asked} commands, ${done} accepted` }),
  );
  for (const [what, times] of hits) terminal.say(`  ${times} × ${what}`);
  terminal.say(verdictOn({ findings }, terminal));
  for (const words of findings.slice(0, FINDINGS_MAX)) terminal.say(`✖ ${words}`);
  return findings.length === 0 ? 0 : 1;
};

export const crash: Run<CrashOptions> = async (given) => {
  const { values, terminal, folder } = given;
  const { kills, seed = Math.floor(Math.random() * SEEDS), deployment } = values;
  if (deployment !== undefined) {
    terminal.say(terminal.in({ ko: `씨앗 ${seed}`, en: `Seed ${seed}` }));
    return crashAll(deployment, given, { kills, seed, terminal });
  }
  const name = await nameIn(given);
  terminal.say(terminal.in({ ko: `씨앗 ${seed}`, en: `Seed ${seed}` }));
  const asked = { kills, seed, terminal };
  return name === undefined ? crashLodging(asked) : crashNamed(name, folder, asked);
};
