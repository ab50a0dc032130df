// How a person of a story comes into a program that wants to know who it is: through the page of
// the issuer that ships, by code with PKCE, as everyone does.

import { setTimeout as sleep } from 'node:timers/promises';
import { request as requests } from 'playwright-core';
import type { APIRequestContext, APIResponse, Page } from 'playwright-core';

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

/** Who signs in quicker than people do is asked to wait. */
const withPauses = async (send: () => Promise<APIResponse>): Promise<APIResponse> => {
  const answer = await send();
  const waitS = answer.headers()['retry-after'];
  if (answer.ok() || waitS === undefined) return answer;
  await sleep(Number(waitS) * SECOND_MS);
  return send();
};

const SECOND_MS = 1_000;

/** The same without a window, for what happened before a story begins. */
export const signInQuietly = async (url: string, whom: Whom): Promise<SignedIn> => {
  const client = await requests.newContext();
  await withPauses(async () => {
    const asked = await withPauses(() => client.get(wayIn(url, '/docs')));
    return client.post(asked.url(), { form: { person: subjectOf(whom) } });
  });
  // The gateway's own answer.
  const session = (await (await client.get(`${url}/session`)).json()) as {
    readonly person: object | null;
    readonly csrf: string | null;
  };
  if (session.person === null) throw new Error(`${subjectOf(whom)} could not sign in.`);
  return { client, headers: { 'dure-csrf': session.csrf ?? '' } };
};
