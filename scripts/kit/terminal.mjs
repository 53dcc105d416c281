// Runs before any dependency is installed: Node's own modules only.

/** @type {typeof import('./terminal.d.mts').Stop} */
export const Stop = class extends Error {
  /** @param {string} what @param {string} [todo] */
  constructor(what, todo = '') {
    super(what);
    this.name = 'Stop';
    this.todo = todo;
  }
};

/** @type {typeof import('./terminal.d.mts').say} */
export const say = (line) => {
  process.stdout.write(`${line}\n`);
};

/** @type {typeof import('./terminal.d.mts').sayError} */
export const sayError = (error) => {
  const text = error instanceof Error ? error.message : String(error);
  const todo = error instanceof Stop ? error.todo : adviceFor(text);
  process.stderr.write(`\n${text}\n${todo ? `What to do: ${todo}\n` : ''}`);
  if (error instanceof Error && !(error instanceof Stop) && !todo) process.stderr.write(`${error.stack ?? ''}\n`);
};

/** The first that matches wins: a full disk also shows up as follow-up errors of other kinds. */
const advice = /** @type {const} */ ([
  [/ENOSPC|no space left/i, 'the disk is full: free about 2 GB and run the same command again.'],
  [
    /EACCES|EPERM|EROFS|permission denied/i,
    'this user may not write there: check who owns the project folder and ~/.npm (a run with sudo may have left files of root).',
  ],
  [
    /can only install packages when your package\.json and package-lock\.json/i,
    'package.json and package-lock.json disagree: run `npm install` once, then the same command again.',
  ],
  [
    /EINTEGRITY|integrity checksum failed/i,
    'a downloaded package is damaged: run `npm cache clean --force`, then try again.',
  ],
  [
    /CERT_|certificate|SELF_SIGNED/i,
    'a proxy seems to replace certificates: set NODE_EXTRA_CA_CERTS (and PIP_CERT) to its certificate file.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|only-if-cached|UND_ERR|fetch failed|network|Max retries|Connection (refused|broken|reset)|Temporary failure in name|No matching distribution|getaddrinfo/i,
    'the network was not to be reached: check the connection, behind a proxy HTTPS_PROXY, then run the same command again.',
  ],
  [
    /heap out of memory|ENOMEM|Killed|SIGKILL/i,
    'memory ran out: close other programs (about 2 GB must be free) and try again.',
  ],
]);

/** @type {typeof import('./terminal.d.mts').adviceFor} */
export const adviceFor = (text) => advice.find(([pattern]) => pattern.test(text))?.[1] ?? '';

/** @type {typeof import('./terminal.d.mts').megabytes} */
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** @param {number} seconds */
const timeLeft = (seconds) =>
  seconds >= 90 ? `${Math.round(seconds / 60)} minutes left` : `${Math.max(1, Math.round(seconds))} s left`;

/** @type {typeof import('./terminal.d.mts').progress} */
export const progress = (label, total, { stream = process.stderr, now = Date.now, from = 0 } = {}) => {
  const start = now();
  let drawn = -Infinity;
  let tenth = Math.floor((from / total) * 10);
  return {
    at(done) {
      const time = now();
      const speed = (done - from) / Math.max(1, time - start);
      const left =
        done < total && speed > 0 && time - start > 1000 ? `, ${timeLeft((total - done) / speed / 1000)}` : '';
      const line = `${label}: ${megabytes(done)} of ${megabytes(total)}, ${Math.floor((done / total) * 100)} %${left}`;
      if (stream.isTTY) {
        if (time - drawn < 100 && done < total) return;
        drawn = time;
        stream.write(`\r\x1b[K${line}`);
      } else if (Math.floor((done / total) * 10) > tenth) {
        tenth = Math.floor((done / total) * 10);
        stream.write(`${line}\n`);
      }
    },
    end() {
      if (stream.isTTY) stream.write('\r\x1b[K');
    },
  };
};
