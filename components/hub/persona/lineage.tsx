import type { PersonaDetail } from '../../providers/hub.tsx';
import { Fact } from '../../ui/fact.tsx';
import { formatCount } from '../../ui/format.ts';
import { Section } from './section.tsx';

/** As many digits of a hash as people compare. */
const SHORT_HASH = 12;

/** Where the persona comes from, down to the row and the bytes. */
export function Lineage({ detail }: { detail: PersonaDetail }) {
  const { shard, ref, id } = detail;
  return (
    <Section title="Where it comes from">
      <dl className="grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-3 gap-y-1 text-ui">
        <Fact term="Shard">
          {shard.name}, row {formatCount(ref.row + 1)} of {formatCount(shard.count)}
        </Fact>
        <Fact term="Source">{shard.source === '' ? 'unknown' : shard.source}</Fact>
        <Fact term="Licence">{shard.licence === '' ? 'unknown' : shard.licence}</Fact>
        <Fact term="Shard hash">
          <code className="font-mono text-small" title={shard.hash}>
            {shard.hash === '' ? 'none yet' : shard.hash.slice(0, SHORT_HASH)}
          </code>
        </Fact>
        <Fact term="Persona id">
          <code className="font-mono text-small">{id}</code>
        </Fact>
      </dl>
    </Section>
  );
}
