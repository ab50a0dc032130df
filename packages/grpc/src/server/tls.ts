// The certificate of the server, from files that are read again when they change.

import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { experimental, ServerCredentials } from '@grpc/grpc-js';

export type TlsFiles = { readonly certFile: string; readonly keyFile: string };

type Pair = { readonly certificate: Buffer; readonly privateKey: Buffer };
type Listener = (pair: Pair | null) => void;

const LOOK_EVERY_MS = 5_000;

/** @throws {Error} a file is missing, or the key is not that of the certificate. */
const pairIn = ({ certFile, keyFile }: TlsFiles): Pair => {
  const pair = { certificate: readFileSync(certFile), privateKey: readFileSync(keyFile) };
  createSecureContext({ cert: pair.certificate, key: pair.privateKey });
  return pair;
};

export type Secured = { readonly credentials: ServerCredentials; readonly stop: () => void };

/**
 * Both files are written one after the other, so that what does not fit together is reported, and
 * the former pair stays in use.
 * @throws {Error} there is no pair to begin with.
 */
const followed = (files: TlsFiles, report: (cause: unknown) => void): Secured => {
  let pair = pairIn(files);
  const listeners = new Set<Listener>();
  const renew = (): void => {
    try {
      pair = pairIn(files);
      for (const listener of listeners) listener(pair);
    } catch (cause) {
      report(cause);
    }
  };
  const all = [files.certFile, files.keyFile];
  for (const file of all) watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, renew);
  const provider = {
    addCaCertificateListener: () => {},
    removeCaCertificateListener: () => {},
    addIdentityCertificateListener: (listener: Listener) => {
      listeners.add(listener);
      // The library hears it only once it has taken the listener.
      process.nextTick(listener, pair);
    },
    removeIdentityCertificateListener: (listener: Listener) => void listeners.delete(listener),
  };
  const { createCertificateProviderServerCredentials: credentialsOf } = experimental;
  return {
    // Its parameters are named the other way round: what stands first is the server's own.
    credentials: credentialsOf(provider, null, false),
    stop: () => {
      for (const file of all) unwatchFile(file, renew);
    },
  };
};

/** Without files it speaks without TLS. */
export const securedBy = (
  files: TlsFiles | undefined,
  report: (cause: unknown) => void,
): Secured =>
  files
    ? followed(files, report)
    : { credentials: ServerCredentials.createInsecure(), stop: () => {} };
