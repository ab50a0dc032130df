// What must hold in personal training, whatever breaks: I1 to I11 of the page, and what of G1 to G8
// this business alone can tell.

import type { Invariant } from '@dure/rehearsal';
import { always, whenQuiet } from '@dure/rehearsal/log';
import { messagesAgree } from '@dure/notification/rehearsal';
import {
  cancelledTogether,
  cancellingEnds,
  casesStayApart,
  classesDoNotOverlap,
  datesAreRight,
  nothingIsHeldFor,
  oneScheduleEach,
  readOnce,
  rowsAreRight,
  statesAgree,
  statusAgrees,
  trainersAreKnown,
} from './rules.ts';

export const invariants: readonly Invariant[] = [
  always(
    'I1',
    ['한 강사의 확정된 수업은 겹치지 않는다', 'No two confirmed classes of a trainer overlap'],
    classesDoNotOverlap,
  ),
  whenQuiet(
    'I2',
    ['신청과 배정과 스케줄은 함께 취소된다', 'Assignment and schedule are cancelled together'],
    cancelledTogether,
  ),
  always(
    'I3',
    ['취소된 신청에는 살아 있는 스케줄이 없다', 'Nothing is held for a cancelled application'],
    nothingIsHeldFor,
  ),
  whenQuiet(
    'I4',
    ['신청과 담당과 스케줄의 상태가 서로 맞는다', 'Application, care and schedule agree'],
    statesAgree,
  ),
  always(
    'I5',
    ['신청 하나에 살아 있는 스케줄은 하나뿐이다', 'An application has one schedule at a time'],
    oneScheduleEach,
  ),
  always(
    'I6',
    ['수업결과는 등록된 뒤 한 번만 알린다', 'A result is ready once, after it was registered'],
    readOnce,
  ),
  always(
    'I7',
    ['명단에 있는 강사만, 새 스케줄번호로 배정된다', 'Known trainers, and new numbers'],
    trainersAreKnown,
  ),
  always(
    'I8',
    ['신청은 다른 신청의 이벤트로 바뀌지 않는다', 'No application changes by that of another'],
    casesStayApart,
  ),
  whenQuiet(
    'I9',
    ['신청마다 현황이 하나씩 있고 일정과 결과가 맞는다', 'One right row for each application'],
    rowsAreRight,
  ),
  whenQuiet(
    'I10',
    ['요청된 취소는 끝나거나 재시도를 기다린다', 'A cancellation has ended, or is tried again'],
    cancellingEnds,
  ),
  always(
    'I11',
    ['수업은 확정 뒤에, 결과는 수업 뒤에 온다', 'Confirmed, then held, then with a result'],
    datesAreRight,
  ),
  whenQuiet(
    'G4',
    ['현황이 각 상태와 같다', 'The status shows where everything stands'],
    statusAgrees,
  ),
  whenQuiet('G5', ['메시지는 한 번만 나간다', 'Each message is handed over once'], messagesAgree),
];
