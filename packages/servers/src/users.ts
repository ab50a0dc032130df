// Who runs a server. Several refuse to run as root, so a user of the system stands in.

import { spawnSync } from 'node:child_process';

export type User = { readonly uid: number; readonly gid: number };

export const isRoot = (): boolean => process.getuid?.() === 0;

/** The user of the system that has this name, and nothing where there is none. */
export const userNamed = (name: string): User | undefined => {
  const id = (option: string) =>
    spawnSync('id', [option, name], { encoding: 'utf8' }).stdout.trim();
  const [uid, gid] = [id('-u'), id('-g')];
  return uid === '' ? undefined : { uid: Number(uid), gid: Number(gid) };
};
