// Lists of many rows, filtered and sorted, while commands are written; and what they cost these.

import { inFolder, loaded, measured, serving } from './harness.ts';
import { median } from './program.ts';

export type Lists = {
  readonly rows: number;
  readonly lists: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Commands a second that were written meanwhile. */
  readonly written: number;
  /** Commands a second beside lists to those without, as fast as they are answered. */
  readonly ratio: number;
};

export type Listing = {
  readonly rows: number;
  readonly listSeconds: number;
  readonly listRounds: number;
};

type Asked = { readonly lists: number; readonly rows: number } & Pick<Lists, 'p50Ms' | 'p99Ms'>;

const WRITTEN_PER_SECOND = 5_000;
const ROWS_A_LIST = 50;

export const measureLists = ({ rows, listSeconds, listRounds }: Listing): Promise<Lists> =>
  inFolder(async (folder) => {
    await measured('rows.ts', ['--folder', folder, '--count', String(rows)]);
    const server = await serving('stamps-server.ts', ['--folder', folder, '--looked-up']);
    const { url } = server;
    const seconds = listSeconds;
    const asked = () => measured<Asked>('lister.ts', [`--url=${url}`, `--seconds=${seconds}`]);
    const stamped = (rate?: number) =>
      loaded(url, { kind: 'stamps', seconds, ...(rate === undefined ? {} : { rate }) });
    try {
      await stamped();
      const [lists, written] = await Promise.all([asked(), stamped(WRITTEN_PER_SECOND)]);
      if (lists.rows < ROWS_A_LIST) throw new Error(`A list had ${lists.rows} rows.`);
      const ratios: number[] = [];
      for (let round = 0; round < listRounds; round += 1) {
        const alone = await stamped();
        const [beside] = await Promise.all([stamped(), asked()]);
        ratios.push(beside.perSecond / alone.perSecond);
      }
      const { p50Ms, p99Ms } = lists;
      const ratio = median(ratios);
      return { rows, lists: lists.lists, p50Ms, p99Ms, written: written.perSecond, ratio };
    } finally {
      await server.end();
    }
  });
