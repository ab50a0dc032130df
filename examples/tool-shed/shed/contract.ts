// #region contract
// The shed's published language: what neighbours may say to it, and what they may hear.

import { contract } from '@dure/domain';
import { count, date, id, optional, stamped, text } from '@dure/domain/shapes';

const toolId = id('tool');
const neighbourId = id('neighbour');

export const { context, command, event, reject, view } = contract('shed', {
  commands: {
    AddTool: { toolId, name: text, ownerId: neighbourId },
    LendTool: { toolId, neighbourId, days: count() },
    ReturnTool: { toolId },
  },
  events: {
    ToolAdded: { toolId, name: text, ownerId: neighbourId, status: stamped },
    ToolLent: { toolId, neighbourId, dueDay: date, status: stamped },
    ToolReturned: { toolId, neighbourId, ownerId: neighbourId, status: stamped },
  },
  rejections: {
    TooLong: { days: count(), daysMax: count() },
  },
  views: {
    Tools: { toolId, name: text, status: text, neighbourId: optional(neighbourId) },
  },
});
// #endregion contract
