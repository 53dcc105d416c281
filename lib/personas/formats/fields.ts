/** Reads the field that a path names: `age`, `persona.name`. Undefined where there is none. */
export type FieldReader = (row: unknown) => unknown;

/** A key that is written just like the path comes first, so that names with dots work. */
export function fieldReader(path: string): FieldReader {
  const steps = path.split('.');
  return (row) => {
    if (!isObject(row)) return undefined;
    if (Object.hasOwn(row, path)) return row[path];
    if (steps.length === 1) return undefined;
    let value: unknown = row;
    for (const step of steps) {
      if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
      value = value[step];
    }
    return value;
  };
}

/** An object that is no list and none of the classes that a Parquet file may give. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
