// What a command would do, before it is done: decided by the server, and nothing is written.

import type { Template } from '../requests/hal.ts';
import type { Values } from './form.tsx';

type Of = { readonly template: Template; readonly values: Values };

export const Preview = (_of: Of) => null;
