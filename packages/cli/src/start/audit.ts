// Where it is kept who did what: beside the data of the businesses that run together.

import { join } from 'node:path';
import { fileAudit, hashChain } from '@dure/http';
import type { AuditLog } from '@dure/access';
import type { Logger } from './logger.ts';

const FOLDER = '_audit';

/** Each set of businesses has a log of its own: no other process runs any of them. */
export const auditFolder = (data: string, businesses: readonly string[]): string =>
  join(data, FOLDER, businesses.toSorted().join('+'));

/** Nothing, where nothing is to be kept on the disk. */
export const auditIn = (
  data: string | undefined,
  businesses: readonly string[],
  logger: Logger,
): AuditLog | undefined => {
  if (data === undefined) return undefined;
  const what = 'The audit log could not be written; it is tried again.';
  const report = (cause: unknown) => logger.incident('gateway', { id: 'audit', what, cause });
  return fileAudit({ folder: auditFolder(data, businesses), seal: hashChain, report });
};
