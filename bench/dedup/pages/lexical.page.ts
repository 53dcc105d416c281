/** Hands a question with the chosen file to the page's one worker: a measurement opens a page of its own. */
const worker = new Worker('/bench/lexical.worker.js', { type: 'module' });

function ask(question: Record<string, unknown>): Promise<unknown> {
  const file = document.querySelector<HTMLInputElement>('#file')?.files?.[0];
  if (!file) throw new Error('no file was chosen');
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      const { error } = data as { error?: string };
      if (error === undefined) resolve(data);
      else reject(new Error(error));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ ...question, file });
  });
}

Object.assign(globalThis, { ask });
