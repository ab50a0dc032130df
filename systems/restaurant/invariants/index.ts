// What must hold in a restaurant, whatever breaks: I1 to I11 of the page, and what of G1 to G8 this
// business alone can tell.

import type { Invariant } from '@dure/rehearsal';
import { always, whenQuiet } from '@dure/rehearsal/log';
import { messagesAgree } from '@dure/notification/rehearsal';
import {
  allOrNothing,
  causesMatch,
  cookedOrCancelled,
  inOrder,
  mypageAgrees,
  notLeftWaiting,
  nothingIsHeld,
  oneRowEach,
  refusedForAReason,
  reservedWhileNeeded,
  statesAgree,
  stockAddsUp,
} from './rules.ts';

export const invariants: readonly Invariant[] = [
  always(
    'I1',
    ['재고는 등록과 추가에서 확보를 뺀 만큼이다', 'What is left is what was not reserved'],
    stockAddsUp,
  ),
  always(
    'I2',
    ['재고는 전부 확보되거나 하나도 확보되지 않는다', 'Portions are reserved all or none'],
    allOrNothing,
  ),
  always(
    'I3',
    ['취소된 주문은 요리되지 않는다', 'Nothing is both cooked and cancelled'],
    cookedOrCancelled,
  ),
  whenQuiet(
    'I4',
    ['주문과 요리와 배달의 상태가 서로 맞는다', 'Order, dish and delivery agree'],
    statesAgree,
  ),
  whenQuiet(
    'I5',
    ['재고는 필요한 주문에만 확보되어 있다', 'Portions are reserved while they are needed'],
    reservedWhileNeeded,
  ),
  always(
    'I6',
    ['요리, 준비, 출발, 배달은 차례로 온다', 'Cooked, prepared, shipped and delivered, in turn'],
    inOrder,
  ),
  whenQuiet('I7', ['보류된 요리는 없다', 'No dish is held'], nothingIsHeld),
  always(
    'I8',
    ['취소원인과 취소상태가 서로 맞는다', 'The cause matches the status, and what happened'],
    causesMatch,
  ),
  always(
    'I9',
    ['재고가 모자라거나 없는 메뉴만 거절된다', 'Only what is short or not sold is refused'],
    refusedForAReason,
  ),
  whenQuiet(
    'I10',
    ['접수된 요리는 잊히지 않는다', 'No dish that was received is forgotten'],
    notLeftWaiting,
  ),
  whenQuiet(
    'I11',
    ['주문마다 마이페이지가 하나씩 있다', 'Every order has one row in mypage'],
    oneRowEach,
  ),
  whenQuiet(
    'G4',
    ['마이페이지가 각 상태와 같다', 'Mypage shows where everything stands'],
    mypageAgrees,
  ),
  whenQuiet('G5', ['메시지는 한 번만 나간다', 'Each message is handed over once'], messagesAgree),
];
