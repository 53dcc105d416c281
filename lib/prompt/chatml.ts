import type { ChatPrompt } from '../model/job.ts';

/** A stretch of a rendered prompt. Only special ones may become special tokens, whatever plain text looks like. */
export interface Segment {
  readonly text: string;
  readonly special: boolean;
}

export interface RenderedPrompt {
  readonly segments: readonly Segment[];
  /** Whole segments at the start that the other columns share; the messages before the last one always are. */
  readonly sharedSegments: number;
  /** Characters of the segment after those that are shared too. */
  readonly sharedCharsInNext: number;
}

const start: Segment = { text: '<|im_start|>', special: true };
const end: Segment = { text: '<|im_end|>', special: true };

/**
 * SmolLM2's ChatML, ending in the assistant's open turn and its answer prefix. No system message is added when there is
 * none. Neighbouring plain text is one segment, so tokenising segment by segment equals tokenising the whole.
 */
export function renderChatml(prompt: ChatPrompt): RenderedPrompt {
  const segments: Segment[] = [];
  let sharedSegments = 0;
  let sharedCharsInNext = 0;
  for (const { role, content } of prompt.messages) {
    const head = `${role}\n`;
    sharedSegments = segments.length + 1;
    sharedCharsInNext = head.length + prompt.sharedChars;
    segments.push(start, plain(head + content), end, plain('\n'));
  }
  segments.push(start, plain(`assistant\n${prompt.answerPrefix}`));
  return { segments, sharedSegments, sharedCharsInNext };
}

function plain(text: string): Segment {
  return { text, special: false };
}

/** The exact text that the model continues. */
export function chatmlText(segments: readonly Segment[]): string {
  return segments.map((segment) => segment.text).join('');
}
