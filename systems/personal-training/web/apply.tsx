// Applying for a class, in one look: which class, and for whom.

import { useId } from 'react';
import {
  Answer,
  Button,
  Page,
  go,
  useClaim,
  useDraft,
  useLanguage,
  useList,
  useVisit,
  useWish,
  useWords,
} from '@dure/web/kit';
import { classes } from './classes.ts';
import type { Class } from './classes.ts';
import { ptWords } from './words.ts';
import './personal-training.css';

type ChoiceOf = {
  readonly chosen: Class | undefined;
  readonly onChange: (classId: string) => void;
};

const ClassChoice = (of: ChoiceOf) => {
  const say = useWords(ptWords);
  const language = useLanguage();
  return (
    <fieldset className="pt-classes">
      <legend>{say('whichClass')}</legend>
      {classes.map((one) => (
        <label key={one.id}>
          <input
            type="radio"
            name="class"
            checked={one === of.chosen}
            onChange={() => of.onChange(one.id)}
          />
          <span>
            <b>{one.in[language].name}</b>
            <span className="faint">{one.in[language].about}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
};

type EntryOf = {
  readonly label: string;
  readonly help?: string;
  readonly type: 'text' | 'tel';
  readonly value: string;
  readonly onChange: (value: string) => void;
};

const Entry = ({ label, help, type, value, onChange }: EntryOf) => {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        autoComplete={type === 'tel' ? 'tel' : 'name'}
        onChange={({ target }) => onChange(target.value)}
      />
      {help === undefined ? null : (
        <p id={`${id}-help`} className="faint">
          {help}
        </p>
      )}
    </div>
  );
};

/** `홍길동 (서초구)` is the name of a person of the demo, with where they live. */
const useOwnName = (): string => useVisit().role?.name.ko.replace(/\s*\(.*$/, '') ?? '';

/** A number may be left out: then there is none in the application either. */
const bodyOf = (chosen: Class, of: { customerId: string; name: string; tel: string }) => {
  const customerTel = of.tel.replaceAll(/[\s-]/g, '');
  return {
    ptClassId: chosen.id,
    ptClassName: chosen.name,
    customerId: of.customerId,
    customerName: of.name.trim(),
    ...(customerTel === '' ? {} : { customerTel }),
  };
};

const useApplication = () => {
  const own = useOwnName();
  const customerId = useClaim('customerId') ?? '';
  const template = useList('ptorders', { size: 1 }).data?.templates['place-pt-order'];
  const [classId, setClass] = useDraft({ name: 'class', start: classes[0]?.id ?? '' });
  const chosen = classes.find(({ id }) => id === classId);
  const [name, setName] = useDraft({ name: 'name', start: own });
  const [tel, setTel] = useDraft({ name: 'tel', start: '' });
  const isWhole = template !== undefined && chosen !== undefined && name.trim() !== '';
  const wanted = isWhole
    ? { target: template.target, body: bodyOf(chosen, { customerId, name, tel }) }
    : undefined;
  return { chosen, setClass, name, setName, tel, setTel, wanted };
};

const Fields = ({ of }: { readonly of: ReturnType<typeof useApplication> }) => {
  const say = useWords(ptWords);
  return (
    <>
      <ClassChoice chosen={of.chosen} onChange={of.setClass} />
      <Entry type="text" label={say('yourName')} value={of.name} onChange={of.setName} />
      <Entry
        type="tel"
        label={say('yourTel')}
        help={say('telHelp')}
        value={of.tel}
        onChange={of.setTel}
      />
    </>
  );
};

const ApplyForm = () => {
  const say = useWords(ptWords);
  const language = useLanguage();
  const { business } = useVisit();
  const wish = useWish();
  const application = useApplication();
  const { wanted, chosen } = application;
  const send = async (): Promise<void> => {
    const answer = wanted && (await wish.send(wanted));
    const key = answer?.location?.split('/').at(-1);
    if (key !== undefined) go(`/${business.name}/my/${key}`, { replace: true });
  };
  const name = chosen?.in[language].name;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Fields of={application} />
      <Answer state={wish.state} onRetry={() => void send()} />
      <Button
        type="submit"
        tone="main"
        isWide
        isDisabled={wanted === undefined}
        isBusy={wish.state.is === 'underWay'}
      >
        {name === undefined ? say('send') : say('sendFor', { name })}
      </Button>
    </form>
  );
};

export const ApplyPage = () => {
  const say = useWords(ptWords);
  return (
    <Page title={say('apply')} lead={say('applyLead')}>
      <ApplyForm />
    </Page>
  );
};
