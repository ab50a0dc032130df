// `dure deploy kubernetes`: what a cluster is given to run a deployment, as files.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { UserError } from '../command.ts';
import type { Run } from '../command.ts';
import type { DeployOptions } from '../command-options.ts';
import { nearest } from '../did-you-mean.ts';
import { deploymentOf } from '../deployment/deployment.ts';
import { mistake } from '../deployment/file.ts';
import { WrongVariable } from '../environment.ts';
import { gatewaySettings } from '../sign-in/gateway-settings.ts';
import { signInSettings } from '../sign-in/settings.ts';
import { writing } from '../writing.ts';
import { asYaml, chartFiles } from './chart.ts';
import type { ChartFile } from './chart.ts';
import { checkEntry } from './entry.ts';
import { manifestFiles, namespaceManifest } from './manifests.ts';
import { planOf } from './plan.ts';
import type { ClusterPlan } from './plan.ts';

const MISTAKEN = 2;
const TARGET = 'kubernetes';
/** Of a folder that this program has made, and may make anew. */
const OWN = '.dure-deploy';

const checkTarget = (word: string | undefined): void => {
  if (word === TARGET) return;
  const guess = word !== undefined && nearest(word, [TARGET]) ? 'kubernetes?' : TARGET;
  const ko = `어디에 배치할까요? dure deploy 다음에: ${guess}`;
  throw new UserError({ ko, en: `Where to? After dure deploy comes: ${guess}` }, MISTAKEN);
};

/** A gateway that others reach does not open without knowing who they are. */
const checkGateway = ({ deployment }: ClusterPlan): void => {
  const { environment = {} } = deployment.kubernetes;
  const at = ['kubernetes', 'environment'];
  try {
    if (!signInSettings(environment)) throw noIssuer(deployment.placeOf(at));
    gatewaySettings(environment);
  } catch (cause) {
    if (!(cause instanceof WrongVariable)) throw cause;
    throw mistake(deployment.placeOf([...at, cause.variable]), cause.wrong);
  }
};

const noIssuer = (place: string): UserError => {
  const ko = `${place}에 DURE_ISSUER가 없습니다. 로그인 없이는 관문이 열리지 않습니다`;
  const en = `${place} names no DURE_ISSUER: no gateway opens to others without sign-in`;
  return new UserError({ ko, en }, MISTAKEN);
};

const yamlOf = (all: readonly unknown[]): string =>
  all.map((one) => stringify(one, asYaml)).join('---\n');

const filesOf = (plan: ClusterPlan): readonly ChartFile[] => {
  const files = manifestFiles(plan);
  return [
    { path: 'namespace.yaml', text: yamlOf([namespaceManifest(plan)]) },
    ...files.map(({ name, manifests }) => ({
      path: `manifests/${name}.yaml`,
      text: yamlOf(manifests),
    })),
    ...chartFiles(plan, files).map(({ path, text }) => ({ path: `chart/${path}`, text })),
    { path: OWN, text: 'Made by dure deploy kubernetes; made anew without asking.\n' },
  ];
};

/** What was made before goes, since a service that is no more would be applied still. */
const clear = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  const there = readdirSync(folder);
  if (there.length === 0) return;
  if (!there.includes(OWN)) {
    const ko = `${folder}에 다른 파일이 있습니다. 빈 폴더나 없는 폴더를 --out으로 주세요`;
    const en = `${folder} holds other files. Name an empty folder, or a new one, with --out`;
    throw new UserError({ ko, en }, MISTAKEN);
  }
  for (const name of ['namespace.yaml', 'manifests', 'chart']) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
};

const writeFiles = (target: string, files: readonly ChartFile[]): void => {
  clear(target);
  for (const { path, text } of files) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
};

export const deploy: Run<DeployOptions> = async ({ values, operands, terminal, folder }) => {
  checkTarget(operands[0]);
  const { config: file, out } = values;
  const environment = process.env;
  const wanted = { file, data: './data', folder, environment, businesses: [] };
  const plan = planOf(await deploymentOf(wanted));
  checkEntry(plan);
  checkGateway(plan);
  const target = resolve(folder, out);
  const files = filesOf(plan);
  writing('--out', () => writeFiles(target, files));
  const services = plan.workloads.length;
  const ko = `${services}개의 서비스를 ${out}에 적었습니다`;
  terminal.say(terminal.in({ ko, en: `${services} services are written to ${out}` }));
  terminal.say(`kubectl apply -f ${out}/namespace.yaml`);
  terminal.say(`kubectl apply -f ${out}/manifests`);
  return 0;
};
