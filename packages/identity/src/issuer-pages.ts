// The pages of the development issuer: who is it, and good-bye.

import type { KnownTo } from './people.ts';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="ko">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto;
    padding: 0 1rem; }
  .mark { background: #fde68a; color: #422006; padding: .5rem .75rem; border-radius: .25rem; }
  button { font: inherit; display: block; width: 100%; text-align: start; margin: .25rem 0;
    padding: .5rem .75rem; cursor: pointer; }
  small { color: #555; display: block; }
</style>
<main>
<p class="mark">개발용 로그인입니다. 비밀번호가 없고 이 컴퓨터에서만 쓸 수 있습니다.
<span lang="en">Development sign-in: no passwords, this machine only.</span></p>
${body}
</main>
</html>`;

const rolesOf = ({ roles }: KnownTo): string =>
  [...new Set(roles.map(({ business, actor }) => `${business}: ${actor}`))].join(', ');

const button = (known: KnownTo): string => {
  const [ko, en] = known.label.map(escaped);
  return `<button name="person" value="${escaped(known.subject)}">${ko} ·
<span lang="en">${en}</span><small>${escaped(rolesOf(known))}</small></button>`;
};

export const choicePage = (uid: string, people: readonly KnownTo[]): string =>
  page(
    '누구로 로그인할까요? · Sign in as',
    `<h1>누구로 로그인할까요? <small lang="en">Who is signing in?</small></h1>
<form method="post" action="/choose/${escaped(uid)}">${people.map(button).join('\n')}</form>`,
  );

/** The form of the provider asks whether to sign out; whoever comes here has said so already. */
export const leavingPage = (form: string): string =>
  page(
    '로그아웃 · Signing out',
    `<h1>로그아웃할까요? <small lang="en">Sign out?</small></h1>${form}
<button form="op.logoutForm" name="logout" value="yes" autofocus>로그아웃 · Sign out</button>`,
  );

export const leftPage = (): string =>
  page('두레 Dure', `<h1>여기에는 아무것도 없습니다 <small lang="en">Nothing here</small></h1>`);
