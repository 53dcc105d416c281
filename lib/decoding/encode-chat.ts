import type { TokenCodec } from './token-codec.ts';
import type { TextSegment } from './tokenizer.ts';

/** A chat in the model's markup, with the end of the part that other jobs share. */
export interface RenderedChat {
  readonly segments: readonly TextSegment[];
  /** Whole segments from the start that are shared. */
  readonly sharedSegments: number;
  /** Characters of the segment after those that are shared too. */
  readonly sharedCharsInNext: number;
}

export interface EncodedPrompt {
  readonly ids: readonly number[];
  /** Leading ids whose state may be computed once for all jobs that have the same ones; less than ids.length. */
  readonly shared: number;
}

/**
 * Token ids of a chat and of its shared start. The boundary depends on this chat alone (the ids of the shared text by
 * itself, as far as they agree with the ids of the whole): a job is split at the same place whoever its neighbours are,
 * which keeps its numbers the same to the last bit.
 */
export function encodeChat(tokenizer: TokenCodec, chat: RenderedChat): EncodedPrompt {
  const ids = tokenizer.encode(chat.segments);
  const sharedText = chat.segments.slice(0, chat.sharedSegments);
  const next = chat.segments[chat.sharedSegments];
  if (next && chat.sharedCharsInNext > 0)
    sharedText.push({ text: next.text.slice(0, chat.sharedCharsInNext), special: next.special });
  const start = tokenizer.encode(sharedText);
  let shared = 0;
  while (shared < start.length && shared < ids.length - 1 && start[shared] === ids[shared]) shared++;
  return { ids, shared };
}
