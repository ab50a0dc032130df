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
import { CannotListen } from './listen.ts';
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

const placeOf = ({ method, path }: Endpoint): string => `${method} ${path}`;

/**
 * Where one business runs alone, its resources are at the root as well; but not one that is called
 * as the business is, whose name leads to its pages.
 */
const rootEndpoints = (
  businesses: readonly Published[],
  base: string,
  below: readonly Endpoint[],
): readonly Endpoint[] => {
  const [only, another] = businesses;
  if (!only || another) return [];
  const scope = { prefix: base, base: only.home };
  const taken = new Set(below.map(placeOf));
  const atRoot = resourceEndpoints(only, routesOf(only), scope);
  return ofBusiness(
    only,
    atRoot.filter((line) => line.path !== only.home && !taken.has(placeOf(line))),
  );
};

/** What the gateway has beside the businesses. */
const gatewayNames: readonly string[] = ['assets', 'docs', 'health', 'metrics', 'session'];

const checkNames = (businesses: readonly Published[]): void => {
  const found = businesses.find(({ name }) => gatewayNames.includes(name));
  if (!found) return;
  const { name } = found;
  throw new CannotListen('nameTaken', {
    ko: `사업 이름 ${name}은(는) 게이트웨이가 쓰는 주소 /${name}와(과) 같습니다. 다른 이름을 주세요`,
    en: `The business ${name} is called as /${name} of the gateway itself. Give it another name`,
  });
};

/**
 * @param base where all of them begin: `/dure`, or nothing.
 * @throws {CannotListen} a business has a name that the gateway needs itself.
 */
export const gatewayEndpoints = (
  businesses: readonly Published[],
  base: string,
  lines: readonly SignInLine[] = [],
): readonly Endpoint[] => {
  checkNames(businesses);
  const below = businesses.flatMap(businessEndpoints);
  return [
    ...below,
    ...rootEndpoints(businesses, base, below),
    ...[
      ...docsEndpoints(businesses),
      ...homeEndpoints(businesses),
      ...healthEndpoints(businesses),
      sessionEndpoint(businesses),
      ...signInEndpoints(lines),
      metricsEndpoint(businesses),
    ].map((endpoint) => ({ ...endpoint, path: `${base}${endpoint.path}` })),
  ];
};

/** A context's own resources, and nothing else. */
export const contextEndpoints = (business: Published, context: string): readonly Endpoint[] => {
  const routes = routesOf(business).filter((route) => route.context === context);
  const resources = resourceEndpoints(business, routes, { prefix: '', base: undefined });
  return [...ofBusiness(business, resources), ...healthEndpoints([business])];
};
