import type { ShardInfo } from '../../lib/model/shard.ts';
import { Badge } from '../ui/badge.tsx';
import { cx } from '../ui/cx.ts';
import { licenceWords } from './licences.ts';

/** Where personas come from and under which terms: shown wherever one of them is. */
export function LicenceLine({
  info,
  named = true,
  className,
}: {
  info: Pick<ShardInfo, 'name' | 'source' | 'licence'>;
  /** Whether the shard's name stands in front. */
  named?: boolean;
  className?: string;
}) {
  const { nonCommercial, note } = licenceWords(info.licence);
  return (
    <p className={cx('flex min-w-0 flex-wrap items-center gap-x-2 text-small text-soft', className)}>
      {named && <span className="font-semibold text-ink">{info.name}</span>}
      <span className="min-w-0 break-words" title={note ?? undefined}>
        {info.licence === '' ? 'licence unknown' : info.licence}
      </span>
      {nonCommercial && <Badge tone="warn">non-commercial</Badge>}
      {info.source !== '' && <span className="min-w-0 break-words">{info.source}</span>}
    </p>
  );
}
