// What must hold in taxi call, whatever breaks: I1 to I12 of the page, I13 for its words on the
// call status, I14 for absent drivers, and what of G1 to G8 this business alone can tell.

import type { Invariant } from '@dure/rehearsal';
import { always, whenQuiet } from '@dure/rehearsal/log';
import { messagesAgree } from '@dure/notification/rehearsal';
import {
  acceptedBefore,
  assignedInTime,
  assignedOnce,
  contactsAreForgotten,
  faresAreRight,
  feesAreRight,
  nearestFirst,
  noneWaitsInVain,
  ofTheirClass,
  onePerPhone,
  promisesAreKept,
  statesAgree,
  theAbsentGoOff,
  servesOne,
  viewsAgree,
} from './rules.ts';

export const invariants: readonly Invariant[] = [
  always(
    'I1',
    ['택시는 한 번에 한 호출만 맡는다', 'A taxi serves at most one call at a time'],
    servesOne,
  ),
  always(
    'I2',
    ['배정된 택시는 같은 택시풀의 등급이다', 'A call is served by a taxi of its pool and class'],
    ofTheirClass,
  ),
  always(
    'I3',
    ['한 휴대폰에 진행 중인 호출은 하나다', 'A phone has at most one open call'],
    onePerPhone,
  ),
  whenQuiet(
    'I4',
    ['호출, 관리, 할당의 상태가 서로 맞는다', 'Call, case and assignment agree'],
    statesAgree,
  ),
  whenQuiet(
    'I5',
    ['빈 택시가 있는데 기다리는 호출은 없다', 'Nobody waits while a taxi is free'],
    noneWaitsInVain,
  ),
  always(
    'I6',
    ['가장 가까운 택시가 가장 오래된 호출로 간다', 'The nearest serves who waits longest'],
    nearestFirst,
  ),
  always(
    'I7',
    ['같은 택시에 한 번만 할당되고 한 번 끝난다', 'A call is offered once to each, and ends once'],
    assignedOnce,
  ),
  always('I8', ['수수료는 규칙대로만 받는다', 'A fee is taken by the fee rule only'], feesAreRight),
  always(
    'I9',
    ['요금은 등급과 거리로 정해진다', 'The fare is that of class and distance'],
    faresAreRight,
  ),
  whenQuiet(
    'I10',
    ['수락은 호출이 되거나 철회된다', 'What was accepted is called or withdrawn'],
    promisesAreKept,
  ),
  always(
    'I11',
    ['수락 없이 호출되지 않는다', 'Nothing is called that was not accepted before'],
    acceptedBefore,
  ),
  always(
    'I12',
    ['배정기한이 지나면 배정되지 않는다', 'Nothing is assigned after its time'],
    assignedInTime,
  ),
  whenQuiet(
    'I13',
    [
      '기사 연락처는 호출이 끝나고 하루 뒤까지만 보인다',
      "A driver's contact is shown until a day after the call has ended",
    ],
    contactsAreForgotten,
  ),
  always(
    'I14',
    ['응답하지 않는 택시는 휴무가 된다', 'A taxi that does not answer goes off duty'],
    theAbsentGoOff,
  ),
  whenQuiet('G4', ['화면이 상태와 같다', 'Views show what is'], viewsAgree),
  whenQuiet('G5', ['메시지는 한 번만 나간다', 'Each message is handed over once'], messagesAgree),
];
