// A collector of traces, as far as a test needs one: it takes OTLP over HTTP, and every message is
// read by the classes that OpenTelemetry makes of its own definitions.

import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runIn, toolsOf } from '../clients/generators.testing.ts';
import type { Tools } from '../clients/generators.testing.ts';

export type Collected = {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
};

type Sent = {
  readonly resourceSpans: readonly {
    readonly resource: {
      readonly attributes: readonly { readonly value: { readonly stringValue: string } }[];
    };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<Collected, 'service'>[] }[];
  }[];
};

export const spansIn = (body: string): readonly Collected[] =>
  // What it means is held to the definitions by `readByDefinition`.
  (JSON.parse(body) as Sent).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        service: resource.attributes[0]?.value.stringValue ?? '',
      })),
    ),
  );

export const openCollector = async () => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.url === '/v1/traces') bodies.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    spans: () => bodies.flatMap(spansIn),
    close: () => server.close(),
  };
};

const definitions: Tools = {
  language: 'python',
  name: 'opentelemetry-proto-1.45.2',
  needs: [['python3', '--version']],
  bring: async (folder) => {
    await runIn(folder, 'python3', '-m', 'venv', '.');
    const packages = ['opentelemetry-proto==1.45.2'];
    await runIn(folder, 'bin/python', '-m', 'pip', 'install', '--quiet', ...packages);
  },
};

const program = `
import json, sys
from google.protobuf.json_format import Parse
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest as R
read = [Parse(body, R()) for body in json.load(open(sys.argv[1]))]
print(sum(len(s.spans) for r in read for x in r.resource_spans for s in x.scope_spans))
`;

/** How many spans OpenTelemetry itself reads; it fails where a field is not one of its own. */
export const readByDefinition = async (
  folder: string,
  bodies: readonly string[],
): Promise<number | undefined> => {
  const tools = await toolsOf(definitions);
  if (!('folder' in tools)) return undefined;
  const file = join(folder, 'bodies.json');
  writeFileSync(file, JSON.stringify(bodies));
  return Number(await runIn(folder, join(tools.folder, 'bin/python'), '-c', program, file));
};
