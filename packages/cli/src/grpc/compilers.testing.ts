// Compilers of `.proto` files that others wrote, brought once into the user's cache at fixed
// versions: that of Python, that of Go, and grpcurl.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runIn } from '../clients/generators.testing.ts';
import type { Generator } from '../clients/generators.testing.ts';

const GRPCIO = '1.76.0';
const PROTOBUF_GO = 'v1.36.10';
const GRPC_GO = 'v1.76.0';
const PROTOC_GEN_GO_GRPC = 'v1.5.1';
const GRPCURL = 'v1.9.3';

const pathOf = (name: string): string => {
  const own = name.replaceAll('-', '_');
  return `dure/${own}/v1/${own}.proto`;
};

const bringProtoc = async (folder: string): Promise<void> => {
  await runIn(folder, 'python3', '-m', 'venv', '.');
  const packages = [`grpcio-tools==${GRPCIO}`, `grpcio-status==${GRPCIO}`];
  await runIn(folder, 'bin/python', '-m', 'pip', 'install', '--quiet', ...packages);
};

/** Imports every module that was made. */
const importAll = `
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(f"dure.{name}.v1.{name}_pb2_grpc")
`;

export const python: Generator = {
  language: 'Python',
  name: `grpcio-tools-${GRPCIO}`,
  needs: [['python3', '--version']],
  bring: bringProtoc,
  generate: async (tools, folder, names) => {
    const protoc = ['-m', 'grpc_tools.protoc', '-I.', '--python_out=.', '--grpc_python_out=.'];
    await runIn(folder, join(tools, 'bin/python'), ...protoc, ...names.map(pathOf));
  },
  compile: async (tools, folder, names) => {
    const modules = names.map((name) => name.replaceAll('-', '_'));
    await runIn(folder, join(tools, 'bin/python'), '-c', importAll, ...modules);
  },
  program: 'book.py',
  start: (tools, folder, args) => runIn(folder, join(tools, 'bin/python'), 'book.py', ...args),
};

/** Programs of Go are built into the folder of the tools, and no other. */
const install = (folder: string, of: string): Promise<string> =>
  runIn(folder, 'env', `GOBIN=${join(folder, 'bin')}`, 'go', 'install', of);

const manifest = `module dure

go 1.24

require (
	google.golang.org/grpc ${GRPC_GO}
	google.golang.org/protobuf ${PROTOBUF_GO}
)
`;

export const go: Generator = {
  language: 'Go',
  name: `protoc-gen-go-${PROTOBUF_GO}-grpcio-tools-${GRPCIO}`,
  needs: [
    ['go', 'version'],
    ['python3', '--version'],
  ],
  bring: async (folder) => {
    await bringProtoc(folder);
    await install(folder, `google.golang.org/protobuf/cmd/protoc-gen-go@${PROTOBUF_GO}`);
    const plugin = 'google.golang.org/grpc/cmd/protoc-gen-go-grpc';
    await install(folder, `${plugin}@${PROTOC_GEN_GO_GRPC}`);
  },
  generate: async (tools, folder, names) => {
    const plugin = (name: string) => `--plugin=${name}=${join(tools, 'bin', name)}`;
    const out = ['--go_out=.', '--go_opt=module=dure'];
    const services = ['--go-grpc_out=.', '--go-grpc_opt=module=dure'];
    const plugins = [plugin('protoc-gen-go'), plugin('protoc-gen-go-grpc')];
    const protoc = ['-m', 'grpc_tools.protoc', '-I.', ...plugins, ...out, ...services];
    await runIn(folder, join(tools, 'bin/python'), ...protoc, ...names.map(pathOf));
  },
  compile: async (_tools, folder) => {
    writeFileSync(join(folder, 'go.mod'), manifest);
    await runIn(folder, 'go', 'mod', 'tidy');
    await runIn(folder, 'go', 'build', './...');
  },
  program: 'book.go',
  start: (_tools, folder, args) => runIn(folder, 'go', 'run', '.', ...args),
};

export const grpcurl: Generator = {
  ...go,
  language: 'grpcurl',
  name: `grpcurl-${GRPCURL}`,
  needs: [['go', 'version']],
  bring: async (folder) => {
    await install(folder, `github.com/fullstorydev/grpcurl/cmd/grpcurl@${GRPCURL}`);
  },
  start: (tools, folder, args) => runIn(folder, join(tools, 'bin/grpcurl'), '-plaintext', ...args),
};

/** Writes a file where compilers look for it. */
export const putProto = (folder: string, { path, text }: { path: string; text: string }): void => {
  const file = join(folder, path);
  if (!existsSync(join(file, '..'))) mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
};
