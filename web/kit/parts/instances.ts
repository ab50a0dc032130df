// Where a form asks for the number of something, the things that there are to choose from.

import type { DescribedView } from '../described.ts';
import { shortId } from '../look/formats.ts';
import type { Option, Property, Row } from '../requests/hal.ts';
import { textIn } from '../requests/hal.ts';
import { useList } from '../requests/live.ts';
import { useVisit } from '../requests/who.tsx';
import type { Visit } from '../requests/who.tsx';

const MANY = 100;

/** The view that the person reads, and whose rows have this field as their only key. */
const viewOf = ({ business, actor }: Visit, name: string): DescribedView | undefined =>
  business.views.find(
    ({ key, readers }) => key.length === 1 && key[0] === name && readers[actor] !== undefined,
  );

const optionOf = (row: Row, view: DescribedView): Option => {
  const id = textIn(row, view.key[0] ?? '');
  const named = view.fields.find(({ kind, name }) => kind === 'text' && textIn(row, name) !== '');
  const prompt = named ? `${shortId(id)} · ${textIn(row, named.name)}` : shortId(id);
  return { value: id, prompt };
};

const isOpen = ({ readOnly = false, isNew = false, type, options }: Property): boolean =>
  !readOnly && !isNew && type === 'text' && options === undefined;

export const useInstances = (property: Property): readonly Option[] | undefined => {
  const visit = useVisit();
  const view = isOpen(property) ? viewOf(visit, property.name) : undefined;
  const { data, isError } = useList(view?.path.slice(1), { size: MANY });
  if (!view || isError) return undefined;
  // There may be some: what is written meanwhile would be lost.
  if (!data) return [];
  return data.rows.length === 0 ? undefined : data.rows.map((row) => optionOf(row, view));
};
