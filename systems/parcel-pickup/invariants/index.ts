// What must hold in parcel pickup, whatever breaks: I1 to I13 of the page, I14 for its words on
// the pickup status, I15 for absent couriers, and what of G1 to G8 this business alone can tell.

import type { Invariant } from '@dure/rehearsal';
import { always, whenQuiet } from '@dure/rehearsal/log';
import { messagesAgree } from '@dure/notification/rehearsal';
import {
  acceptedBefore,
  assignedInTime,
  assignedOnce,
  costsAreRight,
  contactsAreForgotten,
  servesOne,
  feesAreRight,
  onlyWhoFits,
  nearestFirst,
  noneWaitsInVain,
  onePerPhone,
  oneStory,
  promisesAreKept,
  statesAgree,
  theAbsentGoOff,
  viewsAgree,
} from './rules.ts';

export const invariants: readonly Invariant[] = [
  always(
    'I1',
    ['택배기사는 한 번에 한 픽업만 맡는다', 'A courier serves at most one pickup at a time'],
    servesOne,
  ),
  always(
    'I2',
    ['무거운 택배는 운반할 수 있는 기사가 맡는다', 'A heavy parcel is given to who can carry it'],
    onlyWhoFits,
  ),
  always(
    'I3',
    ['한 휴대폰에 진행 중인 픽업은 하나다', 'A phone has at most one open pickup'],
    onePerPhone,
  ),
  whenQuiet(
    'I4',
    ['요청, 관리, 할당의 상태가 서로 맞는다', 'Request, case and assignment agree'],
    statesAgree,
  ),
  whenQuiet(
    'I5',
    ['맞는 기사가 있는데 기다리는 픽업은 없다', 'Nobody waits while who fits is free'],
    noneWaitsInVain,
  ),
  always(
    'I6',
    ['가장 가까운 기사가 가장 오래된 픽업으로 간다', 'The nearest serves who waits longest'],
    nearestFirst,
  ),
  always(
    'I7',
    [
      '같은 기사에 한 번만 할당되고 한 번 끝난다',
      'A pickup is offered once to each, and ends once',
    ],
    assignedOnce,
  ),
  always('I8', ['수수료는 규칙대로만 받는다', 'A fee is taken by the fee rule only'], feesAreRight),
  always(
    'I9',
    ['요금은 유형과 거리로 정해진다', 'The fee is that of parcel type and distance'],
    costsAreRight,
  ),
  whenQuiet(
    'I10',
    ['수락은 픽업이 되거나 철회된다', 'What was accepted is requested or withdrawn'],
    promisesAreKept,
  ),
  always(
    'I11',
    ['수락 없이 요청되지 않는다', 'Nothing is requested that was not accepted before'],
    acceptedBefore,
  ),
  always(
    'I12',
    ['배정기한이 지나면 배정되지 않는다', 'Nothing is assigned after its time'],
    assignedInTime,
  ),
  always(
    'I13',
    ['한 픽업의 사건은 같은 것을 말한다', 'All events of a pickup tell of the same'],
    oneStory,
  ),
  whenQuiet(
    'I14',
    [
      '기사 연락처는 픽업이 끝나고 하루 뒤까지만 보인다',
      "A courier's contact is shown until a day after the pickup has ended",
    ],
    contactsAreForgotten,
  ),
  always(
    'I15',
    ['응답하지 않는 기사는 휴무가 된다', 'A courier who does not answer goes off duty'],
    theAbsentGoOff,
  ),
  whenQuiet('G4', ['화면이 상태와 같다', 'Views show what is'], viewsAgree),
  whenQuiet('G5', ['메시지는 한 번만 나간다', 'Each message is handed over once'], messagesAgree),
];
