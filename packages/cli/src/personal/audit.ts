// The audit log after an erasure: who did what is still there, without the person, and an entry
// says that it was so.

import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditEntry } from '@dure/access';
import type { Forget } from '@dure/access/personal';
import type { Json } from '@dure/kernel/ports';
import { fileAudit, hashChain, rewriteAudit } from '@dure/http';
import type { RewrittenAudit } from '@dure/http';
import { auditFolder } from '../start/audit.ts';
import type { Pending } from './pending.ts';

export type AuditErased = RewrittenAudit & {
  /** The businesses that were started together, by which the log is named. */
  readonly of: string;
};

type Options = {
  readonly data: string;
  readonly business: string;
  readonly forget: Forget;
  readonly pending: Pending;
};

const BESIDE = '+';

/** All logs that have entries of the business; a new one, where there is none. */
const logsOf = ({ data, business }: Options): readonly string[] => {
  const own = auditFolder(data, [business]);
  const all = join(own, '..');
  const there = existsSync(all) ? readdirSync(all) : [];
  const found = there.filter((name) => name.split(BESIDE).includes(business));
  if (found.length > 0) return found;
  mkdirSync(own, { recursive: true });
  return [business];
};

const withoutPerson =
  ({ business, forget }: Options) =>
  (entry: AuditEntry): AuditEntry => {
    if (entry.business !== business) return entry;
    const isTheirs = forget.isTheirs(JSON.stringify(entry));
    // An entry is JSON; what is made of it is an entry.
    return forget.json(entry as unknown as Json, isTheirs) as unknown as AuditEntry;
  };

/** Once: an erasure that was cut off behind its entry is not noted again. */
const isNoted = async (folder: string, { receipt }: Pending): Promise<boolean> => {
  const log = fileAudit({ folder });
  try {
    const { entries } = await log.page({ what: 'erase', of: receipt }, { limit: 1 });
    return entries.length > 0;
  } finally {
    await log.close();
  }
};

const note = async (folder: string, options: Options, erased: RewrittenAudit): Promise<void> => {
  const { business, pending } = options;
  const log = fileAudit({ folder, seal: hashChain });
  const { receipt, hash, at, by } = pending;
  const { changed, sealBefore = '-', sealAfter = '-' } = erased;
  log.note({
    at,
    business,
    kind: 'access',
    actor: 'Operator',
    subject: by,
    what: 'erase',
    of: receipt,
    outcome: 'done',
    reason: `hash ${hash}; entries changed ${changed}; seal ${sealBefore} became ${sealAfter}`,
    via: 'cli',
  });
  await log.close();
};

export const eraseInAudit = async (options: Options): Promise<readonly AuditErased[]> => {
  const erased: AuditErased[] = [];
  for (const of of logsOf(options)) {
    const folder = join(auditFolder(options.data, [options.business]), '..', of);
    const rewritten = rewriteAudit({ folder, seal: hashChain, rewrite: withoutPerson(options) });
    if (!(await isNoted(folder, options.pending))) await note(folder, options, rewritten);
    erased.push({ of, ...rewritten });
  }
  return erased;
};
