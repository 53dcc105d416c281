import type { RunDifference } from '../../../lib/model/share.ts';
import { differenceNames } from './words.ts';

interface DifferencesProps {
  readonly differences: readonly RunDifference[];
  /** Answers that could be compared. */
  readonly compared: number;
}

/** What was not the same when the recording was made, side by side. */
export function Differences({ differences, compared }: DifferencesProps) {
  if (differences.length === 0)
    return (
      <p className="text-ui">
        {compared === 0 ? 'No answer is compared yet.' : 'No difference is known between the two runs.'}
      </p>
    );
  return (
    <table className="w-full text-left text-ui tabular-nums">
      <thead>
        <tr className="text-small text-soft">
          <th scope="col" className="w-24 pr-3 font-normal">
            <span className="sr-only">What</span>
          </th>
          <th scope="col" className="pr-3 font-normal">
            Recorded
          </th>
          <th scope="col" className="font-normal">
            Here
          </th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ what, recorded, here }) => (
          <tr key={what} className="border-t border-line align-top">
            <th scope="row" className="py-1 pr-3 font-normal text-soft">
              {differenceNames[what]}
            </th>
            <td className="py-1 pr-3 break-words">
              <Told text={recorded} />
            </td>
            <td className="py-1 break-words">
              <Told text={here} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Told({ text }: { text: string | null }) {
  return text === null ? <span className="text-soft">unknown</span> : <bdi>{text}</bdi>;
}
