// Buttons: one main thing on a page, the others beside it, and what takes something back.

import type { ReactNode } from 'react';

export type ButtonTone = 'main' | 'plain' | 'quiet' | 'danger';

type Of = {
  readonly tone?: ButtonTone;
  readonly type?: 'button' | 'submit';
  readonly onPress?: () => void;
  /** It is under way: it stays where it is, says so, and takes no second press. */
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  readonly label?: string;
  readonly describedBy?: string;
  readonly isWide?: boolean;
  readonly children: ReactNode;
};

export const Button = (of: Of) => (
  <button
    type={of.type ?? 'button'}
    className="button"
    data-tone={of.tone ?? 'plain'}
    data-wide={of.isWide ? '' : undefined}
    aria-busy={of.isBusy ? true : undefined}
    aria-disabled={of.isDisabled || of.isBusy ? true : undefined}
    aria-label={of.label}
    aria-describedby={of.describedBy}
    onClick={(event) => {
      // It can still be reached by keyboard, and says why it does nothing.
      if (of.isDisabled || of.isBusy) event.preventDefault();
      else of.onPress?.();
    }}
  >
    <span>{of.children}</span>
  </button>
);
