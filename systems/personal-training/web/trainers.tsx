// The trainers: how much each of them has to do, and a new one for the roster.

import {
  Button,
  Card,
  Dialog,
  Facts,
  Form,
  Page,
  Phone,
  Read,
  textIn,
  useDraft,
  useList,
  useWish,
  useWords,
} from '@dure/web/kit';
import type { Row, Template } from '@dure/web/kit';
import { openIn, useOpenSchedules } from './workload.ts';
import type { Open } from './workload.ts';
import { ptWords } from './words.ts';
import './personal-training.css';

const LIST_MAX = 200;
/** A bar is full with so many, or with more where someone has more. */
const FULL = 4;

const Trainer = (of: { readonly row: Row; readonly open: Open; readonly most: number }) => {
  const say = useWords(ptWords);
  const tel = textIn(of.row, 'trainerTel');
  const { all, undated, booked, owed } = of.open;
  return (
    <Card>
      <div className="row-title">
        <h2>{textIn(of.row, 'trainerName')}</h2>
        {tel === '' ? null : <Phone number={tel} />}
      </div>
      <div className="pt-load" aria-hidden="true">
        <span style={{ width: `${(all / of.most) * 100}%` }} />
      </div>
      <Facts
        of={[
          [say('toDate'), undated],
          [say('booked'), booked],
          [say('toReport'), owed],
        ]}
      />
    </Card>
  );
};

const Register = ({ template }: { readonly template: Template }) => {
  const say = useWords(ptWords);
  const wish = useWish();
  const [isOpen, setOpen] = useDraft({ name: `open ${template.target}`, start: false });
  return (
    <>
      <Button tone="main" onPress={() => setOpen(true)}>
        {say('register')}
      </Button>
      {isOpen ? (
        <Dialog title={say('register')} onClose={() => setOpen(false)}>
          <Form
            template={template}
            wish={wish}
            submit={say('register')}
            onDone={() => setOpen(false)}
          />
        </Dialog>
      ) : null}
    </>
  );
};

export const TrainersPage = () => {
  const say = useWords(ptWords);
  const list = useList('trainers', { sort: 'trainerId', size: LIST_MAX });
  const open = useOpenSchedules();
  const template = list.data?.templates['register-trainer'];
  return (
    <Page
      title={say('trainers')}
      lead={say('trainersLead')}
      actions={template ? <Register template={template} /> : null}
    >
      <Read of={list} lines={4}>
        {({ rows }) => {
          const loads = rows.map((row) => openIn(open, textIn(row, 'trainerId')));
          const most = Math.max(FULL, ...loads.map(({ all }) => all));
          return (
            <div className="pt-trainers">
              {rows.map((row, at) => {
                const load = loads[at];
                const key = textIn(row, 'trainerId');
                return load ? <Trainer key={key} row={row} open={load} most={most} /> : null;
              })}
            </div>
          );
        }}
      </Read>
    </Page>
  );
};
