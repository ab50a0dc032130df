// The certificate of the gateway, from files that are read again when they change.

import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { SecureContextOptions } from 'node:tls';

export type TlsFiles = { readonly certFile: string; readonly keyFile: string };

const LOOK_EVERY_MS = 5_000;

export const readTls = ({ certFile, keyFile }: TlsFiles): SecureContextOptions => ({
  cert: readFileSync(certFile),
  key: readFileSync(keyFile),
  minVersion: 'TLSv1.2',
});

/**
 * Calls with what is in the files whenever one of them has changed. Both are written one after the
 * other, so that what does not fit together is reported, and the former stays in use.
 * @returns stops looking.
 */
export const followTls = (
  files: TlsFiles,
  use: (options: SecureContextOptions) => void,
  report: (cause: unknown) => void,
): (() => void) => {
  const renew = (): void => {
    try {
      use(readTls(files));
    } catch (cause) {
      report(cause);
    }
  };
  const all = [files.certFile, files.keyFile];
  for (const file of all) watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, renew);
  return () => {
    for (const file of all) unwatchFile(file, renew);
  };
};
