#!/usr/bin/env node
// Runs `create-dure` from its sources, for whoever works on it.

import '../src/main.ts';
