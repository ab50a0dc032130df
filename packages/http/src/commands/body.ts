// Reads a body as fields: JSON, or a form as a browser or `curl -d` sends it.

import { invalidPart } from '@dure/access';
import type { Refusal, Written } from '@dure/access';
import { problem } from '../answers/own-refusals.ts';
import { repeatedMember } from './repeated-member.ts';
import type { Problem } from '../answers/problem.ts';

export const BODY_BYTES_MAX = 64 * 1024;
/** So many objects within one another may be named with points. */
const DEPTH_MAX = 5;

export type ReadBody =
  | { readonly is: 'read'; readonly body: Written }
  | { readonly is: 'refused'; readonly refusal: Refusal | Problem };

const refused = (of: Refusal | Problem): ReadBody => ({ is: 'refused', refusal: of });

const jsonType = /^application\/(?:[\w.+-]+\+)?json\b/i;
const formType = /^application\/x-www-form-urlencoded\b/i;

const notJson = refused(
  invalidPart('body', '본문이 올바른 JSON이 아닙니다', 'The body is not well-formed JSON'),
);

const notFields = refused(
  invalidPart(
    'body',
    '본문은 필드를 가진 JSON 객체여야 합니다',
    'The body must be a JSON object of fields',
  ),
);

const givenTwice = (name: string): Refusal =>
  invalidPart(name, '같은 이름을 두 번 쓸 수 없습니다', 'The same name may not be given twice');

const wrongType = refused(
  problem('WrongMediaType', {
    headers: { accept: 'application/json, application/x-www-form-urlencoded' },
  }),
);

const isObject = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a name, where it may be gone on into; nothing, where it is a value already. */
const objectAt = (body: Written, name: string): Written | undefined => {
  if (!Object.hasOwn(body, name)) body[name] = {};
  const found: unknown = Object.getOwnPropertyDescriptor(body, name)?.value;
  return isObject(found) ? found : undefined;
};

/**
 * A form has no objects: there, and from clients of HAL-FORMS, a field of a value object is named
 * with what it is in, such as `place.street`. A value that is there already is kept.
 */
const unfolded = (body: Written): Written => {
  for (const name in body) if (name.includes('.')) return unfoldAll(body);
  return body;
};

const unfoldAll = (body: Written): Written => {
  for (const [name, value] of Object.entries(body)) {
    const path = name.split('.');
    const last = path.pop() ?? '';
    if (path.length === 0 || path.length > DEPTH_MAX) continue;
    delete body[name];
    const inner = path.reduce<Written | undefined>((of, part) => of && objectAt(of, part), body);
    if (inner && !Object.hasOwn(inner, last)) inner[last] = value;
  }
  return body;
};

const readJson = (text: string): ReadBody => {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return notFields;
    const twice = repeatedMember(text, body);
    if (twice !== undefined) return refused(givenTwice(twice));
    return { is: 'read', body: unfolded(body as Written) };
  } catch {
    return notJson;
  }
};

const readForm = (text: string): ReadBody => {
  // `curl -d '{…}'` says that it sends a form.
  if (/^\s*[{[]/.test(text)) return readJson(text);
  const fields = new URLSearchParams(text);
  const body: Written = {};
  for (const name of new Set(fields.keys())) {
    const values = fields.getAll(name);
    body[name] = values.length === 1 ? values[0] : values;
  }
  return { is: 'read', body: unfolded(body) };
};

/** A body is as good as its media type says; without a type it is taken for JSON. */
export const readBody = (text: unknown, mediaType: string | undefined): ReadBody => {
  if (typeof text !== 'string' || text === '') return { is: 'read', body: {} };
  if (mediaType === undefined || mediaType === '' || jsonType.test(mediaType)) {
    return readJson(text);
  }
  return formType.test(mediaType) ? readForm(text) : wrongType;
};

/** The fields by the names of the wall; what was sent by both names keeps its own. */
export const withoutAliases = (
  body: Written,
  aliases: { readonly [written: string]: string },
): Written => {
  for (const written in aliases) {
    const { [written]: meant } = aliases;
    const { [written]: value } = body;
    if (meant === undefined || value === undefined || !Object.hasOwn(body, written)) continue;
    if (!Object.hasOwn(body, meant)) body[meant] = value;
    delete body[written];
  }
  return body;
};
