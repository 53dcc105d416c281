import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { EndpointLoad } from '../../../lib/protocol/engine.ts';
import { Collector } from '../contract/collector.ts';
import { EndpointEngine } from './engine.ts';
import { answerLimits, type EndpointLimits, listLimits } from './limits.ts';
import type { EndpointWorld } from './world.ts';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed; null without one. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

type Answer = (request: SeenRequest, response: ServerResponse) => void;

export interface ScriptedServer {
  /** Base address, ending in `/v1/`. */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Requests for answers, without those of the probe. */
  chats(): readonly SeenRequest[];
}

/** A server on this machine that answers as the test says; it is closed after the test. */
export async function scriptedServer(answer: Answer): Promise<ScriptedServer> {
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    request.on('end', () => {
      const body = text === '' ? null : (JSON.parse(text) as Readonly<Record<string, unknown>>);
      const seen = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
      requests.push(seen);
      answer(seen, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const chats = () => requests.filter((seen) => seen.path.endsWith('/chat/completions') && !isProbe(seen));
  return { url: `http://127.0.0.1:${port}/v1/`, requests, chats };
}

export const isProbe = ({ body }: SeenRequest) => JSON.stringify(body?.messages ?? '').includes('days of the week');
/** The list of models; its probe is answered as by a server that cannot go on with an answer. */
export function isSetup(seen: SeenRequest, response: ServerResponse): boolean {
  if (seen.path.endsWith('/models')) sendJson(response, 200, { data: [{ id: 'small', owned_by: 'llamacpp' }] });
  else if (isProbe(seen)) sendStream(response, [piece('Monday'), end('stop'), DONE]);
  else return false;
  return true;
}

export const piece = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;
export const end = (finish_reason: string, usage?: object) =>
  `data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason }], ...(usage && { usage }) })}\n\n`;
export const DONE = 'data: [DONE]\n\n';

export function sendJson(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}
export function sendStream(response: ServerResponse, pieces: readonly string[]): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  for (const one of pieces) response.write(one);
  response.end();
}

const caps = new Set(
  [answerLimits, listLimits].flatMap((limits) => [limits.firstByteMs, limits.silenceMs, limits.wholeMs]),
);

/** A clock that stands still; its waits end when the test says so, or at once. */
export class TestWorld implements EndpointWorld {
  readonly waits: { readonly ms: number; readonly ring: () => void }[] = [];
  private time = 0;
  readonly fetch = (url: string, init: RequestInit) => fetch(url, init);
  readonly now = () => this.time;
  readonly random = () => 0.5;
  readonly pageOrigin = 'http://localhost:4173';
  localNetwork = (): Promise<PermissionState | null> => Promise.resolve(null);
  /** Back-off ends at once, and the clock goes on with it; the caps on a request wait until the test rings them. */
  readonly after = (ms: number, callback: () => void) => {
    const alarm = { ms, ring: callback };
    this.waits.push(alarm);
    const off = () => {
      const at = this.waits.indexOf(alarm);
      if (at >= 0) this.waits.splice(at, 1);
    };
    if (!caps.has(ms)) {
      this.time += ms;
      this.slept.push(ms);
      queueMicrotask(() => {
        off();
        callback();
      });
    }
    return off;
  };
  readonly slept: number[] = [];
}

/** A loaded engine on the server. */
export async function engineOn(
  url: string,
  options: { readonly load?: Partial<EndpointLoad>; readonly world?: TestWorld; readonly limits?: EndpointLimits } = {},
) {
  const seen = new Collector();
  const world = options.world ?? new TestWorld();
  const engine = new EndpointEngine({
    load: { engine: 'endpoint', base: '', model: 'small', name: 'Small', url, key: null, parallel: 2, ...options.load },
    world,
    emit: seen.listen,
    ...(options.limits && { limits: options.limits }),
  });
  onTestFinished(() => engine.dispose());
  const info = await engine.load(() => undefined);
  return { engine, seen, world, info };
}
