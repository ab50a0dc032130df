// `dure doctor`: what is wrong with a data folder or with a gateway that runs, and what to do.

import { existsSync } from 'node:fs';
import { chosenBusinesses } from '../choose.ts';
import { UserError } from '../command.ts';
import type { Given, Run } from '../command.ts';
import type { DoctorOptions } from '../operations-options.ts';
import type { Colour, Terminal } from '../terminal.ts';
import { addressOf } from './address.ts';
import { backupOf } from './backup.ts';
import { filesOf } from './files.ts';
import type { Finding, Level } from './finding.ts';
import { certificatesIn, diskOf } from './machine.ts';

const marks: { readonly [L in Level]: readonly [mark: string, colour: Colour] } = {
  well: ['✔', 'green'],
  soon: ['!', 'yellow'],
  bad: ['✖', 'red'],
};

const linesOf = ({ level, where, words, advice }: Finding, terminal: Terminal) => {
  const [mark, colour] = marks[level];
  const line = `${terminal.paint(colour, mark)} ${where}: ${terminal.in(words)}`;
  return advice ? [line, `    → ${terminal.in(advice)}`] : [line];
};

const nothingThere = (folder: string): UserError =>
  new UserError({
    ko: `${folder} 폴더가 없습니다. --data나 --url을 주세요`,
    en: `There is no folder ${folder}. Give --data, or --url`,
  });

/** Those of which there is data; where businesses are named, these. */
const inFolder = async (given: Given<DoctorOptions>): Promise<readonly Finding[]> => {
  const { values, operands, folder } = given;
  const { data } = values;
  if (!existsSync(data)) throw nothingThere(data);
  const chosen = await chosenBusinesses(operands, folder);
  const there = chosen.filter(({ name }) => operands.length > 0 || existsSync(`${data}/${name}`));
  if (there.length === 0) throw nothingThere(`${data}/${chosen[0]?.name ?? ''}`);
  const certificates = certificatesIn(process.env, Date.now());
  const findings: Finding[] = [diskOf(data), ...certificates, ...(await backupOf(data))];
  for (const business of there) {
    findings.push(...(await filesOf({ system: await business.rehearsal(), data })));
  }
  return findings;
};

const countOf = (findings: readonly Finding[], of: Level): number =>
  findings.filter(({ level }) => level === of).length;

const sumOf = (findings: readonly Finding[]): { readonly ko: string; readonly en: string } => {
  const [bad, soon] = [countOf(findings, 'bad'), countOf(findings, 'soon')];
  if (bad + soon === 0) return { ko: '아무 문제도 없습니다', en: 'Nothing is wrong' };
  return {
    ko: `고칠 것 ${bad}, 살펴볼 것 ${soon}`,
    en: `To be mended: ${bad}; to be looked at: ${soon}`,
  };
};

/** Ends with 1 where something is wrong now. */
export const doctor: Run<DoctorOptions> = async (given) => {
  const { values, terminal } = given;
  const findings = values.url === undefined ? await inFolder(given) : await addressOf(values.url);
  if (values.json) terminal.say(JSON.stringify({ findings }));
  else {
    for (const finding of findings)
      for (const line of linesOf(finding, terminal)) terminal.say(line);
    terminal.say(terminal.in(sumOf(findings)));
  }
  return findings.some(({ level }) => level === 'bad') ? 1 : 0;
};
