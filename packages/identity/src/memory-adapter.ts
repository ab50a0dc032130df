// What the development issuer keeps, in memory: gone when it ends, and bounded.

type Payload = {
  readonly uid?: string;
  readonly userCode?: string;
  readonly grantId?: string;
  consumed?: number;
};

type Kept = { readonly payload: Payload; readonly model: string; readonly until: number };

const KEPT_MAX = 20_000;

export type MemoryAdapter = {
  readonly upsert: (id: string, payload: Payload, expiresInS?: number) => Promise<void>;
  readonly find: (id: string) => Promise<Payload | undefined>;
  readonly findByUid: (uid: string) => Promise<Payload | undefined>;
  readonly findByUserCode: (code: string) => Promise<Payload | undefined>;
  readonly consume: (id: string) => Promise<void>;
  readonly destroy: (id: string) => Promise<void>;
  readonly revokeByGrantId: (grantId: string) => Promise<void>;
};

/** Models whose names share one memory, as the provider wants them. */
export const memoryAdapters = (now: () => number = Date.now) => {
  const all = new Map<string, Kept>();
  const alive = (key: string): Payload | undefined => {
    const kept = all.get(key);
    if (kept && kept.until > now()) return kept.payload;
    all.delete(key);
    return undefined;
  };
  const findWhere = (model: string, isMeant: (payload: Payload) => boolean) => {
    for (const [key, kept] of all) {
      if (kept.model === model && isMeant(kept.payload)) return alive(key);
    }
    return undefined;
  };
  return (model: string): MemoryAdapter => ({
    upsert: async (id, payload, expiresInS) => {
      const [oldest] = all.size < KEPT_MAX ? [] : all.keys();
      if (oldest !== undefined) all.delete(oldest);
      const until = expiresInS === undefined ? Infinity : now() + expiresInS * 1_000;
      all.set(`${model}:${id}`, { payload, model, until });
    },
    find: async (id) => alive(`${model}:${id}`),
    findByUid: async (uid) => findWhere(model, (payload) => payload.uid === uid),
    findByUserCode: async (code) => findWhere(model, (payload) => payload.userCode === code),
    consume: async (id) => {
      const payload = alive(`${model}:${id}`);
      if (payload) payload.consumed = Math.floor(now() / 1_000);
    },
    destroy: async (id) => void all.delete(`${model}:${id}`),
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of all) if (payload.grantId === grantId) all.delete(key);
    },
  });
};
