// One's classes: those that are to come, and the results of those that were held.

import {
  Button,
  Instant,
  Link,
  LiveList,
  Page,
  Status,
  go,
  shortId,
  textIn,
  useLanguage,
  useList,
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
        <Status row={row} field="ptOrderStatus" />
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
  const list = useList('ptstatuses', { sort: '-ptOrderId', page: usePage(), size: SIZE });
  return (
    <Page title={say('my')}>
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
