// What must hold in the repair shop, whatever breaks: I1 to I10 of the page, and what of G1 to G8
// this business alone can tell.

import type { Invariant } from '@dure/rehearsal';
import { always, whenQuiet } from '@dure/rehearsal/log';
import { messagesAgree } from '@dure/notification/rehearsal';
import {
  cardBooksAgree,
  claimsAreHeld,
  displayAgrees,
  drivenWhenPaid,
  feesAreRight,
  moneyIsExplained,
  nothingIsLeft,
  oneForEachCar,
  paidOnce,
  paidWhenAsked,
  refundsAddUp,
  refundsAreWithinPayments,
  stateAgrees,
} from './rules.ts';

export const invariants: readonly Invariant[] = [
  always(
    'I1',
    ['한 차량의 진행 중인 접수는 하나뿐이다', 'A car has at most one open receipt'],
    oneForEachCar,
  ),
  whenQuiet(
    'I2',
    ['받은 돈과 돌려준 돈이 접수와 맞는다', 'What was paid and paid back is explained'],
    moneyIsExplained,
  ),
  always(
    'I3',
    ['청구한 금액만, 청구한 뒤에만 승인된다', 'Only what was asked for is approved, and after'],
    paidWhenAsked,
  ),
  whenQuiet(
    'I4',
    ['접수 하나에 승인된 결제는 하나뿐이다', 'A receipt has at most one approved payment'],
    paidOnce,
  ),
  always(
    'I5',
    ['결제된 차량만, 한 번만 배송된다', 'Only a paid car is driven, and only once'],
    drivenWhenPaid,
  ),
  whenQuiet('I6', ['접수와 수리의 상태가 서로 맞는다', 'Receipt and repair agree'], stateAgrees),
  always(
    'I7',
    ['취소수수료는 상한을 넘지 않는다', 'No fee is higher than it may be'],
    feesAreRight,
  ),
  always(
    'I8',
    ['환불과 수수료의 합은 결제금액이다', 'Refund and fee add up to what was paid'],
    refundsAddUp,
  ),
  whenQuiet(
    'I9',
    ['약속만 된 배송도, 쓰이지 않은 승인도 없다', 'No promise and no unused approval is left'],
    nothingIsLeft,
  ),
  always(
    'I10',
    ['진행 중인 접수마다 차량이 하나씩 있다', 'Every open receipt holds a car of its own'],
    claimsAreHeld,
  ),
  always(
    'I11',
    ['환불도 수수료도 결제금액을 넘지 않는다', 'Neither refund nor fee is beyond what was taken'],
    refundsAreWithinPayments,
  ),
  whenQuiet(
    'G3',
    ['카드망의 장부가 결제와 같다', "The card network's books agree with the payments"],
    cardBooksAgree,
  ),
  whenQuiet(
    'G4',
    ['현황이 각 상태와 같다', 'The display shows where everything stands'],
    displayAgrees,
  ),
  whenQuiet('G5', ['메시지는 한 번만 나간다', 'Each message is handed over once'], messagesAgree),
];
