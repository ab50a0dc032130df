// All lines of the gateway, and those of a context where the documents have it.

import type { Published } from '../published.ts';
import { docsLines } from '../docs/lines.ts';
import { healthLines } from '../operations/health.ts';
import { metricsLine } from '../operations/metrics.ts';
import { operationLines } from '../operations/operations.ts';
import { homeLines } from '../pages/home.ts';
import { wallLines } from '../pages/wall.ts';
import { routesOf } from '../routes/table.ts';
import { caseEventsHandler, trailHandler } from '../streams/cases.ts';
import { wallHandler } from '../streams/wall.ts';
import { get } from './endpoint.ts';
import type { Line } from './endpoint.ts';
import { resourceLines } from './resources.ts';

const businessLines = (business: Published): readonly Line[] => {
  const prefix = `/${business.name}`;
  const scope = { prefix, base: prefix };
  return [
    ...resourceLines(business, routesOf(business), scope),
    get(`${prefix}/cases/{caseId}`, trailHandler({ business, scope })),
    get(`${prefix}/cases/{caseId}/events`, caseEventsHandler({ business, scope })),
    ...wallLines(business, prefix),
    get(`${prefix}/wall/events`, wallHandler(business)),
    ...operationLines(business, prefix),
  ];
};

/** Where one business runs alone, its resources are at the root as well. */
const rootLines = (businesses: readonly Published[]): readonly Line[] => {
  const [only, another] = businesses;
  if (!only || another) return [];
  return resourceLines(only, routesOf(only), { prefix: '', base: `/${only.name}` });
};

export const gatewayLines = (businesses: readonly Published[]): readonly Line[] => [
  ...businesses.flatMap(businessLines),
  ...rootLines(businesses),
  ...docsLines(businesses),
  ...homeLines(businesses),
  ...healthLines(businesses),
  metricsLine(businesses),
];

/** A context's own resources, and nothing else. */
export const contextLines = (business: Published, context: string): readonly Line[] => {
  const routes = routesOf(business).filter((route) => route.context === context);
  return [
    ...resourceLines(business, routes, { prefix: '', base: undefined }),
    ...healthLines([business]),
  ];
};
