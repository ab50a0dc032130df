// The wall as a Mermaid flowchart, which many a tool draws out of plain text.

import type { Wall, WallArrow, WallArrowKind, WallContext, WallKind, WallNote } from '../wall.ts';
import { said } from './words.ts';
import type { Language } from './words.ts';

/** The colours of event storming. */
const classes: { readonly [kind: string]: string } = {
  actor: 'fill:#fff6bf,stroke:#d8bf4a,color:#222',
  command: 'fill:#a9d5fb,stroke:#4d93cf,color:#222',
  aggregate: 'fill:#ffe27a,stroke:#cfa51c,color:#222',
  event: 'fill:#ffb866,stroke:#d17f1c,color:#222',
  rejection: 'fill:#ffb0a8,stroke:#d6574a,color:#222',
  policy: 'fill:#d9c6f7,stroke:#9677cf,color:#222',
  view: 'fill:#b5e6b0,stroke:#5aa653,color:#222',
  external: 'fill:#ffc4dd,stroke:#d9719f,color:#222',
};

const classOf = (kind: WallKind): string => {
  if (kind === 'reminder') return 'event';
  return kind in classes ? kind : 'policy';
};

/** What comes of a command is shown by its aggregate; refusals and ends would hide the rest. */
const drawn: { readonly [K in WallArrowKind]?: string } = {
  issues: '-->',
  decides: '-->',
  emits: '-->',
  triggers: '-->',
  reminds: '-->',
  asks: '-.->',
  feeds: '-.->',
  reads: '-.->',
};

/** A wall for ` ```mermaid `: a subgraph for each bounded context. */
export const wallMermaid = (wall: Wall, language: Language): string => {
  const notes = [...wall.contexts.flatMap((context) => context.notes), ...wall.externals];
  const names = new Map(
    notes.filter(({ kind }) => kind !== 'rejection').map(({ id }, index) => [id, `n${index}`]),
  );
  const lines = [
    'flowchart LR',
    ...wall.contexts.flatMap((context, index) =>
      subgraph(context, { id: `c${index}`, names, language }),
    ),
    ...wall.externals.map((note) => `  ${node(note, names, language)}`),
    ...wall.arrows.flatMap((arrow) => edge(arrow, names)),
    ...Object.entries(classes).map(([name, style]) => `  classDef ${name} ${style}`),
  ];
  return `${lines.join('\n')}\n`;
};

type Names = ReadonlyMap<string, string>;
type Graph = { readonly id: string; readonly names: Names; readonly language: Language };

const subgraph = (
  { label, notes }: WallContext,
  { id, names, language }: Graph,
): readonly string[] => [
  `  subgraph ${id}["${escaped(said(label, language))}"]`,
  ...notes.filter((note) => names.has(note.id)).map((note) => `    ${node(note, names, language)}`),
  '  end',
];

const node = ({ id, kind, label }: WallNote, names: Names, language: Language): string =>
  `${names.get(id) ?? ''}["${escaped(said(label, language))}"]:::${classOf(kind)}`;

const edge = ({ from, to, is }: WallArrow, names: Names): readonly string[] => {
  const [start, end, line] = [names.get(from), names.get(to), drawn[is]];
  // A person reads a view: it is the view that leads to them.
  const [first, second] = is === 'reads' ? [end, start] : [start, end];
  return first && second && line ? [`  ${first} ${line} ${second}`] : [];
};

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
