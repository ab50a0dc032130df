// The clock of a demo that may be moved on by hand, so that its deadlines need not be waited for.

import type { Words } from '@dure/domain';
import type { MovableClock } from '@dure/http';
import { UserError } from '../command.ts';
import type { StartOptions } from '../command-options.ts';
import type { ValuesOf } from '../options.ts';
import type { BusinessHost } from './business-host.ts';
import { passUntil } from './demo.ts';

type Values = Pick<ValuesOf<StartOptions>, 'movable-clock' | 'memory' | 'documented-replay'>;

type Around = {
  readonly businesses: number;
  /** Whether an issuer that others run signs people in. The one that ships keeps the machine's. */
  readonly hasIssuerOfOthers: boolean;
  readonly reachesOthers: boolean;
};

const MISTAKEN = 2;

/** Why the clock cannot be moved; nothing, where it can. */
const hindrance = (values: Values, around: Around): Words | undefined => {
  if (around.businesses !== 1) {
    return { ko: '한 사업만 이름을 적어 주세요', en: 'Name one business' };
  }
  if (!values.memory) {
    const en = 'Add --memory: on the disk it would leave events of a time that has not come';
    return { ko: '--memory를 붙여 주세요: 디스크에는 앞날의 이벤트가 남습니다', en };
  }
  if (around.hasIssuerOfOthers || around.reachesOthers) {
    const en = 'An issuer of others, and those who take real messages, would keep their own time';
    return {
      ko: '다른 로그인 서버나 실제 메시지와 함께 쓸 수 없습니다: 그쪽 시계는 그대로입니다',
      en,
    };
  }
  return undefined;
};

/** @throws {UserError} the clock of what is started cannot be moved. */
export const checkMovable = (values: Values, around: Around): void => {
  const words = values['movable-clock'] ? hindrance(values, around) : undefined;
  if (!words) return;
  const { ko, en } = words;
  throw new UserError({ ko: `--movable-clock: ${ko}`, en: `--movable-clock: ${en}` }, MISTAKEN);
};

/** As the gateway takes it: moved by one at a time. */
export const movableClock = (
  [host]: readonly BusinessHost[],
  values: Values,
): { readonly clock?: MovableClock } => {
  if (!values['movable-clock'] || !host) return {};
  const { clock } = host;
  let last = Promise.resolve();
  const pass = (instantMs: number): Promise<void> => {
    const passed = last.then(() => passUntil(host, instantMs));
    last = passed.catch(() => {});
    return passed;
  };
  return { clock: { now: () => clock.now(), passUntil: pass } };
};
