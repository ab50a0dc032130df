// Labels: what people call a note, in Korean and English.

/** Korean, English. */
export type Label = readonly [ko: string, en: string];

type Group = { readonly [name: string]: Label };

export type Labels = {
  /** The context itself. */
  readonly context?: Label;
  readonly actors?: Group;
  readonly commands?: Group;
  readonly events?: Group;
  readonly reminders?: Group;
  readonly rejections?: Group;
  readonly views?: Group;
  readonly aggregates?: Group;
  /** By aggregate, or `Aggregate.Register`, then by state. */
  readonly states?: { readonly [life: string]: Group };
  readonly policies?: Group;
  readonly sagas?: Group;
  readonly deadlines?: Group;
  readonly settings?: Group;
  readonly fields?: Group;
  readonly systems?: Group;
};
