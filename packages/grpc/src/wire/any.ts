// Any JSON, as `google.protobuf.Struct` and `Value` have it.

export type Row = { readonly [field: string]: unknown };

type Wire = { readonly [field: string]: unknown };

const isObject = (value: unknown): value is Row => typeof value === 'object' && value !== null;

export const toStruct = (of: Row): Wire => ({
  fields: Object.fromEntries(
    Object.entries(of)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, toValue(value)]),
  ),
});

export const toValue = (value: unknown): Wire => {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') return { numberValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (Array.isArray(value)) return { listValue: { values: value.map(toValue) } };
  return isObject(value) ? { structValue: toStruct(value) } : { nullValue: 0 };
};

const own = (of: unknown, name: string): unknown =>
  isObject(of) && Object.hasOwn(of, name) ? of[name] : undefined;

export const fromStruct = (wire: unknown): Row => {
  const fields = own(wire, 'fields');
  if (!isObject(fields)) return {};
  return Object.fromEntries(Object.entries(fields).map(([name, of]) => [name, fromValue(of)]));
};

export const fromValue = (wire: unknown): unknown => {
  const list = own(wire, 'listValue');
  if (list !== undefined) {
    const values = own(list, 'values');
    return Array.isArray(values) ? values.map(fromValue) : [];
  }
  const struct = own(wire, 'structValue');
  if (struct !== undefined) return fromStruct(struct);
  return own(wire, 'stringValue') ?? own(wire, 'numberValue') ?? own(wire, 'boolValue') ?? null;
};
