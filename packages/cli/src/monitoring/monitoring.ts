// `dure monitoring`: writes the rules of Prometheus, their tests, and the dashboards.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { chosenBusinesses } from '../choose.ts';
import type { Run } from '../command.ts';
import type { MonitoringOptions } from '../operations-options.ts';
import { writing } from '../writing.ts';
import { dashboardsOf } from './dashboards.ts';
import { rulesOf, ruleTestsOf } from './rules.ts';

export const RULES_FILE = 'dure.rules.yaml';
const TESTS_FILE = 'dure.rules.test.yaml';
/** Lines of a rule are not folded: whoever compares two versions sees what has changed. */
const asWritten = { lineWidth: 0 } as const;

const prometheusOf = (rules: string): object => ({
  scrape_configs: [{ job_name: 'dure', static_configs: [{ targets: ['127.0.0.1:8088'] }] }],
  rule_files: [rules],
  alerting: { alertmanagers: [{ static_configs: [{ targets: ['127.0.0.1:9093'] }] }] },
});

export const monitoring: Run<MonitoringOptions> = async (given) => {
  const { values, operands, terminal, folder } = given;
  const { out, runbook } = values;
  const { language } = terminal;
  const chosen = await chosenBusinesses(operands, folder);
  const systems = await Promise.all(chosen.map((business) => business.load()));
  const businesses = systems.map(({ name, label: [ko, en] }) => ({
    name,
    label: { ko, en }[language],
  }));
  const names = businesses.map(({ name }) => name);
  const files = {
    [RULES_FILE]: stringify(rulesOf({ businesses: names, language, runbook }), asWritten),
    [TESTS_FILE]: stringify(ruleTestsOf(names, RULES_FILE), asWritten),
    'prometheus.yaml': stringify(prometheusOf(RULES_FILE), asWritten),
    ...Object.fromEntries(
      Object.entries(dashboardsOf(businesses, language)).map(([file, dashboard]) => [
        file,
        `${JSON.stringify(dashboard, undefined, 2)}\n`,
      ]),
    ),
  };
  writing('--out', () => {
    mkdirSync(out, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(out, file), text);
  });
  const written = Object.keys(files).join(', ');
  terminal.say(terminal.in({ ko: `${out}에 썼습니다: ${written}`, en: `In ${out}: ${written}` }));
  return 0;
};
