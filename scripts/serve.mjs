/**
 * Serves the built app in out/ with its policies and the headers that threads in WebAssembly need.
 *
 *   node scripts/serve.mjs [--port N] [--host ADDRESS] [--no-isolation] [--bare] [--quiet]
 */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMain, projectRoot } from './kit/process.mjs';
import { siteHandler } from './kit/site.mjs';
import { say, sayError, Stop } from './kit/terminal.mjs';

export const FIRST_PORT = 4173;
const PORTS_TRIED = 50;

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : '');

/**
 * @param {import('node:http').RequestListener} handler @param {number} port @param {string} host
 * @returns {Promise<import('node:http').Server>}
 */
const listen = (handler, port, host) =>
  new Promise((resolve, reject) => {
    const server = createServer(handler);
    server.once('error', reject).listen(port, host, () => resolve(server.off('error', reject)));
  });

/** @param {readonly import('node:http').Server[]} servers */
const closeAll = async (servers) => {
  for (const server of servers) {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
};

/**
 * Listens on all hosts at one port or on none.
 * @param {import('node:http').RequestListener} handler @param {number} port @param {readonly string[]} hosts
 */
const listenAll = async (handler, port, hosts) => {
  /** @type {import('node:http').Server[]} */
  const servers = [];
  let taken = port;
  for (const [index, host] of hosts.entries()) {
    try {
      const server = await listen(handler, taken, host);
      servers.push(server);
      const address = server.address();
      if (address && typeof address === 'object') taken = address.port;
    } catch (error) {
      // A machine without IPv6 has no ::1; then `localhost` can only mean 127.0.0.1.
      if (index > 0 && codeOf(error) !== 'EADDRINUSE') continue;
      await closeAll(servers);
      throw error;
    }
  }
  return { servers, port: taken };
};

/** @type {typeof import('./serve.d.mts').startServer} */
export const startServer = async ({
  root = join(projectRoot, 'out'),
  port,
  host,
  isolation = true,
  connect = [],
  bare = false,
} = {}) => {
  if (!existsSync(join(root, 'index.html')))
    throw new Stop(`There is no built app in ${root}.`, 'run `npm run prepare:app`, then the same command again.');
  const handler = await siteHandler(root, { isolation, connect, bare });
  const hosts = host ? [host] : ['127.0.0.1', '::1'];
  for (let tried = port ?? FIRST_PORT; ; tried++) {
    try {
      const { servers, port: got } = await listenAll(handler, tried, hosts);
      const local = !host || host === '127.0.0.1' || host === '0.0.0.0' || host === '::' || host === '::1';
      const name = local ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      return { url: `http://${name}:${got}/`, port: got, close: () => closeAll(servers) };
    } catch (error) {
      const code = codeOf(error);
      // An unknown system error of port 0 must not become an endless search.
      if (code === 'EADDRINUSE' && port === undefined && tried < FIRST_PORT + PORTS_TRIED) continue;
      if (code === 'EADDRINUSE')
        throw new Stop(
          `Port ${tried} is taken by another program.`,
          `choose another one, such as \`npm start -- --port ${tried + 1}\`, or end that program.`,
        );
      if (code === 'EACCES')
        throw new Stop(`This user may not open port ${tried}.`, 'choose one above 1023, such as --port 4173.');
      if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
        throw new Stop(
          `This machine has no address ${host ?? ''}.`,
          'leave out --host for this machine alone, or give --host 0.0.0.0 for all its addresses.',
        );
      throw error;
    }
  }
};

/** @param {string | undefined} text @param {string} from */
const toPort = (text, from) => {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Stop(`${from} is "${text}", which is no port.`, 'give a number from 0 to 65535 (0: any free port).');
};

const main = async () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      'no-isolation': { type: 'boolean', default: false },
      // As a host that can send no headers of ours.
      bare: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
    },
  });
  const port = toPort(values.port, '--port') ?? toPort(process.env.PORT, 'PORT');
  const { host } = values;
  const isolation = !values['no-isolation'];
  const server = await startServer({
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
    isolation,
    bare: values.bare,
  });
  if (!values.quiet) say(`Polyphony is at ${server.url} (Ctrl+C to stop)`);
  if (!values.quiet && host && !server.url.includes('//localhost:'))
    say('Other machines see it too, but browsers give threads only to https and to localhost.');
  const stop = () => {
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
};

if (isMain(import.meta.url)) {
  main().catch((/** @type {unknown} */ error) => {
    sayError(
      codeOf(error) === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && error instanceof Error ? new Stop(error.message) : error,
    );
    process.exitCode = 1;
  });
}
