// #region labels
// What everything on the wall is called by the people, in Korean and English.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  actors: { Neighbour: ['이웃', 'Neighbour'] },
  aggregates: { Tool: ['공구', 'Tool'], Neighbour: ['이웃', 'Neighbour'] },
  states: {
    Tool: {
      unknown: ['아직 없음', 'Not there yet'],
      onTheShelf: ['선반에 있음', 'On the shelf'],
      lent: ['빌려 감', 'Lent'],
    },
    Neighbour: {
      unthanked: ['아직 감사 없음', 'Not thanked yet'],
      thanked: ['감사받음', 'Thanked'],
    },
  },
  commands: {
    AddTool: ['공구를 들이다', 'Add tool'],
    LendTool: ['공구를 빌려주다', 'Lend tool'],
    ReturnTool: ['공구를 돌려주다', 'Return tool'],
    ThankNeighbour: ['이웃에게 감사하다', 'Thank neighbour'],
  },
  events: {
    ToolAdded: ['공구가 들어옴', 'Tool added'],
    ToolLent: ['공구가 나감', 'Tool lent'],
    ToolReturned: ['공구가 돌아옴', 'Tool returned'],
    NeighbourThanked: ['이웃이 감사받음', 'Neighbour thanked'],
  },
  rejections: { TooLong: ['너무 오래', 'Too long'] },
  policies: { thankOwner: ['주인에게 감사', 'Thank the owner'] },
  deadlines: { OVERDUE: ['돌아올 날 지남', 'Overdue'] },
  settings: { DAYS_MAX: ['빌릴 수 있는 날 수', 'Days a tool may be lent'] },
  views: { Tools: ['공구 목록', 'Tools'], Neighbours: ['이웃 목록', 'Neighbours'] },
  fields: {
    toolId: ['공구 번호', 'Tool'],
    name: ['이름', 'Name'],
    ownerId: ['주인', 'Owner'],
    neighbourId: ['이웃', 'Neighbour'],
    days: ['며칠', 'Days'],
    daysMax: ['최대 며칠', 'Days at most'],
    dueDay: ['돌아올 날', 'Due back on'],
    status: ['상태', 'Status'],
    times: ['몇 번', 'Times'],
  },
};
// #endregion labels
