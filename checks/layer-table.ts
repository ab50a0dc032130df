// The layers, and what each may import.

interface Layer {
  readonly name: string;
  readonly files: RegExp;
  /** Targets, as `targetOf` names them. A `*` at the end stands for anything. */
  readonly mayImport: readonly string[];
}

const domain = ['@dure/domain', '@dure/domain/*'];
/** What a business is rehearsed with, and its picture: nothing that a service needs to run. */
const rehearsal = ['@dure/rehearsal', '@dure/rehearsal/*'];
const wall = ['@dure/wall'];
const access = ['@dure/access', '@dure/access/*'];
const kernel = ['@dure/kernel', '@dure/kernel/*'];
const notification = ['@dure/notification'];
const dispatch = ['@dure/dispatch', '@dure/dispatch/*'];
const cardNetwork = ['@dure/card-network'];
const rehearsedParts = ['@dure/card-network/rehearsal', '@dure/notification/rehearsal'];
const anything = ['*'];

/** Within a system, a file is named by what it is: see `partOf`. */
export const layers: readonly Layer[] = [
  { name: 'domain', files: /^packages\/domain\/src\//, mayImport: ['own'] },
  { name: 'wall', files: /^packages\/wall\/src\//, mayImport: ['own', ...domain] },
  { name: 'rehearsal', files: /^packages\/rehearsal\/src\//, mayImport: ['own', ...domain] },
  {
    name: 'testing',
    files: /^packages\/testing\/src\//,
    mayImport: [
      'own',
      'node:*',
      'npm:fast-check',
      'npm:ajv',
      'npm:ajv-formats',
      ...domain,
      '@dure/kernel/ports',
      '@dure/kernel/ids',
    ],
  },
  // A whole system in one process brings its simulated neighbours along.
  {
    name: 'embedded',
    files: /^packages\/embedded\/src\//,
    mayImport: ['own', 'node:*', ...domain, ...kernel, '@dure/rehearsal'],
  },
  // The same contexts as processes of their own.
  {
    name: 'services',
    files: /^packages\/services\/src\//,
    mayImport: [
      'own',
      'node:*',
      'npm:*',
      '@dure/embedded',
      '@dure/rehearsal',
      ...domain,
      ...kernel,
    ],
  },
  { name: 'kernel', files: /^packages\/kernel\/src\//, mayImport: ['own', 'node:*', ...domain] },
  {
    name: 'adapter',
    files: /^packages\/(store|broker|feed|sender)-[a-z]+\/src\//,
    mayImport: ['own', 'node:*', 'npm:*', ...domain].concat([
      '@dure/kernel/ports',
      '@dure/kernel/ids',
      '@dure/store-memory/query',
    ]),
  },
  {
    name: 'simulator',
    files: /^packages\/simulator\/src\//,
    mayImport: ['own', 'node:*', 'npm:fast-check', ...domain, ...rehearsal, ...kernel].concat([
      '@dure/embedded',
      '@dure/store-memory',
      '@dure/testing',
      '@dure/testing/*',
    ]),
  },
  // What every way in needs. It knows no protocol, so that each of them can be built on it.
  {
    name: 'access',
    files: /^packages\/access\/src\//,
    mayImport: ['own', 'npm:jose', '@dure/rehearsal', ...domain, ...kernel],
  },
  // Systems are written with it, so it knows nothing of the server.
  { name: 'documents', files: /^packages\/http\/src\/documents\.ts$/, mayImport: domain },
  {
    name: 'edge',
    files: /^packages\/(http|grpc|identity|gateway|deploy)\/src\//,
    mayImport: ['own', 'node:*', 'npm:*', ...access].concat(domain, wall, rehearsal, kernel),
  },
  {
    name: 'acceptance',
    files: /^packages\/acceptance\/src\//,
    mayImport: ['own', 'node:*'].concat(domain, rehearsal, kernel, [
      '@dure/access',
      '@dure/embedded',
      '@dure/feed-kafka',
      '@dure/grpc',
      '@dure/grpc/client',
      '@dure/http',
      '@dure/http/documents',
      '@dure/services',
      '@dure/testing',
      '@dure/testing/*',
      '@dure/store-memory',
      '@dure/store-mariadb',
      '@dure/store-postgres',
      '@dure/store-sqlite',
    ]),
  },
  // It starts programs, and knows nothing of what they are tested with.
  { name: 'servers', files: /^packages\/servers\/src\//, mayImport: ['own', 'node:*'] },
  // It makes projects for people who have nothing of Dure yet, so it needs nothing of it either.
  { name: 'create', files: /^packages\/create-dure\/(src|bin)\//, mayImport: ['own', 'node:*'] },
  { name: 'cli', files: /^packages\/cli\/(src|bin)\//, mayImport: anything },
  // What builds the pages, and what plays them in a browser.
  {
    name: 'pages workbench',
    files: /^web\/([^/]+\.ts$|testing\/)/,
    mayImport: ['own', 'node:*', 'npm:*'],
  },
  // Pages know the server as a stranger does: by its requests. They know no business.
  {
    name: 'pages',
    files: /^web\/(app|kit|made|wall)\//,
    mayImport: ['own', 'npm:*', '@dure/http/described'],
  },
  // The pages of a business know the pieces of all pages, and the contracts of the business.
  {
    name: 'pages of a business',
    files: /^systems\/[^/]+\/web\//,
    mayImport: ['own', 'contract', '@dure/web/kit', 'npm:react', 'npm:@tanstack/react-query'],
  },
  // What a system lends to the tests of others. It is exported, so it has a layer.
  {
    name: 'kit',
    files: /^systems\/[^/]+\/[^/]+\.testing\.ts$/,
    mayImport: ['own', 'node:*', '@dure/simulator', '@dure/acceptance/*'].concat(domain, rehearsal),
  },
  // The rules and the traffic of dispatchers, given the notes of one.
  {
    name: 'dispatchers',
    files: /^systems\/dispatch\/(invariants|traffic)\//,
    mayImport: ['own', ...domain, ...rehearsal, ...notification, ...rehearsedParts],
  },
  // It knows no business, so that each that sends people may use it.
  { name: 'dispatch', files: /^systems\/dispatch\//, mayImport: ['own'] },
  {
    name: 'contract',
    files: /^systems\/(.+\/)?contract\.ts$/,
    mayImport: ['contract', 'fields', ...domain, ...notification],
  },
  { name: 'fields', files: /^systems\/(.+\/)?fields\.ts$/, mayImport: ['fields', ...domain] },
  {
    name: 'labels',
    files: /^systems\/(.+\/)?labels\.ts$/,
    mayImport: ['contract', 'fields', 'labels', ...domain, ...notification],
  },
  {
    name: 'promised',
    files: /^systems\/[^/]+\/documents\.ts$/,
    mayImport: ['contract', '@dure/http/documents', ...domain],
  },
  {
    name: 'rehearsed',
    files: /^systems\/[^/]+\/(rehearsal|demo|traffic|simulated|resolving|invariants(\/.+)?)\.ts$/,
    mayImport: ['own', 'board', 'contract', 'fields', ...domain, ...rehearsal].concat(
      notification,
      cardNetwork,
      rehearsedParts,
      dispatch,
    ),
  },
  {
    name: 'system',
    files: /^systems\/[^/]+\/(system|index)\.ts$/,
    mayImport: ['board', 'own', 'contract', 'fields', 'labels', ...domain, ...notification].concat(
      cardNetwork,
    ),
  },
  {
    name: 'board',
    files: /^systems\//,
    mayImport: ['own', 'contract', 'fields', 'labels', ...domain, ...notification].concat(
      dispatch,
      cardNetwork,
    ),
  },
  { name: 'workbench', files: /^(bench|checks|examples|scripts)\//, mayImport: anything },
];
