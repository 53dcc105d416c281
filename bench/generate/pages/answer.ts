/** Answers the one question that the page asks its worker. */
export function answer(work: (ask: unknown) => Promise<unknown>): void {
  onmessage = ({ data }: MessageEvent<unknown>) => {
    work(data).then(
      (value) => postMessage({ value }),
      (thrown: unknown) => postMessage({ error: thrown instanceof Error ? thrown.message : String(thrown) }),
    );
  };
}
