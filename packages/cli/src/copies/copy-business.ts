// All stores of a business from one place to another: each is copied and compared, and only when
// all are whole do they belong to the business.

import type { Words } from '@dure/domain';
import { compareLogs } from '@dure/kernel';
import type { StoreSnapshot } from '@dure/kernel/ports';
import type { Rehearsed } from '@dure/rehearsal';
import { UserError } from '../command.ts';
import { compareCopy } from './compare.ts';
import { copyStore } from './copy-store.ts';
import type { Place } from './places.ts';
import { restedCopies } from './rest.ts';
import { openSources } from './source.ts';
import type { Sources } from './source.ts';
import { clearBeside, openTarget } from './target.ts';
import type { Target } from './target.ts';
import { retiredWords } from './there.ts';

export type Wish = {
  readonly system: Rehearsed;
  readonly from: Place;
  readonly to: Place;
  /** Of each store of the copy; as many as its original has, unless given. */
  readonly partitions: number | undefined;
  readonly say: (words: Words) => void;
  /** What is copied in place of the originals: as many stores, with the identities of those. */
  readonly through?: ((stores: Originals) => Promise<Originals>) | undefined;
};

type Originals = ReadonlyMap<string, StoreSnapshot>;
/** What is copied. */
type Copied = { readonly stores: Originals; readonly close: () => Promise<void> };

export type Moved = { readonly records: number; readonly items: number };

const differs = (name: string, where: string): UserError =>
  new UserError({
    ko: `${name}: 사본이 원본과 다릅니다(${where}). 대상을 비우고 다시 해 주세요`,
    en: `${name}: the copy differs from its original (${where}). Empty the target, and do it again`,
  });

const noMultiple = (name: string, has: number, wanted: number): UserError =>
  new UserError({
    ko: `${name}의 파티션은 ${has}개입니다. ${wanted}개가 아니라 그 배수로만 늘릴 수 있습니다`,
    en: `${name} has ${has} partitions, and can have a multiple of them, not ${wanted}`,
  });

const STEPS_OF_PROGRESS = 10_000;

/** Says now and then how many were copied. */
const progressOf = (name: string, say: Wish['say']): ((count: number) => void) => {
  let [done, said] = [0, 0];
  return (count) => {
    done += count;
    if (done - said < STEPS_OF_PROGRESS) return;
    said = done;
    say({ ko: `${name}: ${done}개 복사함`, en: `${name}: ${done} copied` });
  };
};

const partitionsOf = (
  name: string,
  original: StoreSnapshot,
  wanted: number | undefined,
): number => {
  const { partitions: has } = original;
  const partitions = wanted ?? has;
  if (partitions % has !== 0) throw noMultiple(name, has, partitions);
  return partitions;
};

/** What is copied: stores that are to be parted have to be at rest. */
const originalsOf = async (
  { system, partitions, through }: Wish,
  { stores }: Sources,
): Promise<Copied> => {
  await compareLogs(stores);
  if (through) return { stores: await through(stores), close: async () => {} };
  const isParted = [...stores.values()].some((store) => store.partitions !== partitions);
  if (partitions === undefined || !isParted) return { stores, close: async () => {} };
  for (const [name, store] of stores) partitionsOf(`${system.name}/${name}`, store, partitions);
  return restedCopies(system, stores);
};

const openTargets = async (
  { system, to, partitions }: Wish,
  { stores }: Copied,
  targets: Map<string, Target>,
): Promise<void> => {
  for (const context of system.contexts) {
    const original = stores.get(context.name);
    if (!original) continue;
    const name = `${system.name}/${context.name}`;
    const wanted = partitionsOf(name, original, partitions);
    const of = to.storeOf(context);
    targets.set(context.name, await openTarget({ of, original, partitions: wanted }));
  }
};

const copyOne = async (
  { system, say }: Wish,
  [context, from]: readonly [string, StoreSnapshot],
  { store, isDone }: Target,
): Promise<Moved> => {
  const name = `${system.name}/${context}`;
  if (!isDone) await copyStore({ from, to: store, copied: progressOf(name, say) });
  const { records, items, differs: where } = await compareCopy(from, store);
  if (where !== undefined) throw differs(name, where);
  say({
    ko: `${name}: 기록 ${records}개와 항목 ${items}개, 원본과 같습니다`,
    en: `${name}: ${records} records and ${items} items, as in the original`,
  });
  return { records, items };
};

const copyAll = async (
  wish: Wish,
  originals: Copied,
  targets: Map<string, Target>,
): Promise<Moved> => {
  await openTargets(wish, originals, targets);
  let [records, items] = [0, 0];
  for (const [name, from] of originals.stores) {
    const target = targets.get(name);
    if (!target) continue;
    const moved = await copyOne(wish, [name, from], target);
    records += moved.records;
    items += moved.items;
  }
  return { records, items };
};

/**
 * The place that is copied is never changed.
 * @throws {UserError} {LogsDisagree} {StoreCannotOpen} something stands in the way. What was begun
 *   can be gone on with by the same command.
 */
export const copyBusiness = async (wish: Wish): Promise<Moved> => {
  const sources = await openSources(wish.system, wish.from);
  const targets = new Map<string, Target>();
  const opened: Pick<Copied, 'close'>[] = [sources];
  for (const [name, of] of sources.retired) {
    wish.say(retiredWords(`${wish.system.name}/${name}`, of, sources.stores.has(name)));
  }
  try {
    const originals = await originalsOf(wish, sources);
    if (originals.stores !== sources.stores) opened.push(originals);
    const moved = await copyAll(wish, originals, targets);
    await sources.checkStill();
    for (const { finish } of targets.values()) await finish();
    return moved;
  } finally {
    for (const { close } of [...targets.values(), ...opened]) await close();
    for (const context of wish.system.contexts) clearBeside(wish.to.storeOf(context));
  }
};
