// The contracts of a business as they are published, compared, and held to what others need.

export { diffRecords, isBroken } from './diff.ts';
export { LOG } from './finding.ts';
export type { Finding, FindingKind } from './finding.ts';
export { unliftedExamples } from './lifts.ts';
export { readNeeds } from './needs.ts';
export type { Need, NeedGroup, Needs, NotUnderstood, ReadNeeds } from './needs.ts';
export { isPact, providerOf, readPact } from './pact.ts';
export { recordOf } from './record-of.ts';
export * from './record.ts';
export { propertiesOf, requiredIn } from './schema.ts';
export type { Schema } from './schema.ts';
export { verifyNeeds } from './verify.ts';
export type { Missing, Nearest } from './verify.ts';
export { backstageFile, eventCatalogFiles } from './catalogue-exports.ts';
export { cataloguePages, fieldsNamed } from './catalogue.ts';
export type { FoundField } from './catalogue.ts';
