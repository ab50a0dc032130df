// Policies and views of a context as stickers: those left of its commands, these below its
// aggregates.

import type { System } from '@dure/domain';
import type { Tree } from '../json.ts';
import type { WallNote } from '../wall.ts';
import type { Box } from './parse.ts';
import { MARGIN, MIDDLE, named, ROW, square, TO_POLICY } from './write-places.ts';
import type { Place } from './write-places.ts';
import { idOf, sticker } from './stickers.ts';
import type { Written } from './stickers.ts';
import { fieldDescriptors } from './write-fields.ts';

const reacting: ReadonlySet<string> = new Set(['policy', 'process', 'saga', 'deadline']);

type Besides = {
  readonly top: number;
  readonly own: Tree;
  /** How many there are. */
  readonly aggregates: number;
};

/** Policies left of the commands, and views below the aggregates. */
export const drawBesides = (place: Place, { top, own, aggregates }: Besides) => {
  const { of, left } = place;
  const byNote = new Map<string, Written>();
  const policies = of.notes.filter(({ kind }) => reacting.has(kind));
  for (const [row, note] of policies.entries()) {
    const box = square(left + MIDDLE - TO_POLICY, MARGIN * 2 + ROW / 2 + row * ROW);
    byNote.set(note.id, policySticker(note, box, own));
  }
  const views = of.notes.filter(({ kind }) => kind === 'view');
  for (const [row, note] of views.entries()) {
    const box = square(left + MIDDLE, top + ROW / 2 + row * ROW);
    byNote.set(note.id, viewSticker(place, note, { box, own }));
  }
  const low = aggregates === 0 && views.length === 0 ? top : top + views.length * ROW;
  return { byNote, bottom: Math.max(low, MARGIN * 2 + policies.length * ROW) };
};

const policySticker = (note: WallNote, box: Box, own: Tree): Written =>
  sticker('Policy', named(note, box), {
    ...own,
    fieldDescriptors: [],
    isSaga: note.kind === 'saga',
  });

const viewSticker = (
  { system, board }: Place,
  note: WallNote,
  { box, own }: { readonly box: Box; readonly own: Tree },
): Written => {
  const view = board.views[note.name];
  if (!view) throw new Error(`There is no view ${note.name}.`);
  const [key = ''] = view.key;
  const writing = { system, context: board, classes: new Map(), key };
  return sticker('View', named(note, box), {
    ...own,
    aggregate: {},
    dataProjection: 'cqrs',
    fieldDescriptors: fieldDescriptors(view.fields, writing),
    queryParameters: [],
    queryOption: { apiPath: '', useDefaultUri: true, multipleResult: false },
    controllerInfo: { url: '' },
    createRules: rules(system, Object.keys(view.creates), 'CREATE'),
    updateRules: rules(system, Object.keys(view.updates), 'UPDATE'),
    deleteRules: [],
    visibility: 'public',
    editingView: false,
  });
};

const rules = (
  system: System,
  names: readonly string[],
  operation: 'CREATE' | 'UPDATE',
): readonly Tree[] =>
  names.map((name) => {
    const id = eventId(system, name);
    const when = { name, id, elementView: { id } };
    return { _type: 'viewStoreRule', operation, when, fieldMapping: [], where: [] };
  });

const eventId = ({ contexts }: System, name: string): string => {
  const home = contexts.find(({ aggregates }) =>
    Object.values(aggregates).some(({ emits }) => Object.hasOwn(emits, name)),
  );
  return idOf(`${home?.name ?? ''}/event/${name}`);
};
