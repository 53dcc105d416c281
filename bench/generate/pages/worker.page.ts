/** A page that has nothing but a worker: `?worker=NAME` names its bundle. */
interface Answer {
  readonly value?: unknown;
  readonly error?: string;
}

const name = new URLSearchParams(location.search).get('worker') ?? '';

const bench = (ask: unknown): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(`/${name}.worker.js`, { type: 'module' });
    worker.onerror = (event) => reject(new Error(event.message || 'the worker could not start'));
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.error === undefined) resolve(data.value);
      else reject(new Error(data.error));
    };
    worker.postMessage(ask);
  });

Object.assign(globalThis, { bench });
