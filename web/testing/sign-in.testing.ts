// How a person of a story comes into a program that wants to know who it is: through the page of
// the issuer that ships, by code with PKCE, as everyone does.

import { request as requests } from 'playwright-core';
import type { APIRequestContext, Page } from 'playwright-core';

/** `Customer:customer-2` of a business; nothing for the first one of the demo. */
export type Whom = { readonly business: string; readonly persona?: string | undefined };

const asking = new Map<string, Promise<boolean>>();

const readsSignIn = async (url: string): Promise<boolean> => {
  // The gateway's own answer.
  const { signIn } = (await (await fetch(`${url}/session`)).json()) as { readonly signIn: string };
  return signIn === 'browser';
};

/** Whether a program has its people sign in; it says so itself. */
export const asksWho = (url: string): Promise<boolean> => {
  const known = asking.get(url) ?? readsSignIn(url);
  asking.set(url, known);
  return known;
};

/** By which the issuer knows the people of a demo. */
const subjectOf = ({ business, persona = '' }: Whom): string =>
  `${business}.${persona.replace(':', '.')}`;

const wayIn = (url: string, to: string): string =>
  `${url}/session/sign-in?to=${encodeURIComponent(to)}`;

/** Signs a person in, and leads to a page below the program: `/lodging/stays`. */
export const signIn = async (
  page: Page,
  { url, to, ...whom }: Whom & { readonly url: string; readonly to: string },
): Promise<void> => {
  await page.goto(wayIn(url, to));
  const choice = 'button[name=person]';
  const own = page.locator(`${choice}[value="${subjectOf(whom)}"]`);
  await (whom.persona === undefined ? page.locator(choice).first() : own).click();
  await page.waitForURL((at) => at.href.startsWith(url));
};

export type SignedIn = {
  readonly client: APIRequestContext;
  /** What shows that a change comes from one of our pages. */
  readonly headers: { readonly [name: string]: string };
};

/** The same without a window, for what happened before a story begins. */
export const signInQuietly = async (url: string, whom: Whom): Promise<SignedIn> => {
  const client = await requests.newContext();
  const asked = await client.get(wayIn(url, '/docs'));
  await client.post(asked.url(), { form: { person: subjectOf(whom) } });
  // The gateway's own answer.
  const session = (await (await client.get(`${url}/session`)).json()) as {
    readonly person: object | null;
    readonly csrf: string | null;
  };
  if (session.person === null) throw new Error(`${subjectOf(whom)} could not sign in.`);
  return { client, headers: { 'dure-csrf': session.csrf ?? '' } };
};
