// What must hold in lodging, whatever breaks: I1 to I13 of the page, and what of G1 to G8 this
// business alone can tell.

import type { Invariant } from '@dure/rehearsal';
import { always, whenQuiet } from '@dure/rehearsal/log';
import { messagesAgree } from '@dure/notification/rehearsal';
import {
  amountsAgree,
  cardBooksAgree,
  feesAreRight,
  heldInTime,
  moneyIsExplained,
  mypageAgrees,
  nightStocksAgree,
  oncePerCancellation,
  paymentsAreClosed,
  refundsAddUp,
  refundsAreWithinPayments,
  rightOrder,
  roomsAreEnough,
  stateAgrees,
  wholeStays,
  paidBefore,
} from './rules.ts';

export const invariants: readonly Invariant[] = [
  always(
    'I1',
    [
      '어느 날에도 객실보다 많이 예약되지 않는다',
      'No night has more rooms reserved than there are',
    ],
    roomsAreEnough,
  ),
  always(
    'I2',
    [
      '예약은 모든 숙박일을 전체 객실 수로 차지한다',
      'A booking covers all its nights, with all rooms',
    ],
    wholeStays,
  ),
  whenQuiet(
    'I3',
    ['받은 돈과 돌려준 돈이 예약과 맞는다', 'What was captured and refunded is explained'],
    moneyIsExplained,
  ),
  always(
    'I4',
    ['결제 없이 예약되지 않는다', 'Nothing is reserved that was not paid before'],
    paidBefore,
  ),
  whenQuiet(
    'I5',
    ['예약, 결제, 객실의 상태가 서로 맞는다', 'Reservation, payment and booking agree'],
    stateAgrees,
  ),
  always(
    'I6',
    ['취소는 한 번, 순서대로 일어난다', 'A cancellation happens once, and in its order'],
    oncePerCancellation,
  ),
  always(
    'I7',
    ['환불과 수수료의 합은 결제금액이다', 'Refund and fee add up to what was captured'],
    refundsAddUp,
  ),
  always('I8', ['수수료는 규칙대로만 받는다', 'A fee is taken by the fee rule only'], feesAreRight),
  always(
    'I9',
    ['금액은 요금 × 박 × 객실이다', 'The amount is price × nights × rooms'],
    amountsAgree,
  ),
  always(
    'I10',
    ['예약은 정해진 순서로 진행된다', 'A reservation goes its way in order'],
    rightOrder,
  ),
  whenQuiet('I11', ['가승인이 남지 않는다', 'No authorisation is left open'], paymentsAreClosed),
  whenQuiet(
    'I12',
    ['확인기한이 지난 예약이 남지 않는다', 'No booking waits beyond its deadline'],
    heldInTime,
  ),
  whenQuiet(
    'I13',
    ['마이페이지가 예약과 같다', 'Mypage shows the status of the reservation'],
    mypageAgrees,
  ),
  always(
    'I14',
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
    ['날짜별 객실이 기록과 같다', 'Rooms by night are what the log says'],
    nightStocksAgree,
  ),
  whenQuiet('G5', ['메시지는 한 번만 나간다', 'Each message is handed over once'], messagesAgree),
];
