// Fetches a small JSON object from a server that is not ours, which may send anything, or nothing.

const TIMEOUT_MS = 2_000;
const BYTES_MAX = 256 * 1_024;

const textIn = async (response: Response): Promise<string> => {
  const decoder = new TextDecoder();
  const chunks: string[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BYTES_MAX) throw new Error(`${response.url} answers more than ${BYTES_MAX} bytes.`);
    chunks.push(decoder.decode(chunk, { stream: true }));
  }
  return chunks.join('');
};

/**
 * What is at this address. It is not followed to another one.
 * @throws the server is away, takes longer than two seconds, or answers anything else.
 */
export const fetchJson = async (url: URL): Promise<{ readonly [name: string]: unknown }> => {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await textIn(response);
  if (!response.ok) throw new Error(`${url.href} answers ${response.status}.`);
  const document: unknown = JSON.parse(text);
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new Error(`${url.href} answers something else than a JSON object.`);
  // An object of JSON is members by name.
  return document as { readonly [name: string]: unknown };
};
