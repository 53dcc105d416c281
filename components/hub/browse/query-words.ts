import { labelNames } from '../../../lib/model/persona.ts';
import { valueText } from '../../personas/label-text.ts';
import type { HubQuery } from '../../providers/hub.tsx';

/**
 * What a query asks, in words: names files, sets and samples made from it.
 *
 * @param names of its shards and its set
 */
export function nameOfQuery(query: HubQuery, names: readonly string[]): string {
  const filters = query.filters.map(({ by, name, values }) => {
    const label = by === 'label' ? labelNames.find((each) => each === name) : undefined;
    const words = values.map((value) => (label === undefined ? (value ?? 'not given') : valueText(label, value)));
    return `${name} ${words.join(' or ')}`;
  });
  const text = query.text.trim();
  const parts = [...(text === '' ? [] : [`“${text}”`]), ...filters];
  const where = names.join(' and ');
  if (parts.length === 0) return where === '' ? 'All personas' : where;
  return `Search: ${parts.join(', ')}${where === '' ? '' : ` in ${where}`}`;
}
