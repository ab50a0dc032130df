// What every way into a business needs, whatever its protocol: who asks, what there is, whose it
// is, and why not.

export { caseIdOf, mayFollow, mayOperate } from './cases.ts';
export { claimsOf } from './caller.ts';
export type { Caller, Claims, Credentials, Identified, Identity } from './caller.ts';
export { businessOf, kindOf, namingFields, OPERATOR } from './catalogue.ts';
export type { Business, CommandEntry, Rejection, ViewEntry } from './catalogue.ts';
export { closedNow, stateFor } from './closed.ts';
export type { OutOfTurn } from './closed.ts';
export { editDistance } from './edit-distance.ts';
export { businessLabel, contextLabel, labelOf, stateLabel } from './labels.ts';
export type { Labelled, Language } from './labels.ts';
export { openHouse } from './open-house.ts';
export { failure, refusalOf } from './outcomes.ts';
export type { Refused } from './outcomes.ts';
export { mayIssue, prepare } from './prepare.ts';
export type { Prepared, Request } from './prepare.ts';
export { COUNT_MAX, PAGE_SIZE, PAGE_SIZE_MAX, readQuery } from './query.ts';
export type { ListQuery, ReadQuery, WrittenQuery } from './query.ts';
export { mayRead, reaches, reachOf } from './reach.ts';
export type { RowReach } from './reach.ts';
export { admit, findRow, findRows } from './read.ts';
export type { Admitted, FoundPage } from './read.ts';
export type { Written } from './reader.ts';
export { idOf, masked, redactorOf } from './redaction.ts';
export type { Redact, RedactedRecord } from './redaction.ts';
export { invalid, invalidPart, refusal, refusals } from './refusals.ts';
export type { Refusal, RefusalKind, RefusalName } from './refusals.ts';
export { secured } from './secured.ts';
export { lostWords, workWords } from './work-words.ts';
export type { Secured } from './secured.ts';
export { lifeOf, stateWords } from './state-words.ts';
export { shownText, textOf } from './text.ts';
export { valueLabels } from './value-labels.ts';
export type { ValueLabels } from './value-labels.ts';
export { tokenOf } from './wait.ts';
