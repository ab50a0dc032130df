// What the servers written by hand take: one command, and the compiled schema of it.

export type Stamps = {
  readonly customerId: string;
  readonly shopId: string;
  readonly item: string;
  readonly price: number;
  readonly stamps: number;
};

const id = (kind: string) => ({ type: 'string', pattern: `^${kind}-[^\\s/|]{1,64}$` });

export const bodySchema = {
  type: 'object',
  required: ['customerId', 'shopId', 'item', 'price', 'stamps'],
  properties: {
    customerId: id('customer'),
    shopId: id('shop'),
    item: { type: 'string', minLength: 1, maxLength: 100 },
    price: { type: 'integer', minimum: 0, maximum: 100_000_000 },
    stamps: { type: 'integer', minimum: 1, maximum: 10 },
  },
};
