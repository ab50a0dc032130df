// The parser of Compose, for drills: what `docker compose` reads a composition with. It is built
// once from a module of Go, into the cache of the user.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { goIn } from './go.ts';
import type { Said } from './helm.ts';
import { newFolder } from './places.ts';

const VERSION = '2.16.2';
const MODULE = 'github.com/compose-spec/compose-go/v2';

/** Says what it has read as JSON, everything resolved; or what is wrong. */
const source = `package main

import (
	"context"
	"fmt"
	"os"

	"${MODULE}/cli"
)

func main() {
	options, err := cli.NewProjectOptions(os.Args[1:], cli.WithOsEnv)
	if err == nil {
		var text []byte
		project, loading := options.LoadProject(context.Background())
		if err = loading; err == nil {
			text, err = project.MarshalJSON()
			fmt.Println(string(text))
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
`;

const program = (): string => {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'dure', 'compose', VERSION);
  const compose = join(folder, 'compose');
  if (existsSync(compose)) return compose;
  mkdirSync(folder, { recursive: true });
  const made = newFolder('compose-build');
  writeFileSync(join(made, 'go.mod'), 'module local/compose\n\ngo 1.26.0\n');
  writeFileSync(join(made, 'main.go'), source);
  goIn(made, ['get', `${MODULE}@v${VERSION}`]);
  goIn(made, ['build', '-trimpath', '-ldflags', '-s -w', '-o', compose, '.']);
  return compose;
};

/**
 * Reads a composition as Compose does, with these variables beside those of this process.
 * @throws {Error} the parser cannot be built here.
 */
export const composition = (
  file: string,
  variables: { readonly [name: string]: string } = {},
): Said => {
  const env = { ...process.env, ...variables };
  const { status, stdout, stderr } = spawnSync(program(), [file], { encoding: 'utf8', env });
  return { exitCode: status ?? -1, out: stdout, trouble: stderr };
};
