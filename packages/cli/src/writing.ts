// Writing to where an option of the command line says, so that trouble with it names that option.

import { UserError } from './command.ts';
import { wordsOfFiles } from './user-error.ts';

const MISTAKEN = 2;
const FAILED = 1;
/** A file stands where a folder is to be. */
const MISNAMED: readonly unknown[] = ['EEXIST', 'ENOTDIR'];

/** @throws {UserError} what is named by the option, such as `--out`, cannot be written. */
export const writing = <T>(option: string, write: () => T): T => {
  try {
    return write();
  } catch (cause) {
    const words = wordsOfFiles(cause, option);
    if (!words) throw cause;
    const { code } = Object(cause) as { readonly code?: unknown }; // What Node throws has a code.
    throw new UserError(words, MISNAMED.includes(code) ? MISTAKEN : FAILED, { cause });
  }
};
