// Classes that a generator of others makes from the AsyncAPI document of all businesses, and
// programs that read events with them: of each language, one.

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generators, quickJava, quickJavac, runIn } from './generators.testing.ts';
import type { Tools } from './generators.testing.ts';

/** An event as the live wall sends it, and the class that is made for such. */
export type Sent = { readonly name: string; readonly event: object };

/** Of a language: reads `events.json` of a folder with the classes below it. */
export type Reading = {
  readonly tools: Tools;
  /** What was read, written again. @throws {Error} something does not compile, or is not read. */
  readonly read: (tools: string, folder: string, sent: readonly Sent[]) => Promise<unknown>;
};

/** The generator, and the compiler of what it makes in TypeScript. */
export const modelina: Tools = {
  language: 'AsyncAPI',
  name: 'modelina-5.10.1',
  needs: [['npm', '--version']],
  bring: async (folder) => {
    writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--save-exact'];
    const packages = ['@asyncapi/modelina@5.10.1', 'typescript@5.9.3'];
    await runIn(folder, 'npm', 'install', ...options, ...packages);
  },
};

/** Every event is written down as a value of its type, where no field may be too many. */
const typescriptOf = (sent: readonly Sent[]): string => {
  const types = [...new Set(sent.map(({ name }) => name))];
  const imports = types.map((name) => `import type { ${name} } from './typescript/${name}';\n`);
  const values = sent.map(({ name, event }) => `  ${JSON.stringify(event)} satisfies ${name},\n`);
  return `${imports.join('')}export const read = [\n${values.join('')}];\n`;
};

const compilerOptions = {
  target: 'es2023',
  module: 'esnext',
  moduleResolution: 'bundler',
  strict: true,
  outDir: 'out',
  types: [],
};

const typescript: Reading = {
  tools: modelina,
  read: async (tools, folder, sent) => {
    writeFileSync(join(folder, 'read.ts'), typescriptOf(sent));
    const include = ['read.ts', 'typescript/*.ts'];
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }));
    await runIn(folder, process.execPath, join(tools, 'node_modules/typescript/bin/tsc'));
    const program = `import { read } from './out/read.js'; console.log(JSON.stringify(read));`;
    return JSON.parse(await runIn(folder, process.execPath, '--input-type=module', '-e', program));
  },
};

/** Every module is imported, as compiling alone finds no name that is missing. */
const pythonProgram = `
import importlib, inspect, json, pkgutil, sys
from pydantic import BaseModel

sys.path.insert(0, "python")
classes = {}
for found in pkgutil.iter_modules(["python/wall"]):
    module = importlib.import_module(f"wall.{found.name}")
    classes.update(inspect.getmembers(module, inspect.isclass))
read = []
for sent in json.load(open("events.json")):
    model = classes[sent["name"]].model_validate(sent["event"])
    read.append(json.loads(model.model_dump_json(by_alias=True, exclude_unset=True)))
print(json.dumps(read))
`;

const PYDANTIC = '2.12.4';

const python: Reading = {
  tools: {
    language: 'Python',
    name: `pydantic-${PYDANTIC}`,
    needs: [['python3', '--version']],
    bring: async (folder) => {
      await runIn(folder, 'python3', '-m', 'venv', '.');
      await runIn(folder, 'bin/python', '-m', 'pip', 'install', '-q', `pydantic==${PYDANTIC}`);
    },
  },
  read: async (tools, folder) =>
    JSON.parse(await runIn(folder, join(tools, 'bin/python'), '-c', pythonProgram)),
};

const javaProgram = `
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Files;
import java.nio.file.Path;

class Read {
  public static void main(String[] words) throws Exception {
    var json = new ObjectMapper().registerModule(new JavaTimeModule())
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    var read = json.createArrayNode();
    for (JsonNode sent : json.readTree(Files.readString(Path.of("events.json")))) {
      var type = Class.forName("wall." + sent.get("name").asText());
      read.add(json.valueToTree(json.treeToValue(sent.get("event"), type)));
    }
    System.out.println(json.writeValueAsString(read));
  }
}
`;

const [, , openApiJava] = generators;

const java: Reading = {
  tools: openApiJava ?? modelina,
  read: async (tools, folder) => {
    writeFileSync(join(folder, 'Read.java'), javaProgram);
    const made = readdirSync(join(folder, 'java/wall')).map((name) => `java/wall/${name}`);
    writeFileSync(join(folder, 'sources'), ['Read.java', ...made].join('\n'));
    const libraries = join(tools, 'lib/*');
    const options = ['-encoding', 'UTF-8', '-nowarn', '-proc:none', '-d', 'classes'];
    await runIn(folder, 'javac', ...quickJavac, ...options, '-cp', libraries, '@sources');
    const start = ['-Dfile.encoding=UTF-8', '-cp', `classes:${libraries}`, 'Read'];
    return JSON.parse(await runIn(folder, 'java', ...quickJava, ...start));
  },
};

export const readings: readonly Reading[] = [typescript, python, java];

/** Makes the classes of all languages with the program of the guide. */
export const makeModels = async (
  tools: string,
  folder: string,
  program: string,
): Promise<readonly string[]> => {
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
  writeFileSync(join(folder, 'models.js'), program);
  await runIn(folder, 'ln', '-s', join(tools, 'node_modules'), 'node_modules');
  await runIn(folder, process.execPath, 'models.js', 'asyncapi.json');
  return readdirSync(join(folder, 'typescript'));
};
