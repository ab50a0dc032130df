// Where the pages are served: at the root, or below a path that a proxy has given them.

/** Without a slash at its end: '' or `/dure`. The scripts lie in `assets` below it. */
export const base: string = import.meta.env.PROD
  ? new URL(import.meta.url).pathname.replace(/\/assets\/[^/]*$/, '')
  : '';
