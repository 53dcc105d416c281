import { Environment } from '@huggingface/jinja';
import { fixedDate } from './fixed-date.ts';

/** More steps than any chat has messages: a template must not loop for ever. */
const MAX_RANGE = 100_000;

/**
 * What templates on the hub expect to find. It is made here because the package's own gives them today's date, and a
 * name can be set only once.
 */
export function templateEnvironment(): Environment {
  const environment = new Environment();
  const globals = {
    false: false,
    true: true,
    none: null,
    False: false,
    True: true,
    None: null,
    range,
    strftime_now: fixedDate,
    raise_exception: (message: unknown) => {
      throw new Error(String(message));
    },
  };
  for (const [name, value] of Object.entries(globals)) environment.set(name, value);
  return environment;
}

function range(from: number, to?: number, step = 1): number[] {
  const [first, end] = to === undefined ? [0, from] : [from, to];
  const length = Math.max(0, Math.ceil((end - first) / step));
  if (!(length <= MAX_RANGE)) throw new Error('range() is too long.');
  return Array.from({ length }, (_, index) => first + index * step);
}
