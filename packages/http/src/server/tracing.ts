// Where spans of requests are kept.

export type Span = {
  /** As W3C Trace Context writes it: for what this span sets in motion. */
  readonly traceparent: string;
  readonly end: (http: number) => void;
};

export type Tracing = {
  readonly begin: (of: {
    /** Method and route: `POST /lodging/accommodations`. */
    readonly name: string;
    /** The client's own, where it has one. */
    readonly parent: string | undefined;
  }) => Span;
};
