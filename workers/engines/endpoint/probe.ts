import type { JobId, Seed } from '../../../lib/model/ids.ts';
import type { GenerateJob } from '../../../lib/model/job.ts';
import type { ChatClient } from './chat.ts';
import { begins } from './dialect.ts';
import { Refusal } from './words.ts';

/*
 * Whether a server goes on with an answer that was begun cannot be asked, so it is tried: the beginning stops within a
 * word. Only a model that was really made to go on from there writes the word's other half; one that starts an answer
 * of its own begins with a word. A model that does neither, because it thinks first for instance, counts as unable.
 */
const BEGINNING = 'Monday, Tuesday, Wed';
const OTHER_HALF = 'nesday';

const probeJob = (answerPrefix: string): GenerateJob => ({
  id: 'probe' as JobId,
  prompt: {
    messages: [{ role: 'user', content: 'Say the days of the week in order, starting with Monday.' }],
    answerPrefix,
    sharedChars: 0,
  },
  sampling: {
    temperature: 0,
    topP: 1,
    topK: 0,
    minP: 0,
    repetitionPenalty: 1,
    // Enough for the word's other half; hosted services bill each.
    maxTokens: 16,
    stop: [],
    seed: 1 as Seed,
  },
  format: { kind: 'text' },
});

/**
 * Makes sure that the model answers, which also makes the server load it, and finds out how its answers are begun and
 * which fields it takes: `client.dialect` then says so. One to four short requests.
 * @throws FaultError when the model does not answer.
 */
export async function probe(client: ChatClient, signal: AbortSignal): Promise<void> {
  let answered = false;
  for (const begin of begins) {
    client.dialect = { ...client.dialect, begin };
    try {
      const text = await textAfter(client, BEGINNING, signal);
      if (text.startsWith(OTHER_HALF)) return;
      answered = true;
    } catch (thrown) {
      // Some refuse a conversation that ends with the assistant, a few by breaking down.
      if (!(thrown instanceof Refusal && [400, 422, 500].includes(thrown.status))) throw thrown;
    }
  }
  client.dialect = { ...client.dialect, begin: null };
  if (!answered) await textAfter(client, '', signal);
}

async function textAfter(client: ChatClient, beginning: string, signal: AbortSignal): Promise<string> {
  let text = '';
  for await (const piece of client.answer(probeJob(beginning), signal)) if (piece.type === 'text') text += piece.text;
  return text;
}
