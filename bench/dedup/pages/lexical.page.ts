/** Hands a question to the page's one worker (with the chosen file, to read it): a measurement opens a page of its own. */
const worker = new Worker('/bench/lexical.worker.js', { type: 'module' });

function ask(question: Record<string, unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      const { error } = data as { error?: string };
      if (error === undefined) resolve(data);
      else reject(new Error(error));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({
      ...question,
      ...(question['kind'] === 'read' && { file: document.querySelector<HTMLInputElement>('#file')?.files?.[0] }),
    });
  });
}

Object.assign(globalThis, { ask });
