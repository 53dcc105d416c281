/** Padding is computed like any other token; above this share another batch costs less. */
const MOST_PADDING = 0.1;

/**
 * Puts texts of about the same length together, longest first, so that little is padded.
 * @param lengths tokens of each text, 1 or more.
 * @param most tokens of a batch, padding among them; a longer text is a batch of its own.
 * @returns indexes of texts by batch; each is in exactly one, the longest of a batch first.
 */
export function makeBatches(lengths: Uint32Array, most: number): Uint32Array<ArrayBuffer>[] {
  const order = Uint32Array.from(lengths, (_, i) => i).sort((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0) || a - b);
  const batches: Uint32Array<ArrayBuffer>[] = [];
  for (let from = 0; from < order.length;) {
    const width = lengths[order[from] ?? 0] ?? 0;
    let to = from + 1;
    let sum = width;
    for (; to < order.length; to++) {
      const padded = width * (to + 1 - from);
      sum += lengths[order[to] ?? 0] ?? 0;
      if (padded > most || padded - sum > padded * MOST_PADDING) break;
    }
    batches.push(order.slice(from, to));
    from = to;
  }
  return batches;
}
