// Where the stories of a business are played: its program, a browser, and what everyone in them
// does. One of each for all stories of a suite.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from './chromium.testing.ts';
import { openPerson } from './people.testing.ts';
import type { Language, Person, Size } from './people.testing.ts';
import { breakPart, given, letPass, startProgram, timeOf } from './program.testing.ts';
import type { Fault, Program } from './program.testing.ts';
import { sharedWindows } from './windows.testing.ts';
import type { Windows } from './windows.testing.ts';

export type Role = {
  readonly language: Language;
  readonly size: Size;
  readonly scheme?: 'light' | 'dark';
};

type Body = { readonly [field: string]: unknown };

const [TRIES_MAX, PAUSE_MS] = [300, 100];

type Opened = {
  readonly browser: Browser;
  readonly windows: Windows;
  readonly program: Program;
};

type Shared = Pick<Opened, 'browser' | 'windows'>;

/** One for all suites of a file. */
let shared: Promise<Shared> | undefined;
let users = 0;

const takeBrowser = (): Promise<Shared> => {
  users += 1;
  shared ??= openBrowser().then((browser) => ({ browser, windows: sharedWindows() }));
  return shared;
};

const leaveBrowser = async (): Promise<void> => {
  users -= 1;
  if (users > 0) return;
  const last = shared;
  shared = undefined;
  await (await last)?.browser.close();
};

const opening = (business: string, args: readonly string[]): (() => Opened) => {
  let opened: Opened | undefined;
  before(async () => {
    const starting = startProgram(business, '--movable-clock', ...args);
    const [taken, program] = await Promise.all([takeBrowser(), starting]);
    opened = { ...taken, program };
  });
  after(async () => {
    await leaveBrowser();
    await opened?.program.close();
  });
  return () => {
    if (!opened) throw new Error('The suite has not begun.');
    return opened;
  };
};

/** What is early is tried again for a while, and then once more, so that it says why. */
export const patiently = async <T>(act: () => Promise<T>): Promise<T> => {
  for (let tries = 1; tries < TRIES_MAX; tries += 1) {
    try {
      return await act();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
  return act();
};

/**
 * Opens both for the suite in which it is called, and closes them after it.
 *
 * @param args as `dure start` takes them.
 */
export const stageOf = (business: string, ...args: readonly string[]) => {
  const opened = opening(business, args);
  /** A command, without a window. */
  const act = (persona: string, path: string, body: Body = {}): Promise<unknown> =>
    given(opened().program, { business, persona, path, body });
  return {
    get program(): Program {
      return opened().program;
    },
    get browser(): Browser {
      return opened().browser;
    },
    act,
    open: (persona: string, role: Role, path = ''): Promise<Person> => {
      const { browser, windows, program } = opened();
      const { url } = program;
      const scheme = schemeOf[role.language];
      return openPerson({ browser, url, business, persona, path, scheme, ...role }, windows);
    },
    fault: (of: string, is: Fault) => breakPart(opened().program, business, { of, fault: is }),
    /** The business' own time: milliseconds of Unix time. */
    now: () => timeOf(opened().program, business),
    /** What falls due within so many minutes happens now. */
    pass: (minutes: number) => letPass(opened().program, business, minutes),
    /** Policies carry what one context did to the next; until then a command is early. */
    soon: (persona: string, path: string, body: Body = {}): Promise<unknown> =>
      patiently(() => act(persona, path, body)),
  };
};

export type Stage = ReturnType<typeof stageOf>;

/** How people come in, by their language. */
export const wayIn = { ko: 'signed in', en: 'open house' } as const satisfies {
  readonly [L in Language]: string;
};

/**
 * The same twice: in the one program people sign in, in the other the house is open. The stories of
 * one language are played in the one, those of the other in the other, so that every story is
 * played both ways and takes no longer.
 */
export const stagesOf = (
  business: string,
  ...args: readonly string[]
): ((language: Language) => Stage) => {
  const stages = {
    ko: stageOf(business, '--sign-in', ...args),
    en: stageOf(business, ...args),
  };
  return (language) => stages[language];
};

/** Korean stories are read by day, and English ones by night: each page is seen in both. */
const schemeOf = { ko: 'light', en: 'dark' } as const;

/** How large a window they have who read a language. */
export const sizeOf = { ko: 'phone', en: 'desk' } as const satisfies { [L in Language]: Size };

/** As the name of a test says it: `in ko on a phone, signed in`. */
export const playedIn = (language: Language): string =>
  `in ${language} on a ${sizeOf[language]}, ${wayIn[language]}`;

type InBoth = { readonly [L in Language]: unknown };

/**
 * Customers read one language and the staff the other, so that a story that is played in both has
 * each of them in both.
 */
export const castOf = <W extends InBoth>(words: W, customers: Language) => {
  const staff = customers === 'ko' ? 'en' : 'ko';
  return {
    /** What customers read. */
    read: words[customers] as W[Language],
    /** What the staff reads. */
    say: words[staff] as W[Language],
    staff,
    /** A customer. */
    role: { language: customers, size: sizeOf[customers] },
    /** The same, or another one, in a window of the other size. */
    otherRole: { language: customers, size: sizeOf[staff] },
    /** Staff who work on a phone, or at a screen as well. */
    staffRole: { language: staff, size: sizeOf[customers] },
  } as const;
};

/** Nothing went wrong in any of their windows. */
export const closeAll = async (...people: readonly Person[]): Promise<void> => {
  for (const person of people) {
    assert.deepEqual(person.troubles, []);
    await person.close();
  }
};
