// An OpenAPI document as a promise: its schemas are sound, its examples are what they are examples
// of, and what is answered is what it says.

import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Json = { readonly [member: string]: unknown };

export type Operation = {
  readonly id: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly parameters: readonly Json[];
  /** Bodies that the document gives as examples, by name. */
  readonly bodies: { readonly [name: string]: unknown };
  readonly isBodyRequired: boolean;
  /** By status; the schema of an answer, where it has a body. */
  readonly answers: { readonly [status: string]: unknown };
};

/** What is wrong, a sentence each. */
type Complaints = readonly string[];

export type Contract = {
  readonly operations: readonly Operation[];
  readonly schemaComplaints: () => Complaints;
  readonly exampleComplaints: () => Complaints;
  /** @param path as it was sent, without its query. */
  readonly answerComplaints: (sent: {
    readonly method: string;
    readonly path: string;
    readonly status: number;
    readonly body: unknown;
  }) => Complaints;
};

const ROOT = 'contract';

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const memberOf = (of: unknown, name: string): unknown => (isObject(of) ? of[name] : undefined);

const at = (of: unknown, ...names: readonly string[]): unknown => names.reduce(memberOf, of);

const entriesOf = (of: unknown): readonly (readonly [string, unknown])[] =>
  isObject(of) ? Object.entries(of) : [];

/** The first of an answer's or a body's media types. */
const mediaOf = (of: unknown): unknown => entriesOf(at(of, 'content'))[0]?.[1];

const operationOf = (path: string, method: string, of: unknown): Operation => {
  const media = mediaOf(at(of, 'requestBody'));
  const answers = entriesOf(at(of, 'responses')).map(([status, answer]) => [
    status,
    at(mediaOf(answer), 'schema'),
  ]);
  const bodies = entriesOf(at(media, 'examples')).map(([name, one]) => [name, at(one, 'value')]);
  return {
    id: String(at(of, 'operationId')),
    method: method.toUpperCase(),
    path,
    parameters: entriesOf(at(of, 'parameters')).map(([, one]) => (isObject(one) ? one : {})),
    bodies: Object.fromEntries(bodies),
    isBodyRequired: at(of, 'requestBody', 'required') === true,
    answers: Object.fromEntries(answers),
  };
};

/** References within the document lead into the one schema that holds them all. */
const rooted = (schema: unknown): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components', `"${ROOT}#/components`)) as object;

const segmentsOf = (path: string): readonly string[] => path.split('/').map(decodeURIComponent);

const fits = (template: string, path: string): boolean => {
  const [wanted, given] = [template.split('/'), segmentsOf(path)];
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) => segment.startsWith('{') || segment === given[index])
  );
};

/** A path that says more of itself comes before one with more parameters. */
const exactFirst = (one: Operation, other: Operation): number =>
  one.path.split('{').length - other.path.split('{').length;

/** Each value of `examples` in a schema, and in all schemas within it. */
const examplesIn = (schema: unknown): readonly (readonly [schema: Json, example: unknown])[] => {
  if (Array.isArray(schema)) return schema.flatMap(examplesIn);
  if (!isObject(schema)) return [];
  const { examples } = schema;
  const own = Array.isArray(examples)
    ? examples.map((example): readonly [Json, unknown] => [schema, example])
    : [];
  return [...own, ...Object.values(schema).flatMap(examplesIn)];
};

type Checker = {
  /** Throws what is wrong with a schema. */
  readonly compiled: (schema: unknown) => ValidateFunction;
  readonly wrongWith: (schema: unknown, value: unknown, of: string) => Complaints;
};

const checkerOf = (document: unknown): Checker => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // A format of the registry of OpenAPI; it says how exact a number is, and refuses none.
  ajv.addFormat('decimal', { type: 'number', validate: () => true });
  ajv.addSchema(rooted({ $id: ROOT, components: at(document, 'components') }));
  const compiled = (schema: unknown): ValidateFunction => ajv.compile(rooted(schema));
  return {
    compiled,
    wrongWith: (schema, value, of) => {
      const check = compiled(schema);
      if (check(value)) return [];
      return [`${of}: ${ajv.errorsText(check.errors)} in ${JSON.stringify(value)}`];
    },
  };
};

const schemaComplaints = ({ compiled }: Checker, document: unknown): Complaints =>
  entriesOf(at(document, 'components', 'schemas')).flatMap(([name, schema]) => {
    try {
      compiled(schema);
      return [];
    } catch (cause) {
      return [`${name}: ${String(cause)}`];
    }
  });

const exampleComplaints = (
  { wrongWith }: Checker,
  document: unknown,
  operations: readonly Operation[],
): Complaints => {
  const inSchemas = [at(document, 'components'), at(document, 'paths')].flatMap(examplesIn);
  const bodySchema = ({ path, method }: Operation): unknown =>
    at(mediaOf(at(document, 'paths', path, method.toLowerCase(), 'requestBody')), 'schema');
  return [
    ...inSchemas.flatMap(([schema, example]) => wrongWith(schema, example, 'An example')),
    ...operations.flatMap((operation) =>
      Object.values(operation.bodies).flatMap((body) =>
        wrongWith(bodySchema(operation), body, `The body of ${operation.id}`),
      ),
    ),
  ];
};

export const contractOf = (document: unknown): Contract => {
  const checker = checkerOf(document);
  const operations = entriesOf(at(document, 'paths')).flatMap(([path, item]) =>
    entriesOf(item).map(([method, of]) => operationOf(path, method, of)),
  );
  return {
    operations,
    schemaComplaints: () => schemaComplaints(checker, document),
    exampleComplaints: () => exampleComplaints(checker, document, operations),
    answerComplaints: ({ method, path, status, body }) => {
      const [operation] = operations
        .filter((of) => of.method === method && fits(of.path, path))
        .toSorted(exactFirst);
      if (!operation) return [`${method} ${path} is no operation.`];
      const { answers, id } = operation;
      if (!Object.hasOwn(answers, status)) return [`${id} does not say that it answers ${status}.`];
      const schema = answers[status];
      return schema === undefined ? [] : checker.wrongWith(schema, body, `${id} ${status}`);
    },
  };
};
