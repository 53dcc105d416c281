import fc from 'fast-check';

/**
 * The part of JSON schema that the tests use; each kind is bounded, so that random answers come to an end. Integers have
 * two digits: with three, XGrammar 0.1.27 lets numbers just outside some ranges in (298 for 299 to 569).
 */
export type Schema =
  | {
      readonly type: 'object';
      readonly properties: Readonly<Record<string, Schema>>;
      readonly required: readonly string[];
      readonly additionalProperties: false;
    }
  | { readonly type: 'array'; readonly items: Schema; readonly minItems: number; readonly maxItems: number }
  | { readonly type: 'string'; readonly minLength: number; readonly maxLength: number }
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'boolean' | 'null' }
  | { readonly enum: readonly (string | number | boolean | null)[] }
  | { readonly anyOf: readonly Schema[] };

// XGrammar writes control characters in a name as they are, which is no JSON.
const name = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 6 })
  .filter((text) => text !== '__proto__' && !/\p{Cc}/u.test(text));
const scalar = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.integer({ min: -999, max: 999 }),
  fc.boolean(),
  fc.constant(null),
);

export const randomSchema = fc.letrec<{ readonly any: Schema; readonly leaf: Schema; readonly object: Schema }>(
  (tie) => ({
    leaf: fc.oneof(
      fc
        .tuple(fc.nat(3), fc.nat(4))
        .map(([minLength, more]): Schema => ({ type: 'string', minLength, maxLength: minLength + more })),
      fc
        .tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 }))
        .map((pair): Schema => ({ type: 'integer', minimum: Math.min(...pair), maximum: Math.max(...pair) })),
      fc.constantFrom<Schema>({ type: 'boolean' }, { type: 'null' }),
      fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }).map((values): Schema => ({ enum: values })),
    ),
    object: fc
      .tuple(fc.dictionary(name, tie('any'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }), fc.nat(3))
      .map(([properties, optional]): Schema => ({
        type: 'object',
        properties,
        required: Object.keys(properties).slice(optional === 0 ? 1 : 0),
        additionalProperties: false,
      })),
    any: fc.oneof(
      { maxDepth: 2 },
      tie('leaf'),
      tie('object'),
      fc
        .tuple(tie('any'), fc.nat(2), fc.nat(2))
        .map(([items, minItems, more]): Schema => ({ type: 'array', items, minItems, maxItems: minItems + more })),
      fc.array(tie('leaf'), { minLength: 1, maxLength: 3 }).map((anyOf): Schema => ({ anyOf })),
    ),
  }),
).any;

/** Whether a value fits; written apart from any library, straight from the specification's words. */
export function fits(schema: Schema, value: unknown): boolean {
  if ('enum' in schema) return schema.enum.some((one) => one === value);
  if ('anyOf' in schema) return schema.anyOf.some((one) => fits(one, value));
  switch (schema.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value) && Number(value) >= schema.minimum && Number(value) <= schema.maximum;
    case 'string': {
      if (typeof value !== 'string') return false;
      // XGrammar takes up to four bytes that are no character for one; text shows each as U+FFFD.
      const least = Array.from(value.replace(/\ufffd{1,4}/g, '?')).length;
      return Array.from(value).length >= schema.minLength && least <= schema.maxLength;
    }
    case 'array':
      return (
        Array.isArray(value) &&
        value.length >= schema.minItems &&
        value.length <= schema.maxItems &&
        value.every((item) => fits(schema.items, item))
      );
    case 'object': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
      const found = value as Record<string, unknown>;
      return (
        schema.required.every((key) => key in found) &&
        Object.entries(found).every(([key, item]) => {
          const property = schema.properties[key];
          return property !== undefined && fits(property, item);
        })
      );
    }
  }
}
