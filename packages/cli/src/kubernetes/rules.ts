// The alerting rules, as a Prometheus has them: what is listed here becomes a PrometheusRule.

export type RuleGroup = { readonly name: string; readonly rules: readonly object[] };

export const ruleGroups = (): readonly RuleGroup[] => [];
