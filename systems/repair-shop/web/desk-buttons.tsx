// What the desk may do with a receipt. What is closed says why, by where the receipt stands.

import { ActionButton, textIn, useWords } from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { cancellingStats, closedStats } from './stats.ts';
import { repairWords } from './words.ts';
import type { RepairSay } from './words.ts';

type Word = Parameters<RepairSay>[0];

const beforePaid = ['REPAIRREQUEST', 'REPAIRRECEIVED', 'REPAIRCOMPLETED', 'PAYREQUEST'];
const inDelivery = ['DELIVERYREQUESTED', 'DELIVERYSTARTED'];

/** The states accept both commands for longer than they do anything: refused is said here first. */
const whyNotDelivery = (stat: string): Word | undefined =>
  beforePaid.includes(stat) ? 'notPaid' : undefined;

const whyNotCancel = (stat: string): Word | undefined => {
  if (inDelivery.includes(stat)) return 'tooLate';
  if (cancellingStats.includes(stat)) return 'inCancel';
  return closedStats.includes(stat) ? 'isOver' : undefined;
};

const next: { readonly [stat: string]: string } = {
  REPAIRCOMPLETED: 'request-payment',
  PAYAPPROVED: 'request-delivery',
  CANCELFEEREQUESTED: 'waive-cancel-fee',
};

type Of = {
  readonly row: Row;
  /** Only what the receipt waits for. */
  readonly isNextOnly?: boolean;
};

export const DeskButtons = ({ row, isNextOnly = false }: Of) => {
  const say = useWords(repairWords);
  const stat = textIn(row, 'stat');
  const buttons = [
    ['request-payment', 'requestPayment', undefined],
    ['request-delivery', 'requestDelivery', whyNotDelivery(stat)],
    ['waive-cancel-fee', 'waive', undefined],
    ['request-cancel', 'requestCancel', whyNotCancel(stat)],
  ] as const;
  const shown = isNextOnly ? buttons.filter(([slug]) => slug === next[stat]) : buttons;
  return (
    <div className="desk-buttons">
      {shown.map(([slug, label, why]) => (
        <ActionButton
          key={slug}
          row={row}
          slug={slug}
          label={say(label)}
          whyNot={why === undefined ? undefined : say(why)}
          isShownFirst={slug === 'waive-cancel-fee'}
          {...(slug === 'request-cancel' ? { ask: ['reason'] } : {})}
        />
      ))}
    </div>
  );
};
