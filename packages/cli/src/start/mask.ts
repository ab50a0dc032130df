// Nothing personal goes to a log: phone numbers are masked wherever they stand, and so are the
// fields that a contract calls personal or secret.

const MASK = '***';
const phonePattern = /(?<!\d)(?:\+82[-\s]?|0)(1[016789])[-\s]?\d{3,4}[-\s]?(\d{4})(?!\d)/g;

type Data = { readonly [field: string]: unknown };

/** A phone number keeps its first three digits and its last four. */
export const maskText = (text: string): string => text.replace(phonePattern, '0$1-****-$2');

/** A value as a log may show it. */
export const masked = (value: unknown, hidden: ReadonlySet<string>): unknown => {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map((one) => masked(one, hidden));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Data).map(([name, of]) => [
      name,
      hidden.has(name) && of !== null && of !== undefined ? MASK : masked(of, hidden),
    ]),
  );
};
