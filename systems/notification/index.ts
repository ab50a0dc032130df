// Notification, for every business: a factory, the table it reads, and its gateway.

export { notificationOf } from './board.ts';
export type { NotificationNotes } from './board.ts';
export { contractOf } from './contract.ts';
export { MessageGateway } from './gateway.ts';
export { labels } from './labels.ts';
export { gapsIn } from './messages.ts';
export { phoneOf } from './phone.ts';
export { days, hours, remember, wordings } from './table.ts';
export type { MessageRow, MessageTable, Recipient, Remembering, Wording, Words } from './table.ts';
