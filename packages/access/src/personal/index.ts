// What a business has of a person, and how it is taken out.

export { isTelling, personalFieldsOf } from './fields.ts';
export type { PersonalField, PersonalFields } from './fields.ts';
export { Forget } from './forget.ts';
export type { Forgetting } from './forget.ts';
export { finding, writtenAs } from './subject.ts';
export { ownerOf, Trace } from './trace.ts';
export type { TraceText } from './trace.ts';
export { ERASED, nameFor } from './words.ts';
