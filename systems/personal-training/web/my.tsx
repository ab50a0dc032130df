// One's classes: those that are to come, and the results of those that were held.

import {
  Button,
  Instant,
  Link,
  LiveList,
  Notice,
  Page,
  Status,
  go,
  shortId,
  textIn,
  useLanguage,
  useListOr,
  usePage,
  useVisit,
  useWords,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { classNameIn } from './classes.ts';
import { ptWords } from './words.ts';
import './personal-training.css';

const SIZE = 20;

const ClassLine = ({ row }: { readonly row: Row }) => {
  const say = useWords(ptWords);
  const language = useLanguage();
  const { business } = useVisit();
  const ptOrderId = textIn(row, 'ptOrderId');
  const [at, trainer, result] = [
    textIn(row, 'ptClassDate'),
    textIn(row, 'trainerName'),
    textIn(row, 'ptResult'),
  ];
  return (
    <Link to={`/${business.name}/my/${ptOrderId}`} className="row-line">
      <div className="row-title">
        <b>{classNameIn(language, textIn(row, 'ptClassName'))}</b>
        <Status row={row} field={'ptOrderStatus' in row ? 'ptOrderStatus' : 'status'} />
      </div>
      <span className="faint">
        {at === '' ? say('applicationOf', { number: shortId(ptOrderId) }) : <Instant at={at} />}
        {trainer === '' ? null : ` · ${trainer}`}
      </span>
      {result === '' ? null : <span className="pt-result-line">{result}</span>}
    </Link>
  );
};

export const MyPage = () => {
  const say = useWords(ptWords);
  const { business } = useVisit();
  const query = { page: usePage(), size: SIZE };
  // The applications themselves are there though the page about them is not.
  const list = useListOr('ptstatuses', 'ptorders', query);
  const isPlain = list.data?.rows.some((row) => !('ptOrderStatus' in row)) ?? false;
  return (
    <Page title={say('my')}>
      {isPlain ? <Notice tone="info" title={say('lessKnown')} /> : null}
      <LiveList
        of={list}
        empty={say('noneYet')}
        emptyIcon="calendar"
        whenEmpty={<Button onPress={() => go(`/${business.name}`)}>{say('apply')}</Button>}
      >
        {(row) => <ClassLine row={row} />}
      </LiveList>
    </Page>
  );
};
