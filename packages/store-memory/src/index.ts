// The store in memory, for tests and the simulator: faithful to what a crash leaves.

import { randomBytes } from 'node:crypto';
import type { StoreOwner } from '@dure/kernel/ports';
import { MemoryCommits } from './commits.ts';
import type { CommitOptions } from './commits.ts';
import { MemoryDisk } from './disk.ts';
import type { Hooks } from './hooks.ts';
import { MemoryStore } from './store.ts';

export type { CommitOptions, MemoryCommits } from './commits.ts';
export type { MemoryDisk } from './disk.ts';
export type { Hooks, Step, StepInfo } from './hooks.ts';
export type { MemoryStore } from './store.ts';

export type MemoryDiskOptions = {
  /** 1 unless given. */
  readonly partitions?: number;
  /** One of chance unless given, as a simulation does. */
  readonly logId?: string;
  readonly owner?: StoreOwner;
};

/** What outlives the stores that are opened on it. */
export const memoryDisk = (options: MemoryDiskOptions = {}): MemoryDisk => {
  const { partitions = 1, logId = randomBytes(8).toString('hex'), owner } = options;
  return new MemoryDisk(partitions, { logId, ...(owner === undefined ? {} : { owner }) });
};

/** A commit that the stores of several disks share: those that are opened with it. */
export const memoryCommits = (options: CommitOptions = {}): MemoryCommits =>
  new MemoryCommits(options);

export type MemoryStoreOptions = {
  readonly hooks?: Hooks;
  readonly commits?: MemoryCommits;
};

/**
 * Opens a store on a disk: on one of its own with one partition, unless another is given. Several
 * may be open on one disk, as replicas are. Without hooks it never waits for anything but turns.
 */
export const memoryStore = (
  disk: MemoryDisk = memoryDisk(),
  { hooks = {}, commits }: MemoryStoreOptions = {},
): MemoryStore => new MemoryStore(disk, hooks, commits);
