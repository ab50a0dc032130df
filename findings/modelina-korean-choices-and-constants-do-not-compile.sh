#!/usr/bin/env bash
# @asyncapi/modelina 5.10.1: of a valid AsyncAPI document, three things that do not compile or are not read.
#
# - The name of a choice is made of its Latin letters alone, so 일반 and 고급 have none: `=("일반")` in Python, `("일반")` in Java.
#   What to do: a constraint `enumKey` that takes names from elsewhere, such as `x-enum-varnames`.
# - Its preset for pydantic puts a constant into quotes that has some already: `Field(default=''place'')`.
#   What to do: a constraint `constant` that gives the value alone.
# - Its preset for Jackson has the messages of a channel told apart by their fields (`JsonTypeInfo.Id.DEDUCTION`). Where all
#   have the same envelope Jackson refuses to read even one of them by its own class. What to do: the preset without `union`.
#
# Needs npm and python3. Says what it sees; fails when that changes.
set -euo pipefail
folder=$(mktemp -d /tmp/finding-XXXXXX)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true, "type": "module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @asyncapi/modelina@5.10.1
cat > finding.js <<'J'
import modelina from '@asyncapi/modelina';
const { JavaFileGenerator, PythonFileGenerator, JAVA_JACKSON_PRESET, PYTHON_PYDANTIC_PRESET } = modelina;
const Size = { type: 'string', enum: ['일반', '고급'] };
const event = (type) => ({
  type: 'object',
  properties: { type: { const: type }, size: { $ref: '#/components/schemas/Size' } },
  required: ['type', 'size'],
});
const schemas = { Size, Called: event('Called'), Closed: event('Closed') };
const message = (name) => ({ payload: { $ref: `#/components/schemas/${name}` } });
const channels = { calls: { messages: { Called: message('Called'), Closed: message('Closed') } } };
const document = { asyncapi: '3.0.0', info: { title: 'x', version: '1' }, channels, components: { schemas } };
const operations = { calls: { action: 'send', channel: { $ref: '#/channels/calls' } } };
const python = new PythonFileGenerator({ presets: [PYTHON_PYDANTIC_PRESET] });
await python.generateToFiles({ ...document, operations }, 'python', {});
const java = new JavaFileGenerator({ presets: [JAVA_JACKSON_PRESET] });
await java.generateToFiles({ ...document, operations }, 'java', { packageName: 'x' });
J
node finding.js
for file in called size; do
  python3 -m py_compile "python/$file.py" 2> /dev/null || echo "$file.py does not compile"
done
grep -o '(String)"일반"' java/Size.java
grep -o 'JsonTypeInfo.Id.DEDUCTION' java/Calls.java
seen=$(
  for file in called size; do python3 -m py_compile "python/$file.py" 2> /dev/null || echo "$file"; done
  grep -c 'DEDUCTION' java/Calls.java
)
[ "$seen" = $'called\nsize\n1' ] || { echo 'It has changed.'; exit 1; }
