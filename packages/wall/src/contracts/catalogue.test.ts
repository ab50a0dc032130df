// The catalogue of what is published, and what other catalogues are given.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backstageFile, eventCatalogFiles } from './catalogue-exports.ts';
import { cataloguePages, fieldsNamed } from './catalogue.ts';
import { recordOfShop, released } from './planted.testing.ts';

const record = recordOfShop(released, '0.1.0');
const pages = cataloguePages(record);

describe('a catalogue', () => {
  it('has a page for each event and command, and the way to each', () => {
    assert.deepEqual(
      [...pages.keys()],
      [
        'index.md',
        'fields.md',
        'orders/events/OrderCanceled.md',
        'orders/events/OrderPlaced.md',
        'orders/commands/CancelOrder.md',
        'orders/commands/PlaceOrder.md',
        'shipping/events/Shipped.md',
        'shipping/commands/Ship.md',
      ],
    );
    const index = pages.get('index.md') ?? '';
    for (const path of pages.keys()) assert.ok(path === 'index.md' || index.includes(path), path);
  });

  it('says who publishes and who follows, what it holds, an example, and what it was', () => {
    const page = pages.get('orders/events/OrderPlaced.md') ?? '';
    assert.match(page, /## Published by\n\n- orders · aggregate Order/);
    assert.match(page, /## Followed by\n\n- orders · view Orders\n- shipping · policy ship/);
    assert.match(page, /\| `way` \| CARD, CASH \|/);
    assert.match(page, /\| `note` \| string 1…100, optional \|/);
    assert.match(page, /## Example\n\n```json\n\{\n {2}"orderId": "order-1"/);
    assert.match(page, /### Version 1\n\n[^]*`price`/);
    assert.match(pages.get('orders/commands/PlaceOrder.md') ?? '', /## Sent by\n\n- .*Customer/);
  });

  it('is searched by a field, or a part of its name', () => {
    const where = (word: string) => fieldsNamed(record, word).map((of) => of.where);
    assert.deepEqual(where('way'), ['orders · command PlaceOrder', 'orders · event OrderPlaced']);
    assert.ok(where('order').length > 5);
    assert.deepEqual(where('colour'), []);
  });
});

describe('the catalogues of others', () => {
  it('are given a domain, services and messages: EventCatalog', () => {
    const files = eventCatalogFiles(record, 'kitchen');
    const service = files.get('services/shop-shipping/index.mdx') ?? '';
    assert.match(service, /^---\nid: "shop-shipping"\n/);
    assert.match(service, /sends:\n {2}- id: "shop.Shipped"\n {4}version: 1\.0\.0/);
    assert.match(
      service,
      /receives:\n {2}- id: "shop.Ship"[^]* {2}- id: "shop.OrderPlaced"\n {4}version: 2\.0\.0/,
    );
    assert.match(files.get('domains/shop/index.mdx') ?? '', /services:\n {2}- id: "shop-orders"/);
    const schema = JSON.parse(files.get('events/shop.OrderPlaced/schema.json') ?? '') as object;
    assert.ok('properties' in schema);
    const before = files.get('events/shop.OrderPlaced/versioned/1.0.0/index.mdx') ?? '';
    assert.match(before, /version: 1\.0\.0\n[^]*owners:\n {2}- "kitchen"/);
    assert.match(files.get('teams/kitchen.mdx') ?? '', /id: "kitchen"/);
  });

  it('are given components that provide and consume: Backstage', () => {
    const documents = backstageFile(record, 'group:default/shop').split('---\n');
    assert.equal(documents.length, 5);
    const [system, , , component = '', api = ''] = documents;
    assert.match(system ?? '', /kind: System[^]*name: "shop"/);
    assert.match(component, /kind: Component[^]*consumesApis: \["shop-orders"\]/);
    assert.match(api, /kind: API[^]*type: "asyncapi"[^]*definition: "\{/);
  });
});
