// A `.proto` file as a plain model. It is written as text, as a descriptor, and into codecs.

import type { Kind } from './kinds.ts';

export type Presence = 'optional' | 'message' | 'repeated' | 'map';

export type ProtoField = {
  /** `str_dt` */
  readonly name: string;
  /** The name on the wall, `strDt`; of fields that no wall has, the name in JSON. */
  readonly jsonName: string;
  readonly number: number;
  readonly presence: Presence;
  /** A scalar, the name of a message or an enum of the file, or a full name: `.google.…`. */
  readonly type: string;
  readonly comment: string;
  /** What is read from it, and written to it. */
  readonly kind: Kind;
  /** The group of which only one is there. */
  readonly oneOf?: string;
};

export type Retired = { readonly number: number; readonly name: string };

export type ProtoMessage = {
  readonly name: string;
  readonly comment: string;
  readonly fields: readonly ProtoField[];
  readonly retired: readonly Retired[];
};

export type ProtoValue = {
  readonly name: string;
  readonly number: number;
  /** What the wall has; nothing, for the value that says nothing. */
  readonly means: string | undefined;
  readonly comment: string;
};

export type ProtoEnum = {
  readonly name: string;
  readonly comment: string;
  readonly values: readonly ProtoValue[];
  readonly retired: readonly Retired[];
};

/** What a call does. */
export type Does =
  | { readonly is: 'command'; readonly type: string }
  | { readonly is: 'get' | 'list' | 'follow'; readonly view: string }
  | { readonly is: 'records' | 'followCase' | 'preview' };

export type ProtoMethod = {
  readonly does: Does;
  readonly name: string;
  readonly comment: string;
  readonly request: string;
  readonly response: string;
  readonly isStream: boolean;
  /** Whether the client sends a stream as well. */
  readonly isBoth?: true;
};

export type ServiceModel = {
  readonly name: string;
  readonly comment: string;
  /** The context that it is made from; nothing, where it is of the whole business. */
  readonly context: string | undefined;
  readonly methods: readonly ProtoMethod[];
};

export type ProtoFile = {
  /** Where other files would import it from: `dure/lodging/v1/lodging.proto`. */
  readonly path: string;
  /** `dure.lodging.v1` */
  readonly package: string;
  readonly comment: string;
  readonly imports: readonly string[];
  readonly options: { readonly [name: string]: string | boolean };
  readonly services: readonly ServiceModel[];
  readonly messages: readonly ProtoMessage[];
  readonly enums: readonly ProtoEnum[];
};

export const scalars: readonly string[] = ['string', 'int64', 'int32', 'double', 'bool', 'bytes'];
