// Any view as a list: searched, filtered by its status, in an order, page by page. Wide windows get
// a table of the same.

import type { DescribedView } from '../kit/described.ts';
import { kitWords } from '../kit/look/kit-words.ts';
import { go, useInAddress } from '../kit/look/route.ts';
import { useLanguage } from '../kit/look/preferences.ts';
import { useLabel, useWords } from '../kit/look/words.ts';
import { Button } from '../kit/parts/button.tsx';
import { Empty } from '../kit/parts/states.tsx';
import { Page } from '../kit/parts/page.tsx';
import { LiveList, usePage } from '../kit/parts/rows.tsx';
import { useList } from '../kit/requests/live.ts';
import { useVisit } from '../kit/requests/who.tsx';
import type { PageOf } from '../kit/registry.ts';
import { RowLine } from './row.tsx';
import { pathOfView, statusField } from './wall.ts';
import { madeWords } from './words.ts';

const SIZE = 20;

const StatusFilter = ({ view }: { readonly view: DescribedView }) => {
  const say = useWords(madeWords);
  const language = useLanguage();
  const field = statusField(view);
  const [status, setStatus] = useInAddress('status');
  const choices = field?.choices ?? [];
  if (!field || choices.length < 2) return null;
  return (
    <label className="filter">
      <span>{field.label[language]}</span>
      <select value={status} onChange={({ target }) => setStatus(target.value)}>
        <option value="">{say('allOf')}</option>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label[language]}
          </option>
        ))}
      </select>
    </label>
  );
};

const Search = () => {
  const say = useWords(madeWords);
  const [query, setQuery] = useInAddress('q');
  return (
    <label className="filter">
      <span>{say('search')}</span>
      <input type="search" value={query} onChange={({ target }) => setQuery(target.value)} />
    </label>
  );
};

const OrderChoice = ({ view }: { readonly view: DescribedView }) => {
  const say = useWords(madeWords);
  const language = useLanguage();
  const [sort, setSort] = useInAddress('sort');
  const fields = view.fields.filter(({ name }) => view.list.sortBy.includes(name));
  return (
    <label className="filter">
      <span>{say('order')}</span>
      <select value={sort} onChange={({ target }) => setSort(target.value)}>
        <option value="">{say('newest')}</option>
        {fields.flatMap(({ name, label }) => [
          <option key={name} value={name}>
            {label[language]} ↑
          </option>,
          <option key={`-${name}`} value={`-${name}`}>
            {label[language]} ↓
          </option>,
        ])}
      </select>
    </label>
  );
};

const useFiltered = (view: DescribedView) => {
  const [q] = useInAddress('q');
  const [status] = useInAddress('status');
  const [sort] = useInAddress('sort');
  const page = usePage();
  const given = (text: string): string | undefined => (text === '' ? undefined : text);
  const field = statusField(view)?.name ?? 'status';
  const query = { q: given(q), [field]: given(status), sort: given(sort), page, size: SIZE };
  return { list: useList(pathOfView(view), query), isFiltered: q !== '' || status !== '' };
};

const Filtered = ({ view }: { readonly view: DescribedView }) => {
  const say = useWords(kitWords);
  const visit = useVisit();
  const { list, isFiltered } = useFiltered(view);
  const clear = (): void => go(`/${visit.business.name}/${pathOfView(view)}`, { replace: true });
  return (
    <>
      <div className="filters">
        <Search />
        <StatusFilter view={view} />
        <OrderChoice view={view} />
      </div>
      <LiveList
        of={list}
        empty={say(isFiltered ? 'noMatch' : 'empty')}
        whenEmpty={isFiltered ? <Button onPress={clear}>{say('clearFilters')}</Button> : null}
      >
        {(row) => <RowLine view={view} row={row} />}
      </LiveList>
    </>
  );
};

export const ViewPage = ({ params }: PageOf) => {
  const { business } = useVisit();
  const label = useLabel();
  const say = useWords(kitWords);
  const view = business.views.find((one) => pathOfView(one) === params['view']);
  if (!view) return <Empty title={say('noMatch')} icon="search" />;
  return (
    <Page title={label(view.label)} backTo={`/${business.name}`}>
      <Filtered view={view} />
    </Page>
  );
};
