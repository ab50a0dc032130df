// What the notes of notification are called.

import type { Labels } from '@dure/domain';

export const labels = {
  context: ['알림', 'Notification'],
  commands: {
    SendMessage: ['메시지 보내기', 'Send message'],
    TrySend: ['발송 시도', 'Try to send'],
    ResolveMessage: ['메시지 처리 완료', 'Resolve message'],
    ResendMessage: ['메시지 다시 보내기', 'Resend message'],
    ResendMessages: ['여러 메시지 다시 보내기', 'Resend messages'],
  },
  events: {
    MessageQueued: ['메시지 대기됨', 'Message queued'],
    MessageSent: ['메시지 보냄', 'Message sent'],
    MessageAttemptFailed: ['발송 실패함', 'Attempt failed'],
    MessageGivenUp: ['발송 포기함', 'Message given up'],
    MessageResolved: ['사람이 처리함', 'Resolved by a human'],
    MessageResent: ['다시 보내기 시작됨', 'Message resent'],
    ResendRequested: ['다시 보내기 요청됨', 'Resend requested'],
  },
  rejections: {
    NotResendable: [
      '문구가 남아 있지 않아 다시 보낼 수 없습니다. 다른 방법으로 알리고 처리 완료해 주세요',
      'Its words were not kept, so it cannot be resent; tell them otherwise, and resolve it',
    ],
  },
  views: {
    Inbox: ['받은 메시지', 'Inbox'],
    MessageLog: ['발송 기록', 'Message log'],
  },
  aggregates: { Message: ['메시지', 'Message'], Resend: ['다시 보내기', 'Resend'] },
  states: {
    Message: {
      absent: ['없음', 'None'],
      queued: ['대기', 'Queued'],
      waiting: ['재시도 대기', 'Waiting to retry'],
      sent: ['보냄', 'Sent'],
      givenUp: ['포기', 'Given up'],
      resolved: ['처리됨', 'Resolved'],
    },
    Resend: { absent: ['없음', 'None'], requested: ['요청됨', 'Requested'] },
  },
  policies: {
    resendEach: ['하나씩 다시 보내기', 'Resend each'],
    deliverMessage: ['메시지 발송', 'Deliver message'],
    messages: ['알림 보내기', 'Messages'],
  },
  deadlines: {
    MESSAGE_RETRY: ['재발송 기한', 'Retry of a message'],
    MESSAGE_GIVEN_UP: ['발송 포기 처리', 'A message given up'],
  },
  settings: {
    MESSAGE_ATTEMPTS: ['최대 발송 시도', 'Refusals of a phone before giving up'],
    MESSAGE_STALE: [
      '발송 유효 시간',
      'How long a message makes sense, unless its kind says otherwise',
    ],
    MESSAGE_RETRY: ['첫 재발송 간격', 'First retry after'],
    MESSAGE_RETRY_MOST: ['최대 재발송 간격', 'Longest time between retries'],
    ALIMTALK: ['알림톡 사용', 'AlimTalk is on'],
  },
  systems: {
    MessageGateway: ['알림톡 발송 대행', 'Message gateway'],
    'MessageGateway.send': ['메시지 발송', 'Send a message'],
  },
  fields: {
    messageKey: ['메시지 키', 'Message key'],
    recipient: ['받는 사람', 'Recipient'],
    template: ['서식', 'Template'],
    channel: ['채널', 'Channel'],
    textKo: ['한국어 문구', 'Korean text'],
    textEn: ['영어 문구', 'English text'],
    attempt: ['시도 횟수', 'Attempt'],
    reason: ['사유', 'Reason'],
    note: ['처리 메모', 'Note'],
    phone: ['휴대폰번호', 'Mobile number'],
    queuedAt: ['대기 시작', 'Queued at'],
    until: ['발송 기한', 'Send by'],
    lasts: ['유효 시간(분)', 'Makes sense for (min)'],
    refusals: ['거절 횟수', 'Refusals'],
    resendId: ['다시 보내기 번호', 'Resend number'],
    messageStatus: ['발송 상태', 'Status of the message'],
    messageKeys: ['메시지 키 목록', 'Message keys'],
  },
} as const satisfies Labels;

/** What the work list says of a message that no phone took. */
export const work = {
  MESSAGE_GIVEN_UP: {
    ko: '메시지를 전하지 못했습니다. 다시 보내거나, 다른 방법으로 알리고 처리 완료해 주세요',
    en: 'A message could not be delivered; resend it, or tell them otherwise and resolve it',
  },
} as const;
