// All alarms as a file of rules for Prometheus, and as a file of tests for promtool.

import type { Words } from '@dure/domain';
import type { Alert, Example } from './alert.ts';
import { budgetAlerts } from './budget.ts';
import { contextAlerts } from './context-alerts.ts';
import { durationsAt } from './durations.ts';
import { machineAlerts } from './machine-alerts.ts';

export type RuleOptions = {
  readonly businesses: readonly string[];
  readonly language: keyof Words;
  /** Where the runbook is found: an alarm leads to its section. */
  readonly runbook: string;
  /** Less than 1 in a drill, whose hours are shorter. */
  readonly scale?: number;
};

type Group = { readonly name: string; readonly alerts: readonly Alert[] };

const groupsOf = (businesses: readonly string[]): readonly Group[] => [
  { name: 'dure-processes', alerts: machineAlerts },
  { name: 'dure-contexts', alerts: contextAlerts },
  ...businesses.map((name) => ({ name: `dure-budget-${name}`, alerts: budgetAlerts(name) })),
];

/** Every alarm, once. */
export const alertsOf = (businesses: readonly string[]): readonly Alert[] =>
  groupsOf(businesses).flatMap(({ alerts }) => alerts);

/** Where the runbook says what to do, below its address. */
export const anchorOf = ({ name }: Alert): string => name.toLowerCase();

const ruleOf = (alert: Alert, options: RuleOptions): object => {
  const { language, runbook, scale = 1 } = options;
  const of = durationsAt(scale);
  return {
    alert: alert.name,
    expr: alert.expr(of),
    ...(alert.forS === 0 ? {} : { for: of.window(alert.forS) }),
    labels: { severity: alert.severity },
    annotations: {
      summary: alert.summary[language],
      runbook_url: `${runbook}#${anchorOf(alert)}`,
    },
  };
};

/** A file of rules, as it is before it is written as YAML. */
export const rulesOf = (options: RuleOptions): object => ({
  groups: groupsOf(options.businesses).map(({ name, alerts }) => ({
    name,
    rules: alerts.map((alert) => ruleOf(alert, options)),
  })),
});

const inputOf = ({ series }: Example): readonly object[] =>
  series.map(([one, values]) => ({ series: one, values }));

/** An annotation has templates that promtool fills in: they are read in the file of rules. */
const testsOf = (alert: Alert): readonly object[] => {
  const look = (example: Example, alerts: readonly object[]): object => ({
    interval: '1m',
    input_series: inputOf(example),
    promql_expr_test: [
      {
        expr: `ALERTS{alertname="${alert.name}",alertstate="firing"}`,
        eval_time: `${example.atS}s`,
        exp_samples: alerts,
      },
    ],
  });
  const { fires, quiet, name, severity } = alert;
  const labels = { alertname: name, alertstate: 'firing', severity, ...fires.labels };
  const text = Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(',');
  const firing = look(fires, [{ labels: `ALERTS{${text}}`, value: 1 }]);
  return quiet.atS < 0 ? [firing] : [firing, look(quiet, [])];
};

/** What `promtool test rules` reads, beside a file of rules. */
export const ruleTestsOf = (businesses: readonly string[], rules: string): object => ({
  rule_files: [rules],
  evaluation_interval: '1m',
  tests: alertsOf(businesses).flatMap(testsOf),
});
