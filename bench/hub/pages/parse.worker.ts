/** What reading JSONL costs at the least: the same lines, decoded and parsed, and nothing done with them. */
onmessage = async ({ data: file }: MessageEvent<File>) => {
  const began = performance.now();
  const decoder = new TextDecoder();
  const reader = file.stream().getReader();
  let rest = '';
  let rows = 0;
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + decoder.decode(value, { stream: !done })).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines) {
      if (line === '') continue;
      const { persona } = JSON.parse(line) as { persona: string };
      if (persona !== '') rows += 1;
    }
    if (done) break;
  }
  postMessage({ rows, milliseconds: performance.now() - began });
};
