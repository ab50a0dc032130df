// What the process that is killed and the one that kills it have to say to each other.

import type { Outcome } from '@dure/kernel';
import type { Step } from '@dure/rehearsal/traffic';
import type { Exported } from '../project.ts';

/** A command, under the key by which it is asked again where no answer came. */
export type Asked = { readonly key: string; readonly step: Step };

const SET_UP = 'set-up-';

export const setUpKey = (index: number): string => `${SET_UP}${index}`;

export const isSetUpKey = (key: string): boolean => key.startsWith(SET_UP);

/** One life of the process. */
export type Life = {
  readonly system: Exported;
  readonly traffic: Exported;
  readonly folder: string;
  readonly number: number;
  readonly seed: number;
  /** How many of the commands that set the business up were asked by earlier lives. */
  readonly setUpAsked: number;
  /** What earlier lives left without an answer. */
  readonly again: readonly Asked[];
};

/** A line on the standard output of the process. */
export type Line =
  | { readonly is: 'ready' }
  | { readonly is: 'asked'; readonly asked: Asked }
  | { readonly is: 'answered'; readonly key: string; readonly outcome: Outcome };

/** What was asked, and how it was answered first. */
export type Answers = {
  readonly asked: Map<string, Asked>;
  readonly answered: Map<string, Outcome>;
  readonly findings: string[];
};
