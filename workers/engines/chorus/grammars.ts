import type * as Library from '@mlc-ai/web-xgrammar';
import type { HeldFormat, MaskFor, TokenMask } from '../../../lib/decoding/token-mask.ts';
import { byteAlphabet } from '../../../lib/decoding/tokenizer.ts';
import { badInput, fault, FaultError } from '../../../lib/model/fault.ts';

type XGrammar = typeof Library;

/** What the grammar compiler must know of a tokenizer. */
export interface GrammarVocabulary {
  readonly size: number;
  tokenBytes(id: number): Uint8Array;
  /** Control tokens end an answer. */
  isControl(id: number): boolean;
}

// A bad schema aborts XGrammar's WebAssembly, which leaves its stack where it was: about 35 of them overrun its 64 KiB.
const MOST_ABORTS = 16;
// Columns of a run share one format; compiled ones take some megabytes each.
const KEPT = 4;

/**
 * Masks for answers held to a JSON schema or a grammar, by XGrammar. Compiling blocks the worker for about half a second
 * with 49,000 tokens; jobs with the same format share it.
 * @param load fetches the library, when the first job asks for a format.
 * @param vocab the model's, at least as many as the tokenizer's; ids without a token are never allowed.
 */
export function createMasks(
  load: () => Promise<XGrammar>,
  tokenizer: GrammarVocabulary,
  vocab: number,
): { readonly maskFor: MaskFor; readonly dispose: () => void } {
  const kept = new Map<string, Promise<Library.CompiledGrammar>>();
  const compilers = new Map<HeldFormat['kind'], Promise<Library.GrammarCompiler>>();
  let loading: Promise<XGrammar> | null = null;
  let aborts = 0;

  async function compilerFor(kind: HeldFormat['kind']): Promise<Library.GrammarCompiler> {
    loading ??= load();
    const { TokenizerInfo, GrammarCompiler } = await loading;
    const { tokens, ends } = encodedVocabulary(tokenizer, vocab, kind === 'json');
    const info = await TokenizerInfo.createTokenizerInfo(tokens, 'byte_level', false, vocab, ends);
    return GrammarCompiler.createGrammarCompiler(info, false);
  }

  async function compile(format: HeldFormat): Promise<Library.CompiledGrammar> {
    if (format.kind === 'json') checkObject(format.schema);
    if (aborts >= MOST_ABORTS)
      throw new FaultError(fault('internal', 'Too many formats could not be read; reload the page.'));
    const asked = compilers.get(format.kind) ?? compilerFor(format.kind);
    compilers.set(format.kind, asked);
    const compiler = await asked.catch((thrown: unknown) => {
      // A chunk that could not be fetched may be there the next time.
      compilers.delete(format.kind);
      loading = null;
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      throw new FaultError(fault('engine-start-failed', `The grammar compiler did not start: ${why}`));
    });
    try {
      // One line: a small model lost in white space would never come to an end.
      return format.kind === 'json'
        ? await compiler.compileJSONSchema(format.schema, false, -1)
        : await compiler.compileGrammar(format.ebnf);
    } catch {
      aborts++;
      throw badInput(
        format.kind === 'json' ? 'The JSON schema has something that cannot be used.' : 'The grammar cannot be read.',
      );
    }
  }

  /** Also keeps what failed: eight columns with one bad schema abort once. */
  function compiled(format: HeldFormat): Promise<Library.CompiledGrammar> {
    const key = JSON.stringify(format);
    const found = kept.get(key) ?? compile(format);
    kept.delete(key);
    kept.set(key, found);
    for (const [oldest, grammar] of kept) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
      free(grammar);
    }
    return found;
  }

  return {
    async maskFor(format) {
      const grammar = await compiled(format);
      loading ??= load();
      const { GrammarMatcher } = await loading;
      return maskOf(await GrammarMatcher.createGrammarMatcher(grammar));
    },
    dispose() {
      for (const part of [...kept.values(), ...compilers.values()]) free(part);
      kept.clear();
      compilers.clear();
    },
  };
}

function maskOf(matcher: {
  getNextTokenBitmask(): Promise<Int32Array>;
  acceptToken(token: number): boolean;
  dispose(): void;
}): TokenMask {
  return {
    allowed: () => matcher.getNextTokenBitmask(),
    accept: (token) => matcher.acceptToken(token),
    dispose: () => matcher.dispose(),
  };
}

function free(part: Promise<{ dispose(): void }>): void {
  part.then(
    (made) => made.dispose(),
    () => undefined,
  );
}

function checkObject(schema: string): void {
  let value: unknown;
  try {
    value = JSON.parse(schema);
  } catch {
    throw badInput('The schema is no JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badInput('A JSON schema is an object.');
}

/**
 * Tokens in GPT-2's characters for bytes, as XGrammar reads them; an empty one is never allowed.
 * @param json leaves out tokens with control characters: XGrammar's strings with a length let them in, JSON does not.
 */
function encodedVocabulary(tokenizer: GrammarVocabulary, vocab: number, json: boolean) {
  const characters: string[] = [];
  for (const [character, byte] of byteAlphabet()) characters[byte] = character;
  const ends: number[] = [];
  const tokens: string[] = [];
  for (let id = 0; id < vocab; id++) {
    const known = id < tokenizer.size;
    if (known && tokenizer.isControl(id)) ends.push(id);
    const bytes = known ? tokenizer.tokenBytes(id) : new Uint8Array(0);
    const left = json && bytes.some((byte) => byte < 32);
    tokens.push(left ? '' : Array.from(bytes, (byte) => characters[byte] ?? '').join(''));
  }
  return { tokens, ends };
}

/** Fetches the library: a megabyte with its WebAssembly inside. It is a script that may leave its exports on the globe. */
export async function loadXGrammar(): Promise<XGrammar> {
  const imported = (await import('@mlc-ai/web-xgrammar')) as Partial<XGrammar>;
  const found = imported.GrammarCompiler ? (imported as XGrammar) : (globalThis as { xgrammar?: XGrammar }).xgrammar;
  if (!found) throw new Error('XGrammar left nothing behind.');
  return found;
}
