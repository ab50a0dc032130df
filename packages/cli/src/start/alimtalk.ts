// Real messages to phones, when the environment says where they go; the simulated ones otherwise.

import { readFileSync } from 'node:fs';
import type { Words } from '@dure/domain';
import type { HostOptions } from '@dure/embedded';
import { alimTalkSender, mistakeIn } from '@dure/sender-alimtalk';
import type { AlimTalkOptions, Mistaken } from '@dure/sender-alimtalk';
import { UserError } from '../command.ts';
import type { Environment, Terminal } from '../terminal.ts';

const URL_NAME = 'DURE_ALIMTALK_URL';
const SENDER_KEY_NAME = 'DURE_ALIMTALK_SENDER_KEY';
const TOKEN_NAME = 'DURE_ALIMTALK_TOKEN';
const TOKEN_FILE_NAME = 'DURE_ALIMTALK_TOKEN_FILE';

const MISTAKEN = 2;

export type Externals = NonNullable<HostOptions['externals']>;

/**
 * The way to phones; nothing, when none of the variables is set, or all are empty.
 * @throws {UserError} some but not all are set, or one of them cannot be right.
 */
export const alimTalkIn = (environment: Environment): Externals | undefined => {
  const { url, senderKey, token, file } = writtenIn(environment);
  if (![url, senderKey, token, file].some(Boolean)) return undefined;
  if (token && file) throw mistaken(bothTokens);
  const missing = missingOf({ url, senderKey, token: token || file });
  if (missing.length > 0) throw mistaken(incomplete(missing));
  const options = { url, senderKey, token: file ? tokenIn(file) : token };
  checkOptions(options, file ? TOKEN_FILE_NAME : TOKEN_NAME);
  return { MessageGateway: alimTalkSender(options) };
};

/** Those of this process. A replay is of another year: no message of it goes out. */
export const externalsOf = (isReplay: boolean, terminal: Terminal): Externals | undefined => {
  const externals = alimTalkIn(process.env);
  if (externals === undefined || isReplay) return undefined;
  terminal.tell(terminal.in(goesOut));
  return externals;
};

const writtenIn = (environment: Environment) => {
  const of = (name: string): string => environment[name]?.trim() ?? '';
  return {
    url: of(URL_NAME),
    senderKey: of(SENDER_KEY_NAME),
    token: of(TOKEN_NAME),
    file: of(TOKEN_FILE_NAME),
  };
};

const missingOf = ({ url, senderKey, token }: AlimTalkOptions): readonly string[] => {
  const needed = [
    [URL_NAME, url],
    [SENDER_KEY_NAME, senderKey],
    [TOKEN_NAME, token],
  ] as const;
  return needed.flatMap(([name, value]) => (value ? [] : [name]));
};

/** A mounted secret often ends with a line break. */
const tokenIn = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw mistaken(unreadable);
  }
};

const checkOptions = (options: AlimTalkOptions, tokenName: string): void => {
  const wrong = mistakeIn(options);
  if (wrong) throw mistaken(wordsFor[wrong](tokenName));
};

const mistaken = (words: Words): UserError => new UserError(words, MISTAKEN);

const incomplete = (missing: readonly string[]): Words => ({
  ko: `알림톡을 보내려면 ${missing.join(', ')}도 정해 주세요`,
  en: `To send AlimTalk, also set ${missing.join(', ')}`,
});

const bothTokens: Words = {
  ko: `${TOKEN_NAME}과 ${TOKEN_FILE_NAME} 가운데 하나만 정해 주세요`,
  en: `Set either ${TOKEN_NAME} or ${TOKEN_FILE_NAME}, not both`,
};

const unreadable: Words = {
  ko: `${TOKEN_FILE_NAME}: 그 파일을 읽을 수 없습니다`,
  en: `${TOKEN_FILE_NAME}: that file cannot be read`,
};

/** What was written is not repeated: a URL may carry a secret too. */
const wordsFor: { readonly [field in Mistaken]: (tokenName: string) => Words } = {
  url: () => ({
    ko: `${URL_NAME}: http나 https 주소여야 하고, 사용자나 암호가 들어 있으면 안 됩니다`,
    en: `${URL_NAME} must be an http or https address, without a user or password in it`,
  }),
  senderKey: () => ({
    ko: `${SENDER_KEY_NAME}가 비어 있습니다`,
    en: `${SENDER_KEY_NAME} is empty`,
  }),
  token: (name) => ({
    ko: `${name}: 토큰은 빈칸 없는 영문, 숫자, 기호 한 줄이어야 합니다`,
    en: `${name}: a token is one line of ASCII without spaces`,
  }),
};

/** The people of a demo are invented, and their phone numbers may be those of real people. */
export const demoIsThere = (folder: string): UserError =>
  mistaken({
    ko: `${folder}에 시연 데이터가 있어 알림톡을 보낼 수 없습니다. --data로 다른 폴더를 골라 주세요`,
    en: `${folder} holds the demo, so no AlimTalk may go out. Choose another folder with --data`,
  });

/** What whoever starts with real messages should know. */
const goesOut: Words = {
  ko: '알림톡이 실제로 나갑니다. 그래서 시연은 하지 않습니다',
  en: 'AlimTalk goes out for real, so the demo is left out',
};
