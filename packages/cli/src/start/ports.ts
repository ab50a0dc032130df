// The ports that the documents give the services. They run one business at a time,
// so ports overlap.

import type { System } from '@dure/domain';
import { UserError } from '../command.ts';

const MISTAKEN = 2;

/** @throws {UserError} where two businesses have the same port in their documents. */
export const checkDocumentedPorts = (systems: readonly System[]): void => {
  const taken = new Map<number, string>();
  for (const { name, documentedPorts } of systems) {
    for (const [context, port] of Object.entries(documentedPorts)) {
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
