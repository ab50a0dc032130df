// The ports that the documents give the services. They run one business at a time,
// so ports overlap.

import type { Documents } from '@dure/http/documents';
import { UserError } from '../command.ts';

const MISTAKEN = 2;

/** @throws {UserError} where two businesses have the same port in their documents. */
export const checkDocumentedPorts = (documents: {
  readonly [business: string]: Documents;
}): void => {
  const taken = new Map<number, string>();
  for (const [name, { ports }] of Object.entries(documents)) {
    for (const [context, port] of Object.entries(ports)) {
      const place = `${name}/${context}`;
      const other = taken.get(port);
      if (other !== undefined) throw bothWant(port, [other, place]);
      taken.set(port, place);
    }
  }
};

const bothWant = (port: number, [one, other]: readonly [string, string]): UserError => {
  const line = `dure start ${one.split('/')[0]} --documented-ports`;
  const ko = `문서에서 ${one}와(과) ${other}의 포트가 ${port}번으로 같습니다`;
  const en = `The documents have ${one} and ${other} at the same port, ${port}`;
  return new UserError({ ko: `${ko}. 하나씩: ${line}`, en: `${en}. Start one: ${line}` }, MISTAKEN);
};
