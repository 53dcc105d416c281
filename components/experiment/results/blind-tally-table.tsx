import type { BlindVote, ExperimentSpec, Trial, TrialId } from '../../../lib/model/experiment.ts';
import { groupName } from '../../../lib/report/findings.ts';
import { formatCount } from '../../ui/format.ts';
import { ScrollSideways } from '../../ui/scroll-sideways.tsx';
import { blindTally } from './blind-pairs.ts';
import { percent, pFigure } from './figures.ts';

interface TallyProps {
  readonly spec: ExperimentSpec;
  readonly trials: ReadonlyMap<TrialId, Pick<Trial, 'arm' | 'model'>>;
  readonly votes: readonly BlindVote[];
}

const head = 'py-1 pl-3 text-right font-normal';

/** Votes for each arm and for the control, with the exact interval of the arm's share. */
export function BlindTallyTable({ spec, trials, votes }: TallyProps) {
  return (
    <ScrollSideways label="Tally of the blind vote" className="relative">
      <table aria-label="Blind vote" className="mt-1 max-w-3xl text-small tabular-nums">
        <caption className="max-w-prose pb-1 text-left text-small text-soft">
          Share of votes for the arm among those that chose, with its exact 95% interval, and the two-sided p of so
          uneven a share if both were liked alike. Votes for neither are not in it.
        </caption>
        <thead>
          <tr className="border-b border-edge text-soft">
            <th scope="col" className="py-1 text-left font-normal">
              Arm
            </th>
            <th scope="col" className={head}>
              For it
            </th>
            <th scope="col" className={head}>
              For the control
            </th>
            <th scope="col" className={head}>
              Neither
            </th>
            <th scope="col" className={head}>
              Share
            </th>
            <th scope="col" className={head}>
              p
            </th>
          </tr>
        </thead>
        <tbody>
          {blindTally(spec, trials, votes).map((row) => (
            <tr key={`${row.arm} ${row.model}`} className="border-t border-line">
              <th scope="row" className="py-1 text-left font-normal">
                {groupName(spec, row)}
              </th>
              <td className={head}>{formatCount(row.forArm)}</td>
              <td className={head}>{formatCount(row.forControl)}</td>
              <td className={head}>{formatCount(row.neither)}</td>
              <td className={head}>
                {row.share
                  ? `${percent(row.share.value)} (${percent(row.share.low)} to ${percent(row.share.high)}), n ${row.forArm + row.forControl}`
                  : 'unknown'}
              </td>
              <td className={head}>{row.p === null ? 'unknown' : pFigure(row.p)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  );
}
