// What is used of autocannon, which brings no types.

declare module 'autocannon' {
  export interface Request {
    readonly method: string;
    readonly path?: string;
    readonly headers?: { readonly [name: string]: string };
    readonly body?: string;
    readonly setupRequest?: (request: Request) => Request;
  }

  export interface Options {
    readonly url: string;
    readonly connections: number;
    readonly duration: number;
    readonly requests: readonly Request[];
  }

  export interface Result {
    readonly requests: { readonly average: number };
    readonly latency: { readonly p50: number; readonly p99: number };
    readonly duration: number;
    readonly '2xx': number;
    readonly non2xx: number;
    readonly errors: number;
  }

  const autocannon: (options: Options) => Promise<Result>;
  export default autocannon;
}
