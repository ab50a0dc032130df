// A command as a button: what is open opens a form or is done at once; what is closed stays there
// and says why; what takes something back is shown before it is done.

import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Described, InBoth } from '../described.ts';
import { kitWords } from '../look/kit-words.ts';
import { useLabel, useWords } from '../look/words.ts';
import type { Row, Template } from '../requests/hal.ts';
import { useDraft } from '../requests/draft.ts';
import { useWish } from '../requests/wish.ts';
import type { Wish } from '../requests/wish.ts';
import { useVisit } from '../requests/who.tsx';
import type { Answered } from '../requests/request.ts';
import type { Preview } from '../requests/preview.ts';
import { Answer } from './answer.tsx';
import { Button } from './button.tsx';
import type { ButtonTone } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { bodyOf, Form, written } from './form.tsx';
import type { Values } from './form.tsx';
import { Icon } from './icon.tsx';

export type ActionOf = {
  readonly row: Row;
  /** The name of the command in `_templates`: `cancel-reservation`. */
  readonly slug: string;
  readonly label?: string;
  readonly tone?: ButtonTone;
  readonly given?: Values;
  readonly hidden?: readonly string[];
  /** Fields that may be left out are not asked for, unless they are named here. */
  readonly ask?: readonly string[];
  /** Shows what it would do before it is done, though it takes nothing back. */
  readonly isShownFirst?: boolean;
  /** The fields of the sums that are shown of it; all unless given. */
  readonly amounts?: readonly string[];
  /** What the page itself says of it in the dialog, by what it would do. */
  readonly about?: (preview: Preview | undefined) => ReactNode;
  /** Why it cannot be done now, where the page knows what the states alone do not say. */
  readonly whyNot?: string | undefined;
  readonly onDone?: (answer: Answered) => void;
};

const isDestructive = ({ commands }: Described, slug: string): boolean =>
  commands.some((command) => command.slug === slug && command.isDestructive);

/** Nothing, where the row has no such command for this person. */
export const ActionButton = (of: ActionOf) => {
  const template = of.row._templates?.[of.slug];
  const closed = of.row._closed?.[of.slug];
  if (template && of.whyNot === undefined) return <OpenAction {...of} template={template} />;
  return <Unavailable {...of} known={template ?? closed} reason={closed?.reason} />;
};

type UnavailableOf = ActionOf & {
  readonly known: { readonly title: string } | undefined;
  readonly reason: InBoth | undefined;
};

const Unavailable = ({ known, reason, whyNot, ...of }: UnavailableOf) => {
  const label = useLabel();
  if (known === undefined) return null;
  const why = whyNot ?? (reason && label(reason)) ?? '';
  return <ClosedAction label={of.label ?? known.title} reason={why} />;
};

const ClosedAction = ({ label, reason }: { readonly label: string; readonly reason: string }) => {
  const id = useId();
  return (
    <div className="closed-action">
      <Button isDisabled describedBy={id}>
        <Icon name="lock" /> {label}
      </Button>
      <p id={id} className="faint">
        {reason}
      </p>
    </div>
  );
};

type OpenOf = ActionOf & { readonly template: Template };

/** The fields that are to be asked for before it can be done. */
const askedIn = ({ template, hidden = [], ask = [] }: OpenOf) =>
  template.properties.filter(
    ({ name, required, readOnly }) =>
      !readOnly && !hidden.includes(name) && (required || ask.includes(name)),
  );

const toneOf = (of: OpenOf, takesBack: boolean): ButtonTone =>
  of.tone ?? (takesBack ? 'danger' : 'main');

const OpenAction = (of: OpenOf) => {
  const { template, slug, label = template.title } = of;
  const { business } = useVisit();
  const wish = useWish();
  const [isOpen, setOpen] = useDraft({ name: `open ${template.target}`, start: false });
  const takesBack = isDestructive(business, slug);
  const needsForm = takesBack || of.isShownFirst === true || askedIn(of).length > 0;
  const send = async (): Promise<void> => {
    const body = bodyOf(template, startValues(of), business.timeZone);
    const answer = await wish.send({ target: template.target, method: template.method, body });
    if (answer) of.onDone?.(answer);
  };
  const isBusy = wish.state.is === 'underWay' || wish.state.is === 'waiting';
  const press = (): void => (needsForm ? setOpen(true) : void send());
  return (
    <div className="action">
      <Button tone={toneOf(of, takesBack)} isBusy={isBusy} onPress={press}>
        {label}
      </Button>
      {needsForm ? null : <Answer state={wish.state} onRetry={() => void send()} />}
      {isOpen ? (
        <ActionDialog {...of} {...{ label, wish, takesBack, onClose: () => setOpen(false) }} />
      ) : null}
    </div>
  );
};

const startValues = ({ template, given = {} }: OpenOf): Values =>
  Object.fromEntries(
    template.properties.map(({ name, value }) => [name, given[name] ?? written(value)]),
  );

type DialogOf = OpenOf & {
  readonly label: string;
  readonly wish: Wish;
  readonly takesBack: boolean;
  readonly onClose: () => void;
};

const ActionDialog = (of: DialogOf) => {
  const { template, wish, label, takesBack, onClose, given = {}, onDone } = of;
  const say = useWords(kitWords);
  const shown = askedIn(of).map(({ name }) => name);
  const optional = takesBack ? template.properties.map(({ name }) => name) : shown;
  const hidden = template.properties.map(({ name }) => name).filter((n) => !optional.includes(n));
  return (
    <Dialog
      title={takesBack ? say('sureAbout', { title: label }) : label}
      onClose={() => {
        wish.reset();
        onClose();
      }}
    >
      <Form
        template={template}
        wish={wish}
        given={{ ...startValues(of), ...given }}
        hidden={[...hidden, ...(of.hidden ?? [])]}
        submit={label}
        tone={takesBack ? 'danger' : 'main'}
        isShownFirst={takesBack || of.isShownFirst === true}
        amounts={of.amounts}
        onDone={(answer) => {
          onClose();
          onDone?.(answer);
        }}
      >
        {(_values, preview) => of.about?.(preview)}
      </Form>
    </Dialog>
  );
};

/** All that this person may do with a row, by the order of the wall. */
export const Actions = ({ row }: { readonly row: Row }) => {
  const slugs = [...Object.keys(row._templates ?? {}), ...Object.keys(row._closed ?? {})];
  if (slugs.length === 0) return null;
  return (
    <div className="actions">
      {slugs.map((slug, at) => (
        <ActionButton key={slug} row={row} slug={slug} {...(at > 0 ? { tone: 'plain' } : {})} />
      ))}
    </div>
  );
};
