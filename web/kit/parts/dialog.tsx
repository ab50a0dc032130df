// A dialog of the browser: it keeps the focus, closes by Escape, and gives the focus back.

import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { kitWords } from '../look/kit-words.ts';
import { useWords } from '../look/words.ts';
import { Icon } from './icon.tsx';

type Of = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Rendered while it is open. */
export const Dialog = ({ title, onClose, children }: Of) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const say = useWords(kitWords);
  const id = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" className="icon-button" onClick={onClose}>
            <Icon name="cross" label={say('close')} />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
};
