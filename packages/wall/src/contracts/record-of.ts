// The record of a business, made from its wall.

import { labelIn, lifted, stateLabelIn, unlabelled, versionIn } from '@dure/domain';
import type {
  AnyNote,
  BoundedContext,
  Fields,
  History,
  LabelGroup,
  System,
  Vocabulary,
} from '@dure/domain';
import { sendersIn } from '../senders.ts';
import { followedIn, remindersIn } from '../wall-index.ts';
import { exampleOf } from './example.ts';
import { RECORD_FORMAT } from './record.ts';
import type {
  ContractRecord,
  Party,
  RecordedContext,
  RecordedEvent,
  RecordedFormer,
} from './record.ts';
import { publishedSchema } from './schema.ts';
import type { Place, Schema } from './schema.ts';

type At = Place & { readonly system: System; readonly context: BoundedContext };

/** What a business publishes. The same for the same business, whatever the order of its files. */
export const recordOf = (system: System, version: string): ContractRecord => ({
  business: system.name,
  version,
  contexts: system.contexts.map((context) => contextRecord({ system, context }, version)),
});

const contextRecord = (at: At, version: string): RecordedContext => {
  const { system, context } = at;
  const aggregates = Object.values(context.aggregates);
  const own = Object.values(remindersIn({ contexts: [context] })).filter(
    (note) => note.context === context.name,
  );
  return {
    format: RECORD_FORMAT,
    business: system.name,
    version,
    context: context.name,
    label: context.labels.context ?? unlabelled(context.name),
    commands: byName(
      aggregates.flatMap((of) =>
        Object.values(of.accepts).map((note) => [note.type, commandOf(at, note, of)] as const),
      ),
    ),
    events: byName(
      aggregates.flatMap(({ name, emits }) =>
        Object.values(emits).map(
          (note) => [note.type, { ...eventOf(at, note, 'events'), aggregate: name }] as const,
        ),
      ),
    ),
    reminders: byName(own.map((note) => [note.type, eventOf(at, note, 'reminders')] as const)),
    rejections: rejectionsOf(at),
    views: viewsOf(at),
    states: statesOf(at),
    ...historiesOf(at),
  };
};

const byName = <T>(of: readonly (readonly [string, T])[]): { readonly [name: string]: T } =>
  Object.fromEntries(of.toSorted(([one], [other]) => (one < other ? -1 : 1)));

const labelled = ({ system, context }: At, group: LabelGroup, name: string) =>
  labelIn(system, context, [group, name]) ?? unlabelled(name);

type Versions = Pick<RecordedEvent, 'version' | 'schemas' | 'examples'>;

const historyOf = (vocabulary: Vocabulary | undefined, type: string): History =>
  vocabulary && Object.hasOwn(vocabulary.upcasts, type) ? (vocabulary.upcasts[type] ?? []) : [];

/** The schema of each version, and an example of it. */
const versionsOf = (at: Place, note: AnyNote): Versions => {
  const history = historyOf(note.vocabulary, note.type);
  const older = Array.isArray(history)
    ? history.map(({ fields }: { fields: Fields }) => fields)
    : [];
  const schemas = [...older, note.fields].map((fields) => publishedSchema(fields, at));
  return { version: versionIn(note.vocabulary, note.type), ...numbered(schemas) };
};

const numbered = (schemas: readonly Schema[]): Pick<Versions, 'schemas' | 'examples'> => ({
  schemas: Object.fromEntries(schemas.map((schema, index) => [index + 1, schema])),
  examples: Object.fromEntries(schemas.map((schema, index) => [index + 1, exampleOf(schema)])),
});

const eventOf = (at: At, note: AnyNote, group: 'events' | 'reminders'): RecordedEvent => ({
  label: labelled(at, group, note.type),
  ...versionsOf(at, note),
  followedBy: at.system.contexts.flatMap((context) => followersIn(context, note)),
});

const followersIn = (context: BoundedContext, { type }: AnyNote): readonly Party[] =>
  followedIn(context)
    .filter(([, , follows]) => follows.some((note) => note.type === type))
    .map(([kind, name]) => ({ context: context.name, kind, name }));

type Deciding = { readonly name: string; readonly path: string };

const commandOf = (at: At, note: AnyNote, { name, path }: Deciding) => ({
  label: labelled(at, 'commands', note.type),
  ...versionsOf(at, note),
  aggregate: name,
  path,
  sentBy: sendersIn(at.system)
    .filter(({ commands }) => commands.includes(note.type))
    .map(({ context, kind, name: sender }) => ({ context, kind, name: sender })),
});

const rejectionsOf = (at: At): RecordedContext['rejections'] =>
  byName(
    Object.values(at.context.aggregates).flatMap(({ name, refuses }) =>
      Object.values(refuses).map(
        ({ type, rejects = 'conflict', fields }) =>
          [
            type,
            {
              label: labelled(at, 'rejections', type),
              rejects,
              schema: publishedSchema(fields, at),
              aggregate: name,
            },
          ] as const,
      ),
    ),
  );

const viewsOf = (at: At): RecordedContext['views'] =>
  byName(
    Object.entries(at.context.views).map(
      ([name, { path, key, fields, follows }]) =>
        [
          name,
          {
            label: labelled(at, 'views', name),
            path,
            key,
            schema: publishedSchema(fields, at),
            follows: [...new Set(follows.map(({ type }) => type))].toSorted(),
            readBy: Object.fromEntries(
              Object.entries(at.context.actors).flatMap(([actor, { reads }]) =>
                reads[name] === undefined ? [] : [[actor, reads[name]] as const],
              ),
            ),
          },
        ] as const,
    ),
  );

const statesOf = (at: At): RecordedContext['states'] =>
  byName(
    Object.values(at.context.aggregates).flatMap(({ name, isLedger, registers }) =>
      registers.map((register) => {
        const life = isLedger ? `${name}.${register.name}` : name;
        const states = Object.entries(register.states).map(([state, { sketch }]) => {
          const label = stateLabelIn(at.system, at.context, [life, state]) ?? unlabelled(state);
          return [state, { label, kind: sketch.kind, status: sketch.status }] as const;
        });
        return [life, Object.fromEntries(states)] as const;
      }),
    ),
  );

const vocabularyOf = ({ aggregates, name }: BoundedContext): Vocabulary | undefined =>
  Object.values(aggregates)
    .flatMap(({ accepts, emits }) => [...Object.values(accepts), ...Object.values(emits)])
    .map(({ vocabulary }) => vocabulary)
    .find((of) => of?.context === name);

/** What messages were called before, and those that have ended. */
const historiesOf = (at: At): Pick<RecordedContext, 'former' | 'removed'> => {
  const vocabulary = vocabularyOf(at.context);
  const all = Object.entries(vocabulary?.upcasts ?? {});
  const gone = all.flatMap(([name, history]) =>
    'removed' in history ? [[name, history.removed] as const] : [],
  );
  const former = all.flatMap(([name, history]) => {
    if ('removed' in history || vocabulary?.names.has(name)) return [];
    const versions = numbered(history.map(({ fields }) => publishedSchema(fields, at)));
    return [[name, { ...versions, becomes: becomesOf(vocabulary, name, versions) }] as const];
  });
  return { former: byName(former), removed: byName(gone) };
};

const becomesOf = (
  vocabulary: Vocabulary | undefined,
  type: string,
  { examples }: Pick<RecordedFormer, 'examples'>,
): readonly string[] => {
  try {
    const each = Object.entries(examples).flatMap(([version, data]) =>
      lifted(vocabulary, { type, version: Number(version), data }),
    );
    return [...new Set(each.map((one) => one.type))];
  } catch {
    // An upcast may expect more of a value than its schema says.
    return [];
  }
};
