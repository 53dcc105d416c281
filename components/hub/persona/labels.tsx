'use client';

import { labelNames } from '../../../lib/model/persona.ts';
import type { LabelOrigin } from '../../../lib/model/shard.ts';
import { valueText } from '../../personas/label-text.ts';
import type { PersonaDetail } from '../../providers/hub.tsx';
import { useHubViewActions } from '../hub-view.tsx';
import { labelTitles } from '../words.ts';
import { Section, ValueButton } from './section.tsx';

const originWords: Readonly<Record<LabelOrigin, string>> = {
  unknown: '',
  column: 'from a column',
  text: 'from the text',
};

/** Every label, with where it comes from; one that nobody knows says so. */
export function Labels({ detail, onClose }: { detail: PersonaDetail; onClose: () => void }) {
  const { openBrowse } = useHubViewActions();
  return (
    <Section title="Labels">
      <table className="w-full text-ui">
        <thead className="sr-only">
          <tr>
            <th scope="col">Label</th>
            <th scope="col">Value</th>
            <th scope="col">Where it comes from</th>
          </tr>
        </thead>
        <tbody>
          {labelNames.map((name) => {
            const value = detail.labels[name];
            const text = valueText(name, value ?? null);
            return (
              <tr key={name} className="border-b border-line align-baseline last:border-b-0">
                <th scope="row" className="py-1 pr-3 text-left text-small font-normal text-soft">
                  {labelTitles[name]}
                </th>
                <td className="py-1 pr-3">
                  {value === undefined ? (
                    <span className="text-soft italic">{text}</span>
                  ) : (
                    <ValueButton
                      label={`Everybody here: ${labelTitles[name]} ${text}`}
                      onPress={() => {
                        onClose();
                        openBrowse({ shards: null, set: null, filters: [{ by: 'label', name, values: [value] }] });
                      }}
                    >
                      {text}
                    </ValueButton>
                  )}
                </td>
                <td className="py-1 text-right text-small whitespace-nowrap text-soft">
                  {value !== undefined && originWords[detail.origins[name] ?? 'unknown']}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
