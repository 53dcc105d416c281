import type { LedgerEntry } from '../providers/ledger.tsx';
import { Badge } from '../ui/badge.tsx';
import { ScrollSideways } from '../ui/scroll-sideways.tsx';
import { addressWords, bytesWords, outcomeOf, reasonOf, timeWords } from './words.ts';

/** Requests, newest first. Addresses break where they must; on narrow screens the table scrolls in its place. */
export function RequestTable({ entries }: { entries: readonly LedgerEntry[] }) {
  return (
    <ScrollSideways label="Requests to other hosts" className="mt-3">
      <table className="w-full min-w-[36rem] border-collapse text-small">
        <caption className="sr-only">Requests to other hosts, newest first</caption>
        <thead>
          <tr className="text-left text-soft">
            {['When', 'Address', 'Why', 'Outcome'].map((name) => (
              <th key={name} scope="col" className="border-b border-line py-1 pr-3 font-normal">
                {name}
              </th>
            ))}
            {['Received', 'Sent'].map((name) => (
              <th key={name} scope="col" className="border-b border-line py-1 pr-2 text-right font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="tabular-nums">
          {entries.map((entry) => (
            <Row key={entry.key} entry={entry} />
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  );
}

function Row({ entry }: { entry: LedgerEntry }) {
  const { words, tone } = outcomeOf(entry);
  return (
    <tr className="align-top [&>td]:border-b [&>td]:border-line [&>td]:py-1.5 [&>td]:pr-3">
      <td className="whitespace-nowrap">{timeWords(entry.at)}</td>
      <td className="min-w-40 break-all">
        <span className="text-soft">{entry.method}</span> {addressWords(entry.url)}
        {entry.answeredBy !== null && <span className="block text-soft">answered by {entry.answeredBy}</span>}
      </td>
      <td>{reasonOf(entry)}</td>
      <td>
        <Badge tone={tone}>{words}</Badge>
      </td>
      <td className="text-right whitespace-nowrap">{bytesWords(entry.received)}</td>
      <td className="text-right whitespace-nowrap">{bytesWords(entry.sent)}</td>
    </tr>
  );
}
