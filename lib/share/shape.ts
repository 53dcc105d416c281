import * as v from 'valibot';
import { badInput } from '../model/fault.ts';
import type { PersonaId } from '../model/ids.ts';
import { shotKinds, taskIds } from '../model/run.ts';
import { MAX_COLUMNS, MAX_REPEATS, settingRanges } from '../model/settings.ts';
import { sharedEngines, type SharedPlayground } from '../model/share.ts';
import { normalisePersona } from '../personas/normalise.ts';
import { type Carrier, corrupt } from './faults.ts';
import { label } from './labels.ts';
import { MAX_ANSWER_CHARS, MAX_ATTEMPT, MAX_LABEL_CHARS, MAX_PERSONA_CHARS, MAX_TASK_TEXT_CHARS } from './limits.ts';
import { listedId } from './models.ts';

/** The last moment that a Date can hold, in epoch milliseconds. */
const LAST_MOMENT = 8.64e15;
/** Far beyond what is counted, near enough to be shown. */
const MOST = 1_000_000;

/** JSON has a zero below zero; it would not come back equal. */
const plusZero = v.transform((value: number) => value + 0);
const within = (min: number, max: number) => v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max), plusZero);
const whole = (min: number, max: number) => v.pipe(within(min, max), v.safeInteger());

const text = (max: number) =>
  v.pipe(
    v.string(),
    v.maxLength(max),
    v.check((given) => !/\p{Surrogate}/u.test(given), 'holds half a character'),
  );
/** One line without hidden characters. */
const name = v.pipe(
  v.string(),
  v.maxLength(MAX_LABEL_CHARS),
  v.check((given) => label(given) === given, 'is no name'),
);
const someName = v.pipe(name, v.nonEmpty());

const task = v.pipe(
  v.strictObject({
    id: v.picklist(taskIds),
    shots: v.picklist(shotKinds),
    system: v.nullable(text(MAX_TASK_TEXT_CHARS)),
    template: text(MAX_TASK_TEXT_CHARS),
    answerPrefix: v.nullable(text(MAX_TASK_TEXT_CHARS)),
    schema: v.nullable(text(MAX_TASK_TEXT_CHARS)),
  }),
  v.check(({ id, template }) => id === 'own' || template === '', 'is for another task'),
);

const model = v.variant('kind', [
  v.strictObject({
    kind: v.literal('listed'),
    engine: v.picklist(sharedEngines),
    model: v.pipe(v.string(), v.regex(listedId)),
  }),
  v.strictObject({ kind: v.literal('own'), name: someName }),
]);

const setting = (key: keyof typeof settingRanges) => {
  const { min, max, step } = settingRanges[key];
  return Number.isInteger(step) ? whole(min, max) : within(min, max);
};
const columnSettings = {
  temperature: setting('temperature'),
  topP: setting('topP'),
  topK: setting('topK'),
  minP: setting('minP'),
  repetitionPenalty: setting('repetitionPenalty'),
  maxTokens: setting('maxTokens'),
};
const settings = v.strictObject({ ...columnSettings, repeats: setting('repeats'), seed: setting('seed') });
const ownSettings = v.pipe(
  v.strictObject({
    temperature: v.exactOptional(columnSettings.temperature),
    topP: v.exactOptional(columnSettings.topP),
    topK: v.exactOptional(columnSettings.topK),
    minP: v.exactOptional(columnSettings.minP),
    repetitionPenalty: v.exactOptional(columnSettings.repetitionPenalty),
    maxTokens: v.exactOptional(columnSettings.maxTokens),
  }),
  v.check((set) => Object.keys(set).length > 0, 'sets nothing'),
);

const source = v.strictObject({ name, hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)), licence: name });

const persona = v.variant('kind', [
  v.strictObject({
    kind: v.literal('text'),
    text: v.pipe(text(MAX_PERSONA_CHARS), v.transform(normalisePersona), v.nonEmpty(), v.maxLength(MAX_PERSONA_CHARS)),
    source: v.nullable(source),
  }),
  v.strictObject({
    kind: v.literal('named'),
    id: v.pipe(
      v.string(),
      v.regex(/^[0-9a-hjkmnp-tv-z]{16}$/),
      v.transform((id) => id as PersonaId),
    ),
    source,
  }),
]);

const ownChoices = { model: v.nullable(model), settings: v.nullable(ownSettings) };
const column = v.variant('kind', [
  v.strictObject({ kind: v.literal('control'), ...ownChoices }),
  v.strictObject({ kind: v.literal('persona'), persona, ...ownChoices }),
]);

const place = { column: whole(0, MAX_COLUMNS - 1), repeat: whole(0, MAX_REPEATS - 1) };

const cell = v.strictObject({
  ...place,
  attempt: whole(0, MAX_ATTEMPT),
  text: text(MAX_ANSWER_CHARS),
  finish: v.nullable(v.picklist(['end', 'length', 'stop-string', 'context'])),
  tokens: v.nullable(whole(0, MOST)),
  tokensPerSecond: v.nullable(within(0, MOST)),
  device: v.nullable(v.picklist(['cpu', 'gpu', 'remote', 'browser'])),
  threads: v.nullable(whole(0, MOST)),
  quantisation: v.nullable(someName),
});

const environment = v.strictObject({
  app: name,
  browser: v.nullable(someName),
  system: v.nullable(someName),
  cores: v.nullable(whole(0, MOST)),
  isolated: v.boolean(),
  gpu: v.nullable(someName),
});

const recording = v.strictObject({
  at: whole(0, LAST_MOMENT),
  environment: v.nullable(environment),
  cells: v.pipe(v.array(cell), v.minLength(1), v.maxLength(MAX_COLUMNS * MAX_REPEATS)),
});

const playground = v.pipe(
  v.strictObject({
    version: v.literal(1),
    recipe: v.strictObject({
      task,
      columns: v.pipe(v.array(column), v.minLength(1), v.maxLength(MAX_COLUMNS)),
      settings,
      model,
    }),
    recording: v.nullable(recording),
    focus: v.nullable(v.strictObject(place)),
  }),
  v.check(({ recipe, recording: recorded, focus }) => {
    const inside = (at: { readonly column: number; readonly repeat: number }) =>
      at.column < recipe.columns.length && at.repeat < recipe.settings.repeats;
    return (recorded?.cells ?? []).every(inside) && (focus === null || inside(focus));
  }, 'names a cell that there is not'),
  v.check(({ recording: recorded }) => {
    const places = (recorded?.cells ?? []).map((at) => at.column * MAX_REPEATS + at.repeat);
    return places.every((at, i) => i === 0 || at > (places[i - 1] ?? -1));
  }, 'has its cells twice or in disorder'),
);

/** A playground from outside as fresh objects. @throws FaultError `share-corrupt` for anything that is not quite one */
export function checkedPlayground(value: unknown, carrier: Carrier): SharedPlayground {
  const read = v.safeParse(playground, value, { abortEarly: true });
  if (read.success) return read.output;
  throw corrupt(carrier, `it holds something that is no playground (${placeOf(read.issues[0])})`);
}

/** The same for what this app is about to send. @throws FaultError `bad-input` that says what cannot travel */
export function playgroundToSend(value: SharedPlayground): SharedPlayground {
  const read = v.safeParse(playground, value, { abortEarly: true });
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw badInput(`This cannot be shared: ${placeOf(issue)} is too long or out of range.`);
}

function placeOf(issue: v.BaseIssue<unknown>): string {
  return v.getDotPath(issue) ?? 'as a whole';
}
