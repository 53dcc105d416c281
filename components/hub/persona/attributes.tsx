'use client';

import type { PersonaDetail } from '../../providers/hub.tsx';
import { Fact } from '../../ui/fact.tsx';
import { useHubViewActions } from '../hub-view.tsx';
import { Section, ValueButton } from './section.tsx';

/** What came with the persona in its file, in the file's words. */
export function Attributes({ detail, onClose }: { detail: PersonaDetail; onClose: () => void }) {
  const { openBrowse } = useHubViewActions();
  return (
    <Section title="Attributes of the file">
      <dl className="grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-3 gap-y-1 text-ui">
        {detail.attributes.map(({ column, value }) => (
          <Fact key={column.name} term={column.name}>
            {column.kind === 'text' ? (
              value
            ) : (
              <ValueButton
                label={`Everybody here: ${column.name} ${value}`}
                onPress={() => {
                  onClose();
                  openBrowse({
                    shards: [detail.shard.id],
                    set: null,
                    filters: [{ by: 'column', name: column.name, values: [value] }],
                  });
                }}
              >
                {value}
              </ValueButton>
            )}
          </Fact>
        ))}
      </dl>
    </Section>
  );
}
