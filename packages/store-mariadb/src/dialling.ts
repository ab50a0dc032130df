// Every new connection of a store that is open: it must lead to the same log.

import { StoreUnavailable } from '@dure/kernel/ports';
import { Link } from './link.ts';
import type { Address } from './options.ts';

export type Dialled = { readonly link: Link; readonly packetBytes: number };

const look = 'SELECT log_id, @@max_allowed_packet AS packet_bytes FROM store';

/** @throws {StoreUnavailable} the database is another one than that which was opened. */
export const dial = async (
  address: Address,
  logId: string,
  isForTurns: boolean,
): Promise<Dialled> => {
  const link = await Link.open(address, isForTurns);
  try {
    const [row = {}] = await link.command(look);
    if (isForTurns) await link.rollback();
    if (row['log_id'] !== logId) throw isAnother(address);
    return { link, packetBytes: Number(row['packet_bytes']) };
  } catch (error) {
    link.destroy();
    throw error;
  }
};

const isAnother = ({ shown }: Address): StoreUnavailable => {
  const words = {
    ko: `${shown} 데이터베이스가 처음 열었던 것이 아닙니다. 원래 것으로 되돌리거나 다시 시작해 주세요.`,
    en: `${shown} is not the database that was opened. Bring that back, or start again.`,
  };
  return new StoreUnavailable(words.en, { cause: undefined, words });
};
