// What every way into a business needs, whatever its protocol: who asks, what there is, whose it
// is, and why not.

export { caseIdOf, mayFollow, mayOperate } from './cases.ts';
export { claimsOf, provenBy } from './caller.ts';
export type { Caller, Claims, Credentials, Identified, Identity, Visitor } from './caller.ts';
export { businessOf, kindOf } from './catalogue.ts';
export type { Business, CommandEntry, Rejection, ViewEntry } from './catalogue.ts';
export { closedNow, stateFor } from './closed.ts';
export type { OutOfTurn } from './closed.ts';
export { isAskedFor, sealed } from './audit/audit.ts';
export type {
  AuditEntry,
  AuditLog,
  AuditNote,
  AuditPage,
  AuditQuery,
  Seal,
} from './audit/audit.ts';
export { memoryAudit } from './audit/memory-audit.ts';
export { verifyAudit } from './audit/verify.ts';
export type { AuditFault, AuditVerified } from './audit/verify.ts';
export { editDistance } from './edit-distance.ts';
export { businessLabel, contextLabel, labelOf, stateLabel } from './labels.ts';
export type { Labelled, Language } from './labels.ts';
export { Buckets } from './limits/buckets.ts';
export type { Rate, Taken } from './limits/buckets.ts';
export { asRefusal, Limits, refusalIn, standardLimits } from './limits/limits.ts';
export type { LimitOptions, Left, TooMuch, Work } from './limits/limits.ts';
export { UnderWay, unmeasured } from './limits/under-way.ts';
export type { Usual } from './limits/under-way.ts';
export type { CallAnswered, CommandAnswered, Figures } from './figures.ts';
export { isLoopback } from './loopback.ts';
export { preferredLanguage, preferredType } from './negotiate.ts';
export { openHouse } from './open-house.ts';
export { OPERATOR } from './operator.ts';
export { failure, refusalOf } from './outcomes.ts';
export type { Refused } from './outcomes.ts';
export { mayIssue, prepare } from './prepare.ts';
export type { ShownPreview } from './previews/shape.ts';
export { previewShown } from './previews/shown.ts';
export type { Prepared, Request } from './prepare.ts';
export type { Person, Role } from './person.ts';
export { COUNT_MAX, PAGE_SIZE, PAGE_SIZE_MAX, readQuery } from './query.ts';
export type { ListQuery, ReadQuery, WrittenQuery } from './query.ts';
export { readinessOf } from './readiness.ts';
export type { Readiness } from './readiness.ts';
export { correlationOf, readKey, readTrace } from './request-marks.ts';
export { findCase, followCase, PAGE_RECORDS, trailPage } from './streams/case.ts';
export { fanOutOf } from './streams/fan-out.ts';
export type { Event, Outlet } from './streams/outlet.ts';
export { pumpTo } from './streams/pump.ts';
export { endWhenOver } from './streams/standing.ts';
export type { Listening } from './streams/standing.ts';
export { followView, followViews } from './streams/rows.ts';
export { mayRead, reaches, reachOf } from './reach.ts';
export type { RowReach } from './reach.ts';
export { admit, findRow, findRows } from './read.ts';
export type { Admitted, FoundPage } from './read.ts';
export type { Written } from './reader.ts';
export { hiddenFields, idOf, masked, redactDataOf, redactorOf } from './redaction.ts';
export type { Redact, RedactedRecord } from './redaction.ts';
export { invalid, invalidPart, refusal, refusals } from './refusals.ts';
export type { Refusal, RefusalKind, RefusalName } from './refusals.ts';
export { callerAs, rolesIn } from './roles.ts';
export type { Chosen, RoleThere } from './roles.ts';
export { romanized } from './romanized.ts';
export { hiddenAtTimes, rightsOf } from './rights.ts';
export type { CommandRight, FieldRight, Right, Rights, ViewRight } from './rights.ts';
export type { IsRevoked } from './revocation.ts';
export { callerOf, chosenIn, knownPerson, secured, TokenReader } from './secured.ts';
export {
  calleeWords,
  causeWords,
  messageWords,
  parkedWords,
  processWords,
  refusalWords,
} from './message-words.ts';
export { lostWords, workWords } from './work-words.ts';
export type { Bearer, KnownPerson, Secured } from './secured.ts';
export { fetchJson } from './fetch-json.ts';
export type { ClaimMapping } from './payload.ts';
export type { TokenFault } from './token-fault.ts';
export type { Checked, TokenChecker, Trusted } from './tokens.ts';
export type { SignInAnswer, SignInLine, SignInRequest } from './sign-in.ts';
export { lifeOf, stateWords } from './state-words.ts';
export { shownText, textOf } from './text.ts';
export { valueLabels } from './value-labels.ts';
export type { ValueLabels } from './value-labels.ts';
export { tokenOf } from './wait.ts';
