// The calls about a case, which belongs to no one context.

import type { ServiceModel } from './model.ts';

export const CASE_SERVICE = 'CaseService';
export const LIST_RECORDS = 'ListCaseRecords';
export const FOLLOW_CASE = 'FollowCase';

export const caseService: ServiceModel = {
  name: CASE_SERVICE,
  comment: '한 건의 이야기 / The story of a case.',
  context: undefined,
  methods: [
    {
      name: LIST_RECORDS,
      comment: '한 건에 일어난 일을 차례로 / What has happened in a case, in order.',
      request: `${LIST_RECORDS}Request`,
      response: `${LIST_RECORDS}Response`,
      isStream: false,
      does: { is: 'records' },
    },
    {
      name: FOLLOW_CASE,
      comment: '지난 일과 앞으로의 일 / What has happened, and what happens from here on.',
      request: `${FOLLOW_CASE}Request`,
      response: `${FOLLOW_CASE}Response`,
      isStream: true,
      does: { is: 'followCase' },
    },
  ],
};
