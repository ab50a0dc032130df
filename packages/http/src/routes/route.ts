// A line that the gateway serves: a method, a path, and what it does.

import type { CommandEntry, ViewEntry } from '@dure/access';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A command, and who issues it where no one was named. */
export type Choice = { readonly command: CommandEntry; readonly as?: string };

/** A command by the value of a body field: `status` in a PATCH names what is to be done. */
export type ByValue = {
  readonly field: string;
  readonly choices: ReadonlyMap<string, Choice>;
};

export type CommandAction = {
  readonly is: 'command';
  readonly byValue?: ByValue;
  /** What is meant where the body has no such field. */
  readonly otherwise?: Choice;
  /** The HTTP status of success. */
  readonly answers: number;
};

export type Action =
  | CommandAction
  | { readonly is: 'list'; readonly view: ViewEntry; readonly as?: string }
  | { readonly is: 'row'; readonly view: ViewEntry; readonly as?: string }
  | { readonly is: 'moved'; readonly to: string };

export type Route = {
  readonly method: Method;
  /** `/accommodations/{orderId}/cancel-reservation`, without the name of the business. */
  readonly path: string;
  readonly context: string;
  readonly action: Action;
  /** Whether a reference document promises it. */
  readonly isDocumented: boolean;
};

/** All that a command line may come down to; the one without a value first. */
export const choicesOf = ({ byValue, otherwise }: CommandAction): readonly Choice[] => [
  ...(otherwise ? [otherwise] : []),
  ...(byValue?.choices.values() ?? []),
];

export const segmentsOf = (path: string): readonly string[] =>
  path.split('/').filter((segment) => segment !== '');

const parameter = /^\{(.+)\}$/;

/** The name of a path parameter; nothing, when the segment stands for itself. */
export const parameterIn = (segment: string): string | undefined => parameter.exec(segment)?.[1];

export const parametersOf = (path: string): readonly string[] =>
  segmentsOf(path).flatMap((segment) => parameterIn(segment) ?? []);

/** Paths that differ in the names of their parameters only are one path. */
export const shapeOf = (path: string): string =>
  `/${segmentsOf(path)
    .map((segment) => (parameterIn(segment) === undefined ? segment : '{}'))
    .join('/')}`;

/** The path as the server's router writes it: parameters are `:p0`, `:p1`, … */
export const patternOf = (path: string): string => {
  let next = 0;
  const segments = segmentsOf(path).map((segment) =>
    parameterIn(segment) === undefined ? segment : `:p${next++}`,
  );
  return `/${segments.join('/')}`;
};
