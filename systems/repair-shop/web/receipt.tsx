// What a customer and the desk both see of a receipt: where it stands, and the money.

import {
  Card,
  Facts,
  Instant,
  Money,
  Notice,
  numberIn,
  Steps,
  textIn,
  useList,
  useTrail,
  useWords,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { isCancelling, refusalOf, stepsOf } from './steps.ts';
import { repairWords } from './words.ts';

type Of = { readonly row: Row };

/** In won: a fee while one is due, else what the repair costs. Nothing, while nothing is to pay. */
export const dueOf = (row: Row): number | undefined => {
  const stat = textIn(row, 'stat');
  if (stat === 'CANCELFEEREQUESTED') return numberIn(row, 'feeAmt');
  return stat === 'PAYREQUEST' ? numberIn(row, 'repairAmt') : undefined;
};

export const Progress = ({ row }: Of) => {
  const say = useWords(repairWords);
  const records = useTrail(row).data ?? [];
  const refusal = isCancelling(textIn(row, 'stat')) ? undefined : refusalOf(records, say);
  return (
    <>
      {refusal === undefined ? null : (
        <Notice tone="warn" title={say('cancelRefused')}>
          {refusal === '' ? null : say('because', { reason: refusal })}
        </Notice>
      )}
      <Card>
        <Steps steps={stepsOf({ row, records, say, when: (at) => <Instant at={at} /> })} />
      </Card>
    </>
  );
};

const amounts = ['repairAmt', 'payAmt', 'feeAmt', 'refundAmt'] as const;

const isEnded = (row: Row): boolean => ['CANCELLED', 'REJECTED'].includes(textIn(row, 'stat'));

/** What it costs, what was paid and what came back, with the proof of each payment. */
export const Cost = ({ row }: Of) => {
  const say = useWords(repairWords);
  const payments = useList('payments', { receiptId: textIn(row, 'receiptId') });
  const shown = amounts.flatMap((name) => {
    const won = numberIn(row, name);
    return won === undefined ? [] : [[say(name), <Money key={name} won={won} />] as const];
  });
  const proofs = (payments.data?.rows ?? []).flatMap((payment) => [
    [say('approvalNo'), textIn(payment, 'approvalNo')] as const,
    [say('approvedAt'), <Instant key="at" at={textIn(payment, 'approvedAt')} />] as const,
  ]);
  if (shown.length === 0 && isEnded(row)) return null;
  return (
    <Card>
      {shown.length === 0 ? (
        <p className="faint">{say('costLater')}</p>
      ) : (
        <Facts of={[...shown, ...proofs]} />
      )}
    </Card>
  );
};
