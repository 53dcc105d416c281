import { keepLedger } from '../../workers/ledger.ts';

/** Asks as the page says, and answers what came of it; `hold` waits for the next message before it reads on. */
export interface LedgerAsk {
  readonly url: string;
  readonly how: 'arrayBuffer' | 'blob' | 'text' | 'reader' | 'pipeTo' | 'iterate' | 'head' | 'abort';
  readonly headers?: Readonly<Record<string, string>>;
}

keepLedger('models');

const ways: Readonly<Record<LedgerAsk['how'], (response: Response, stop: AbortController) => Promise<number>>> = {
  arrayBuffer: async (response) => (await response.arrayBuffer()).byteLength,
  blob: async (response) => (await response.blob()).size,
  text: async (response) => new TextEncoder().encode(await response.text()).length,
  async reader(response) {
    const reader = response.body?.getReader();
    let bytes = 0;
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) bytes += next.value.length;
    return bytes;
  },
  async pipeTo(response) {
    let bytes = 0;
    const sink = new WritableStream<Uint8Array>({ write: (chunk) => void (bytes += chunk.length) });
    await response.body?.pipeTo(sink);
    return bytes;
  },
  async iterate(response) {
    let bytes = 0;
    for await (const chunk of response.body ?? []) bytes += chunk.length;
    return bytes;
  },
  head: () => Promise.resolve(0),
  async abort(response, stop) {
    const reader = response.body?.getReader();
    const bytes = (await reader?.read())?.value?.length ?? 0;
    stop.abort();
    await reader?.read().catch(() => undefined);
    return bytes;
  },
};

onmessage = async ({ data }: MessageEvent<LedgerAsk>) => {
  const stop = new AbortController();
  const init = { method: data.how === 'head' ? 'HEAD' : 'GET', headers: data.headers ?? {}, signal: stop.signal };
  try {
    const response = await fetch(data.url, init);
    const { url, status, type, redirected } = response;
    postMessage({ bytes: await ways[data.how](response, stop), url, status, type, redirected });
  } catch (thrown) {
    postMessage({ error: String(thrown) });
  }
};
