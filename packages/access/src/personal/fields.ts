// Which fields of a business are of people, and which field beside each says of whom.

import type { AnyNote, Fields, Shape, System } from '@dure/domain';

/** All that is called by one name: what is of a person in one note is so in every other. */
export type PersonalField = {
  readonly name: string;
  /** The fields that say whose it is; itself, where it says by itself who somebody is. */
  readonly whose: readonly string[];
  readonly shapes: readonly Shape[];
};

export type PersonalFields = {
  readonly byName: ReadonlyMap<string, PersonalField>;
  /** The fields that say who somebody is, with their shapes. */
  readonly owners: ReadonlyMap<string, readonly Shape[]>;
  /** Of every id there is: people have ids that no value of theirs stands beside. */
  readonly ids: readonly Shape[];
  /** Personal, and nothing says whose: from a business that no compiler has looked at. */
  readonly unowned: readonly string[];
};

type Named = readonly [name: string, shape: Shape];

const within = (fields: Fields): readonly Named[] =>
  Object.entries(fields).flatMap(([name, shape]): readonly Named[] => [
    [name, shape],
    ...within(shape.fields ?? {}),
  ]);

const notesOf = ({ contexts }: System): readonly Pick<AnyNote, 'fields'>[] =>
  contexts.flatMap(({ aggregates, policies, views }) => [
    ...Object.values(aggregates).flatMap(({ accepts, emits, refuses }) =>
      [accepts, emits, refuses].flatMap((notes) => Object.values(notes)),
    ),
    ...Object.values(policies).flatMap(({ whenever }) => whenever),
    ...Object.values(views).flatMap((view) => [view, ...view.follows]),
  ]);

/** A value object is of people by what is in it, and says itself of nobody. */
const isUnowned = ({ isPersonal, whose, fields }: Shape): boolean =>
  isPersonal === true && whose === undefined && fields === undefined;

export const personalFieldsOf = (system: System): PersonalFields => {
  const all = notesOf(system).flatMap(({ fields }) => within(fields));
  const shapes = Map.groupBy(all, ([name]) => name);
  const of = (name: string) => (shapes.get(name) ?? []).map(([, shape]) => shape);
  const byName = new Map<string, PersonalField>();
  for (const name of shapes.keys()) {
    const whose = new Set(of(name).flatMap((shape) => shape.whose ?? []));
    if (whose.size > 0) byName.set(name, { name, whose: [...whose], shapes: of(name) });
  }
  const owners = new Set([...byName.values()].flatMap(({ whose }) => whose));
  return {
    byName,
    owners: new Map([...owners].map((name) => [name, of(name)])),
    ids: all.map(([, shape]) => shape).filter(({ idKind }) => idKind !== undefined),
    unowned: [...new Set(all.filter(([, shape]) => isUnowned(shape)).map(([name]) => name))],
  };
};

/** Whether it tells one person from all others wherever it stands. */
export const isTelling = ({ name, whose, shapes }: PersonalField): boolean =>
  whose.includes(name) || shapes.some(({ kind }) => kind === 'phone');
