import fc from 'fast-check';
import type { PersonaId } from '../model/ids.ts';
import { shotKinds, taskIds, type ColumnSettings, type Settings } from '../model/run.ts';
import { MAX_COLUMNS, settingRanges } from '../model/settings.ts';
import {
  type SharedCell,
  type SharedColumn,
  sharedEngines,
  type SharedModel,
  type SharedPlayground,
  type SharedSource,
} from '../model/share.ts';
import { normalisePersona } from '../personas/normalise.ts';
import { label } from './labels.ts';

/** What tricks are made of: every one of them may stand in a text and must come back as it went. */
export const nastyTexts: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload="alert(1)"><a href="javascript:alert(1)">x</a></svg>',
  'javascript:alert(document.cookie)',
  'data:text/html;base64,PHNjcmlwdD4=',
  '![x](https://evil.example/p.png?q=1)',
  '\u202Egnp.exe\u202C and \u2066isolated\u2069',
  'pay\u200Bpal\u200C\u200D\u2060\uFEFFx',
  'tags \u{E0041}\u{E0042}\u{E007F}',
  '__proto__',
  'constructor',
  '"]],[["',
  '\\u0000\\',
  '\u0000\u0007\u001B[31m\u0085\u2028\u2029',
  '$%*<>=@^_|`[]{}+&#~~',
  '~',
  '1e999',
  'NaN',
  '\r\n\t',
  'ﷺ'.repeat(9),
  'e\u0301 and é, \u1100\u1161, Å\u030A',
  '👩🏽‍🔬👨‍👩‍👧‍👦🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
  'می\u200Cخواهم',
];

const anyText = (maxLength: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength }) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength }) },
    { weight: 2, arbitrary: fc.constantFrom(...nastyTexts) },
    { weight: 2, arbitrary: fc.lorem({ maxCount: 12 }) },
  );
const text = (maxLength = 60) => anyText(maxLength).map((given) => given.replace(/\p{Surrogate}/gu, ''));
const name = text(40).map(label);
const someName = name.map((given) => given || 'A name');
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 2 });

const setting = (key: keyof Settings): fc.Arbitrary<number> => {
  const { min, max, step } = settingRanges[key];
  if (Number.isInteger(step)) return fc.integer({ min, max });
  return fc.double({ min, max, noNaN: true }).map((value) => value + 0);
};
const columnSettings = {
  temperature: setting('temperature'),
  topP: setting('topP'),
  topK: setting('topK'),
  minP: setting('minP'),
  repetitionPenalty: setting('repetitionPenalty'),
  maxTokens: setting('maxTokens'),
};
const settings: fc.Arbitrary<Settings> = fc.record({
  ...columnSettings,
  repeats: setting('repeats'),
  seed: setting('seed'),
});
const ownSettings: fc.Arbitrary<Partial<ColumnSettings> | null> = fc
  .record(columnSettings, { requiredKeys: [] })
  .map((set) => (Object.keys(set).length === 0 ? null : set));

const task = fc
  .record({
    id: fc.constantFrom(...taskIds),
    shots: fc.constantFrom(...shotKinds),
    system: orNull(text(200)),
    template: text(200),
    answerPrefix: orNull(text()),
    schema: orNull(fc.oneof(text(), fc.constant('{"type":"object"}'))),
  })
  .map((given) => (given.id === 'own' ? given : { ...given, template: '' }));

const listedId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,40}$/);
export const someModel: fc.Arbitrary<SharedModel> = fc.oneof(
  fc.constant<SharedModel>({ kind: 'listed', engine: 'chorus', model: 'smollm2-135m' }),
  fc.record({ kind: fc.constant('listed' as const), engine: fc.constantFrom(...sharedEngines), model: listedId }),
  fc.record({ kind: fc.constant('own' as const), name: someName }),
);

const hash = fc.stringMatching(/^[0-9a-f]{16}$/);
const source: fc.Arbitrary<SharedSource> = fc.record({ name, hash, licence: name });
// Made once: arbitraries of texts are expensive to make.
const personaText = text(150).map((given) => normalisePersona(given) || 'A nurse');
const personaId = fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{16}$/).map((id) => id as PersonaId);
const persona = (sources: readonly SharedSource[]) => {
  const known = fc.constantFrom(...sources);
  return fc.oneof(
    fc.record({
      kind: fc.constant('text' as const),
      text: personaText,
      source: orNull(known),
    }),
    fc.record({
      kind: fc.constant('named' as const),
      id: personaId,
      source: known,
    }),
  );
};

const own = { model: orNull(someModel), settings: ownSettings };
const columns = fc
  .array(source, { minLength: 1, maxLength: 3 })
  .chain((sources) =>
    fc.array<SharedColumn>(
      fc.oneof(
        fc.record({ kind: fc.constant('control' as const), ...own }),
        fc.record({ kind: fc.constant('persona' as const), persona: persona(sources), ...own }),
      ),
      { minLength: 1, maxLength: MAX_COLUMNS },
    ),
  );

const count = orNull(fc.nat(1_000_000));
const saidParts = {
  attempt: fc.nat(9999),
  text: text(400),
  finish: orNull(fc.constantFrom('end', 'length', 'stop-string', 'context')),
  tokens: count,
  tokensPerSecond: orNull(fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value + 0)),
  device: orNull(fc.constantFrom('cpu', 'gpu', 'remote', 'browser')),
  threads: count,
  quantisation: orNull(someName),
};
const said = fc.record(saidParts);
const environment = fc.record({
  app: name,
  browser: orNull(someName),
  system: orNull(someName),
  cores: count,
  isolated: fc.boolean(),
  gpu: orNull(someName),
});

/** Any playground that may travel. */
export const somePlayground: fc.Arbitrary<SharedPlayground> = fc
  .record({ task, columns, settings, model: someModel })
  .chain((recipe) => {
    const places = recipe.columns.flatMap((_, column) =>
      Array.from({ length: recipe.settings.repeats }, (__, repeat) => ({ column, repeat })),
    );
    const cells = fc
      .subarray(places, { minLength: 1, maxLength: Math.min(6, places.length) })
      .chain((chosen) => fc.tuple(...chosen.map((place) => said.map((rest): SharedCell => ({ ...place, ...rest })))));
    return fc.record({
      version: fc.constant(1 as const),
      recipe: fc.constant(recipe),
      recording: orNull(fc.record({ at: fc.nat(8_640_000_000_000_000), environment: orNull(environment), cells })),
      focus: orNull(fc.constantFrom(...places)),
    });
  })
  // As plain as what comes out of JSON: fast-check makes some without a prototype.
  .map((playground) => structuredClone(playground));
