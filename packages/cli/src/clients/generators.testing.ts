// Generators of clients that others wrote, brought once into the user's cache at fixed versions.

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const OUTPUT_MAX_BYTES = 2 ** 24;
const TIMEOUT_MS = 300_000;

/** Runs a program to its end. @throws {Error} it failed; the message has all that it said. */
export const runIn = async (
  cwd: string,
  program: string,
  ...args: readonly string[]
): Promise<string> => {
  const limits = { cwd, maxBuffer: OUTPUT_MAX_BYTES, timeout: TIMEOUT_MS };
  const path = `${dirname(program)}:${process.env['PATH'] ?? ''}`;
  const env = { ...process.env, PATH: path };
  try {
    return (await run(program, args, { ...limits, env })).stdout;
  } catch (cause) {
    const { stdout = '', stderr = '' }: { stdout?: string; stderr?: string } = Object(cause);
    throw new Error(`${program} ${args.join(' ')}\n${stdout}\n${stderr}`, { cause });
  }
};

/** Of a language: its documents are read from, and its clients are written to, one folder. */
export type Generator = {
  readonly language: string;
  /** The programs that the machine must have. */
  readonly needs: readonly (readonly string[])[];
  /** Its folder in the cache, which says the versions. */
  readonly name: string;
  readonly bring: (folder: string) => Promise<void>;
  /** Makes the client of every `<business>.json` in the folder. */
  readonly generate: (tools: string, folder: string, names: readonly string[]) => Promise<void>;
  /** Throws what does not compile, of all clients and of the program beside them. */
  readonly compile: (tools: string, folder: string, names: readonly string[]) => Promise<void>;
  readonly program: string;
  readonly start: (
    tools: string,
    folder: string,
    args: readonly [string, string],
  ) => Promise<string>;
};

const typescript: Generator = {
  language: 'TypeScript',
  name: 'openapi-typescript-7.13.0',
  needs: [['npm', '--version']],
  bring: async (folder) => {
    writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
    const packages = ['openapi-typescript@7.13.0', 'openapi-fetch@0.17.0', 'typescript@5.9.3'];
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--save-exact'];
    await runIn(folder, 'npm', 'install', ...options, ...packages, '@types/node@24.10.1');
  },
  generate: async (tools, folder, names) => {
    const cli = join(tools, 'node_modules/openapi-typescript/bin/cli.js');
    for (const name of names) {
      await runIn(folder, process.execPath, cli, `${name}.json`, '--output', `${name}.ts`);
    }
  },
  compile: async (tools, folder, names) => {
    const compilerOptions = {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      types: ['node'],
    };
    const files = [...names.map((name) => `${name}.ts`), 'book.ts'];
    writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    await runIn(folder, 'ln', '-s', join(tools, 'node_modules'), 'node_modules');
    await runIn(folder, process.execPath, join(tools, 'node_modules/typescript/bin/tsc'));
  },
  program: 'book.ts',
  start: (_tools, folder, args) => runIn(folder, process.execPath, 'book.ts', ...args),
};

const packageOf = (name: string): string => name.replaceAll('-', '_');

/** Imports every module of every client, as compiling alone finds no name that is missing. */
const importAll = `
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + '.'):
        importlib.import_module(module.name)
`;

const python: Generator = {
  language: 'Python',
  name: 'openapi-python-client-0.29.1',
  needs: [['python3', '--version']],
  bring: async (folder) => {
    await runIn(folder, 'python3', '-m', 'venv', '.');
    // What an environment is made for is where it stands, so that its programs are not moved.
    const packages = ['openapi-python-client==0.29.1', 'ruff==0.13.3'];
    await runIn(folder, 'bin/python', '-m', 'pip', 'install', '--quiet', ...packages);
  },
  generate: async (tools, folder, names) => {
    for (const name of names) {
      const output = ['--meta', 'none', '--output-path', packageOf(name), '--fail-on-warning'];
      const module = ['-m', 'openapi_python_client', 'generate', '--path', `${name}.json`];
      await runIn(folder, join(tools, 'bin/python'), ...module, ...output);
    }
  },
  compile: async (tools, folder, names) => {
    await runIn(folder, join(tools, 'bin/python'), '-m', 'compileall', '-q', '.');
    await runIn(folder, join(tools, 'bin/python'), '-c', importAll, ...names.map(packageOf));
  },
  program: 'book.py',
  start: (tools, folder, args) => runIn(folder, join(tools, 'bin/python'), 'book.py', ...args),
};

const dependency = (words: string): string => {
  const [groupId = '', artifactId = '', version = ''] = words.split(':');
  const of = `<groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId>`;
  return `<dependency>${of}<version>${version}</version></dependency>`;
};

const dependencies = [
  'com.fasterxml.jackson.core:jackson-databind:2.17.1',
  'com.fasterxml.jackson.datatype:jackson-datatype-jsr310:2.17.1',
  'org.openapitools:jackson-databind-nullable:0.2.6',
  'jakarta.annotation:jakarta.annotation-api:1.3.5',
  'com.google.code.findbugs:jsr305:3.0.2',
  'org.apache.httpcomponents:httpmime:4.5.14',
];

const project =
  '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>' +
  '<groupId>dure</groupId><artifactId>clients</artifactId><version>1</version>' +
  `<dependencies>${dependencies.map(dependency).join('')}</dependencies></project>`;

/** What runs for a few seconds has no use for the better of the two compilers. */
export const quickJava = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'] as const;

/** The same for the compiler of Java, which runs on the same machine. */
export const quickJavac: readonly string[] = quickJava.map((flag) => `-J${flag}`);

const mavenCopies = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
const cli = 'org.openapitools:openapi-generator-cli:7.14.0';
const javaPackageOf = (name: string): string => name.replaceAll('-', '');

const javaConfigOf = (name: string): object => {
  const root = javaPackageOf(name);
  const packages = {
    invokerPackage: root,
    apiPackage: `${root}.api`,
    modelPackage: `${root}.model`,
  };
  return {
    generatorName: 'java',
    library: 'native',
    inputSpec: `${name}.json`,
    outputDir: `java/${name}`,
    globalProperties: { apis: '', models: '', supportingFiles: '', apiTests: false },
    additionalProperties: { ...packages, hideGenerationTimestamp: true },
  };
};

const java: Generator = {
  language: 'Java',
  name: 'openapi-generator-7.14.0',
  needs: [
    ['java', '-version'],
    ['javac', '-version'],
    ['mvn', '--version'],
  ],
  bring: async (folder) => {
    writeFileSync(join(folder, 'pom.xml'), project);
    const copy = (goal: string, to: string) => [
      `${mavenCopies}:${goal}`,
      `-DoutputDirectory=${to}`,
    ];
    await runIn(folder, 'mvn', '-q', '-B', ...copy('copy-dependencies', join(folder, 'lib')));
    const ofCli = [`-Dartifact=${cli}`, '-Dmdep.stripVersion=true'];
    await runIn(folder, 'mvn', '-q', '-B', ...copy('copy', folder), ...ofCli);
  },
  generate: async (tools, folder, names) => {
    for (const name of names) {
      const file = join(folder, `${name}.config.json`);
      writeFileSync(file, JSON.stringify(javaConfigOf(name)));
    }
    const configs = names.map((name) => `${name}.config.json`);
    const jar = join(tools, 'openapi-generator-cli.jar');
    const batch = ['batch', '--threads', '2', ...configs];
    await runIn(folder, 'java', ...quickJava, '-jar', jar, ...batch);
  },
  compile: async (tools, folder) => {
    const sources = await runIn(
      folder,
      'find',
      'java',
      '-path',
      '*/main/java/*',
      '-name',
      '*.java',
    );
    writeFileSync(join(folder, 'sources'), `Book.java\n${sources}`);
    const options = ['-encoding', 'UTF-8', '-nowarn', '-proc:none', '-d', 'classes'];
    await runIn(
      folder,
      'javac',
      ...quickJavac,
      ...options,
      '-cp',
      join(tools, 'lib/*'),
      '@sources',
    );
  },
  program: 'Book.java',
  start: (tools, folder, args) => {
    const options = ['-Dfile.encoding=UTF-8', '-cp', `classes:${join(tools, 'lib/*')}`];
    return runIn(folder, 'java', ...quickJava, ...options, 'Book', ...args);
  },
};

export const generators: readonly Generator[] = [typescript, python, java];

const cache = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'dure', 'generators');

const lastLine = (cause: unknown): string =>
  String(cause).trimEnd().split('\n').at(-1)?.trim() ?? '';

/** What is brought: programs, or libraries. */
export type Tools = Pick<Generator, 'language' | 'name' | 'needs' | 'bring'>;

/** The folder of a generator, brought there if need be; or why it is not to be had. */
export const toolsOf = async (
  of: Tools,
): Promise<{ readonly folder: string } | { readonly missing: string }> => {
  const folder = join(cache(), of.name);
  const brought = join(folder, 'brought');
  for (const [program = '', ...args] of of.needs) {
    try {
      await runIn('.', program, ...args);
    } catch {
      return { missing: `${of.language}: there is no ${program} on this machine` };
    }
  }
  if (existsSync(brought)) return { folder };
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await of.bring(folder);
    writeFileSync(brought, '');
    return { folder };
  } catch (cause) {
    return { missing: `${of.language}: ${of.name} could not be brought: ${lastLine(cause)}` };
  }
};
