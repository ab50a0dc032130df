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
  const list = useList('ptstatuses', query);
  const isAway = list.data === undefined && (list.isError || list.failureCount > 0);
  // The applications themselves are there though the page about them is not.
  const plain = useList(isAway ? 'ptorders' : undefined, query);
  return (
    <Page title={say('my')}>
      {isAway && plain.data ? <Notice tone="info" title={say('lessKnown')} /> : null}
      <LiveList
        of={isAway && plain.data ? plain : list}
        empty={say('noneYet')}
        emptyIcon="calendar"
        whenEmpty={<Button onPress={() => go(`/${business.name}`)}>{say('apply')}</Button>}
      >
        {(row) => <ClassLine row={row} />}
      </LiveList>
    </Page>
  );
};
