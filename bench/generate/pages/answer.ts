/** Answers the one question that the page asks its worker. */
export function answer<Ask, Answer>(work: (ask: Ask) => Promise<Answer>): void {
  onmessage = ({ data }: MessageEvent<Ask>) => {
    work(data).then(
      (value) => postMessage({ value }),
      (thrown: unknown) => postMessage({ error: thrown instanceof Error ? thrown.message : String(thrown) }),
    );
  };
}
