// All lines of the gateway, and those of a context where the documents have it.

import { caseList } from '../cases/list.ts';
import { storyHandler } from '../cases/story.ts';
import { whyHandler } from '../cases/why.ts';
import { describedEndpoint } from '../described/handle.ts';
import type { SignInLine } from '@dure/access';
import { docsEndpoints } from '../docs/endpoints.ts';
import { healthEndpoints } from '../operations/health.ts';
import { sessionEndpoint } from '../identity/session.ts';
import { signInEndpoints } from '../identity/sign-in-lines.ts';
import { metricsEndpoint } from '../operations/metrics.ts';
import { operationEndpoints } from '../operations/operations.ts';
import { forOperator } from '../operations/operator.ts';
import { homeEndpoints } from '../pages/home.ts';
import { wallEndpoints } from '../pages/wall.ts';
import type { Published } from '../published.ts';
import { routesOf } from '../routes/table.ts';
import { caseEventsHandler, trailHandler } from '../streams/cases.ts';
import { changesHandler } from '../streams/changes.ts';
import { wallHandler } from '../streams/wall.ts';
import { get } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { resourceEndpoints } from './resources.ts';

const ofBusiness = ({ name }: Published, lines: readonly Endpoint[]): readonly Endpoint[] =>
  lines.map((line) => ({ ...line, business: name }));

const businessEndpoints = (business: Published): readonly Endpoint[] => {
  const { home: prefix } = business;
  const scope = { prefix, base: prefix };
  return ofBusiness(business, [
    ...resourceEndpoints(business, routesOf(business), scope),
    get(`${prefix}/cases/{caseId}`, trailHandler({ business, scope })),
    get(`${prefix}/cases`, forOperator(business, caseList(business))),
    get(`${prefix}/cases/{caseId}/story`, storyHandler(business)),
    get(`${prefix}/cases/{caseId}/why`, whyHandler(business)),
    get(`${prefix}/cases/{caseId}/events`, caseEventsHandler({ business, scope })),
    describedEndpoint(business),
    get(`${prefix}/changes`, changesHandler(business, scope)),
    ...wallEndpoints(business, prefix),
    get(`${prefix}/wall/events`, wallHandler(business)),
    ...operationEndpoints(business, prefix),
  ]);
};

/** Where one business runs alone, its resources are at the root as well. */
const rootEndpoints = (businesses: readonly Published[], base: string): readonly Endpoint[] => {
  const [only, another] = businesses;
  if (!only || another) return [];
  const scope = { prefix: base, base: only.home };
  return ofBusiness(only, resourceEndpoints(only, routesOf(only), scope));
};

/** @param base where all of them begin: `/dure`, or nothing. */
export const gatewayEndpoints = (
  businesses: readonly Published[],
  base: string,
  lines: readonly SignInLine[] = [],
): readonly Endpoint[] => [
  ...businesses.flatMap(businessEndpoints),
  ...rootEndpoints(businesses, base),
  ...[
    ...docsEndpoints(businesses),
    ...homeEndpoints(businesses),
    ...healthEndpoints(businesses),
    sessionEndpoint(businesses),
    ...signInEndpoints(lines),
    metricsEndpoint(businesses),
  ].map((endpoint) => ({ ...endpoint, path: `${base}${endpoint.path}` })),
];

/** A context's own resources, and nothing else. */
export const contextEndpoints = (business: Published, context: string): readonly Endpoint[] => {
  const routes = routesOf(business).filter((route) => route.context === context);
  const resources = resourceEndpoints(business, routes, { prefix: '', base: undefined });
  return [...ofBusiness(business, resources), ...healthEndpoints([business])];
};
