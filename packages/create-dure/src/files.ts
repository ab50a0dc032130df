// What every project has, whatever its business is.

/** As the repository of Dure has them: a test compares. */
export const tools = { '@types/node': '24.19.2', typescript: '7.0.2' };

type Files = ReadonlyMap<string, string>;

const isTest = (path: string): boolean => path.endsWith('.test.ts');

const importsIn = (text: string): readonly string[] =>
  [...text.matchAll(/ from '(@dure\/[a-z-]+)/g)].flatMap(([, name]) => name ?? []);

/** The packages of Dure that some files import, each in a version. */
const importedBy = (
  files: Files,
  isWanted: (path: string) => boolean,
  version: string,
): { readonly [name: string]: string } => {
  const names = [...files].flatMap(([path, text]) => (isWanted(path) ? importsIn(text) : []));
  return Object.fromEntries([...new Set(names)].toSorted().map((name) => [name, version]));
};

const json = (of: object): string => `${JSON.stringify(of, undefined, 2)}\n`;

type Manifest = {
  readonly name: string;
  /** Of Dure. */
  readonly version: string;
  readonly files: Files;
};

/** The manifest of a project whose business consists of some files. */
export const manifestOf = ({ name, version, files }: Manifest): string => {
  const shipped = importedBy(files, (path) => !isTest(path), version);
  const tested = importedBy(files, isTest, version);
  const onlyTested = Object.entries(tested).filter(([of]) => !(of in shipped));
  return json({
    name,
    private: true,
    type: 'module',
    engines: { node: '>=22.18.0' },
    scripts: {
      start: 'dure start',
      test: 'tsc && node --disable-warning=ExperimentalWarning --test',
      wall: 'dure wall',
      simulate: 'dure simulate',
    },
    // A package below those of Dure reports installations to its maker, unless a project says no.
    scarfSettings: { enabled: false },
    dependencies: { ...shipped, dure: version },
    devDependencies: { ...Object.fromEntries(onlyTested), ...tools },
  });
};

/** Node runs the sources as they are; the compiler only checks them. */
export const tsconfig = json({
  compilerOptions: {
    target: 'ES2024',
    lib: ['ES2024'],
    types: ['node'],
    module: 'nodenext',
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
  exclude: ['node_modules', 'data'],
});

export const gitignore = 'node_modules/\ndata/\n';

/** The page of a project that has no business yet. */
export const readmeOf = (name: string): string => `# ${name}

A business that runs on Dure. Write it into a \`system.ts\`, and then:

| Command            | What it does                                 |
| ------------------ | -------------------------------------------- |
| \`npm start\`        | runs it, on http://127.0.0.1:8088            |
| \`npm test\`         | checks the types, and runs every \`*.test.ts\` |
| \`npm run wall\`     | draws the wall from the code                 |
| \`npm run simulate\` | runs it in storms that break everything      |
`;
