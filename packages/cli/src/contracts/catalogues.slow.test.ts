// What other catalogues are given is what they take: EventCatalog's own linter and Backstage's own
// model say so, for all businesses in one catalogue.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { businessNames, rehearsalOf } from '../businesses.ts';
import { runIn, toolsOf } from '../clients/generators.testing.ts';
import type { Tools } from '../clients/generators.testing.ts';
import { said } from '../run.testing.ts';

const readers: Tools = {
  language: 'Catalogues',
  name: 'eventcatalog-linter-1.1.1-backstage-1.10.1',
  needs: [['npm', '--version']],
  bring: async (folder) => {
    writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--save-exact'];
    const packages = ['@eventcatalog/linter@1.1.1', '@backstage/catalog-model@1.10.1'];
    const others = ['yaml@2.8.1', '@asyncapi/parser@3.6.3'];
    await runIn(folder, 'npm', 'install', ...options, ...packages, ...others);
  },
};

/** Each entity by the policies of Backstage and the schema of its kind, and what an API says. */
const backstage = `
import { readFileSync } from 'node:fs';
import * as model from '@backstage/catalog-model';
import { Parser } from '@asyncapi/parser';
import YAML from 'yaml';
const policy = model.EntityPolicies.allOf([
  new model.DefaultNamespaceEntityPolicy(),
  new model.SchemaValidEntityPolicy(),
  new model.FieldFormatEntityPolicy(),
  new model.NoForeignRootFieldsEntityPolicy(),
]);
const kinds = {
  API: model.apiEntityV1alpha1Validator,
  Component: model.componentEntityV1alpha1Validator,
  System: model.systemEntityV1alpha1Validator,
};
const seen = {};
for (const file of process.argv.slice(1)) {
  for (const document of YAML.parseAllDocuments(readFileSync(file, 'utf8'))) {
    const entity = await policy.enforce(document.toJS());
    if (!(await kinds[entity.kind].check(entity))) throw new Error(entity.kind);
    seen[entity.kind] = (seen[entity.kind] ?? 0) + 1;
    if (entity.kind !== 'API') continue;
    const { diagnostics } = await new Parser().parse(entity.spec.definition);
    const [wrong] = diagnostics.filter(({ severity }) => severity === 0);
    if (wrong) throw new Error(entity.metadata.name + ': ' + wrong.message);
  }
}
console.log(JSON.stringify(seen));
`;

const contextsOfAll = async (): Promise<number> => {
  const all = await Promise.all(businessNames.map(rehearsalOf));
  return all.reduce((sum, { contexts }) => sum + contexts.length, 0);
};

describe('what other catalogues are given', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-catalogue-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has no fault that the linter of EventCatalog knows', async (t) => {
    const tools = await toolsOf(readers);
    if ('missing' in tools) return t.skip(tools.missing);
    const { code } = await said('contracts catalogue --for eventcatalog --into ec', {}, folder);
    assert.equal(code, 0);
    const linter = join(tools.folder, 'node_modules/@eventcatalog/linter/dist/cli/index.js');
    const told = await runIn(folder, process.execPath, linter, 'ec');
    assert.match(told, /No problems found[^]* \d{3} files checked/);
    const events = readdirSync(join(folder, 'ec/events'));
    assert.ok(events.includes('taxi.MessageQueued') && events.includes('lodging.MessageQueued'));
  });

  it('is what Backstage takes, with what every API says', async (t) => {
    const tools = await toolsOf(readers);
    if ('missing' in tools) return t.skip(tools.missing);
    await said('contracts catalogue --for backstage --into bs --owner group:default/x', {}, folder);
    const files = readdirSync(join(folder, 'bs'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const program = ['--input-type=module', '-e', backstage, ...files];
    const seen: object = JSON.parse(await runIn(tools.folder, process.execPath, ...program));
    const contexts = await contextsOfAll();
    assert.deepEqual(seen, { System: businessNames.length, Component: contexts, API: contexts });
  });
});
