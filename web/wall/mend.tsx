// Mending a parked message: its fields as they are, those that were changed are sent.

import { useId, useState } from 'react';
import { useWords } from '../kit/look/words.ts';
import { Notice } from '../kit/parts/answer.tsx';
import { useDraft } from '../kit/requests/draft.ts';
import type { Operation } from './ops.ts';
import type { ParkedMessage } from './parked.ts';
import { ReasonDialog } from './reason.tsx';
import { wallWords } from './words.ts';

type Written = { readonly [field: string]: string };

/** A text stands as it is; anything else as JSON. */
export const writtenOf = (message: ParkedMessage['message']): Written =>
  Object.fromEntries(
    Object.entries(message).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );

/**
 * The fields whose text is another one now.
 * @throws {SyntaxError} where what was no text is no JSON any more.
 */
export const changedIn = (message: ParkedMessage['message'], now: Written) => {
  const before = writtenOf(message);
  return Object.fromEntries(
    Object.entries(now)
      .filter(([name, text]) => text !== before[name])
      .map(([name, text]): readonly [string, unknown] => [
        name,
        typeof message[name] === 'string' ? text : JSON.parse(text),
      ]),
  );
};

type Of = {
  readonly message: ParkedMessage;
  readonly operation: Operation;
  readonly path: string;
  readonly onClose: () => void;
};

export const MendDialog = ({ message, operation, path, onClose }: Of) => {
  const say = useWords(wallWords);
  const [now, setNow] = useDraft({ name: `mend ${path}`, start: writtenOf(message.message) });
  const [why, setWhy] = useState<string | undefined>(undefined);
  const send = async (note: string): Promise<void> => {
    setWhy(undefined);
    try {
      const changed = changedIn(message.message, now);
      await operation.act(`${path}/mend`, { message: changed, ...(note ? { note } : {}) });
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      setWhy(cause.message);
    }
  };
  return (
    <ReasonDialog
      title={say('mend')}
      help={say('mendHelp')}
      tone="main"
      operation={operation}
      onSend={send}
      onClose={onClose}
    >
      <Fields now={now} onChange={(name, text) => setNow({ ...now, [name]: text })} />
      {why === undefined ? null : <Notice tone="bad" title={say('notJson', { why })} />}
    </ReasonDialog>
  );
};

type FieldsOf = {
  readonly now: Written;
  readonly onChange: (name: string, text: string) => void;
};

const Fields = ({ now, onChange }: FieldsOf) => {
  const id = useId();
  return (
    <div className="mend-fields">
      {Object.entries(now).map(([name, text]) => (
        <div key={name} className="field">
          <label htmlFor={`${id}-${name}`}>{name}</label>
          <input
            id={`${id}-${name}`}
            value={text}
            onChange={({ target }) => onChange(name, target.value)}
          />
        </div>
      ))}
    </div>
  );
};
