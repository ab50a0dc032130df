// A call that is answered once.

import { Metadata, status } from '@grpc/grpc-js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { unmeasured } from '@dure/access';
import type { Language } from '@dure/access';
import type { Row } from '../wire/any.ts';
import { counting, endedWith, languageOf, letIn, limited, refusalFor, within } from './call.ts';
import type { Asked, ServerContext } from './call.ts';
import type { Line } from './line.ts';
import type { GrpcRefusal } from './status.ts';

export type Answer =
  | {
      readonly is: 'answered';
      readonly response: Row;
      readonly headers?: { readonly [name: string]: string };
    }
  | { readonly is: 'refused'; readonly refusal: GrpcRefusal };

export type Handle = (asked: Asked) => Promise<Answer>;

export const refusing = (refusal: GrpcRefusal): Answer => ({ is: 'refused', refusal });

const metadataOf = (headers: { readonly [name: string]: string }): Metadata => {
  const metadata = new Metadata();
  // A header is ASCII; what an id has beyond it is percent-encoded.
  for (const [name, value] of Object.entries(headers)) metadata.set(name, encodeURI(value));
  return metadata;
};

/** @param late what is said when the client's deadline comes first. */
export const unary = (
  context: ServerContext,
  line: Line,
  { handle, late }: { readonly handle: Handle; readonly late: GrpcRefusal },
): handleUnaryCall<Buffer, Row> => {
  const usual = unmeasured();
  return (call, callback) => {
    const count = counting(context, line);
    const refuse = (refusal: GrpcRefusal, language: Language): void => {
      const ending = endedWith(line, refusal, language);
      callback(ending);
      count(ending.code);
    };
    const answer = async (): Promise<Answer> => {
      const entered = await letIn(context, line, call);
      if (entered.is === 'refused') return entered;
      const { asked } = entered;
      return within(asked.budgetMs, handle(asked), refusing(late));
    };
    limited(context, call, { line, usual, handle: answer, refuse: refusing })
      .catch((cause: unknown) => refusing(refusalFor(context, cause)))
      .then((answered) => {
        if (answered.is === 'refused') {
          return refuse(answered.refusal, languageOf(context, call));
        }
        call.sendMetadata(metadataOf(answered.headers ?? {}));
        callback(null, answered.response);
        return count(status.OK);
      })
      .catch((cause: unknown) => refuse(refusalFor(context, cause), 'en'));
  };
};
