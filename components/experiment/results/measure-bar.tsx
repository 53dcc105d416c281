'use client';

import { useState } from 'react';
import { faultText } from '../../hub/words.ts';
import type { ExperimentActions, OpenExperiment } from '../../providers/experiment.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Section } from './section.tsx';
import { stageWords } from './words.ts';

interface MeasureBarProps {
  readonly open: OpenExperiment;
  readonly actions: Pick<ExperimentActions, 'analyse' | 'cancelAnalysis'>;
}

/** Starts the measuring, says how far it is, and when the result is older than the answers. */
export function MeasureBar({ open, actions }: MeasureBarProps) {
  const { analysis, ended, calls } = open;
  const { result, status } = analysis;
  const [meaning, setMeaning] = useState(!result || result.encoder !== null);
  const running = status === 'running';
  const label = analysis.stage === null ? 'Starting' : stageWords[analysis.stage];
  const far = `${Math.round(analysis.fraction * 100)}%`;
  return (
    <Section
      title="Measure"
      lead={
        result
          ? undefined
          : 'How varied and how valid the answers of each arm are, with intervals, and whether the personas made the difference. It is all computed in this tab.'
      }
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Button
          look={result && !analysis.stale ? 'outline' : 'primary'}
          className="min-w-32"
          disabled={running || ended === 0}
          onClick={() => actions.analyse(meaning)}
        >
          {running ? 'Measuring…' : result ? 'Measure again' : 'Measure'}
        </Button>
        <CheckField
          label={
            <>
              also by meaning <span className="text-soft">(loads the encoder, 23 MB)</span>
            </>
          }
          checked={meaning}
          disabled={running}
          onChange={setMeaning}
        />
      </div>
      {/* Its place is kept, so that nothing below moves when it begins and ends. */}
      <div className="flex min-h-8 max-w-xl items-center gap-3">
        {running && (
          <>
            <div className="min-w-0 flex-1">
              <p className="text-small text-soft tabular-nums">
                {label}, {far}
              </p>
              <Progress label={label} value={analysis.fraction} valueText={far} />
            </div>
            <Button onClick={actions.cancelAnalysis}>Cancel</Button>
          </>
        )}
        {!running &&
          (result && analysis.stale ? (
            <p className="text-ui text-warn">Answers came after this was measured. Measure again to take them in.</p>
          ) : (
            <p className="text-small text-soft tabular-nums">
              {ended < calls
                ? `${formatCount(ended)} of ${formatCount(calls)} calls have ended; what is there can be measured.`
                : `All ${formatCount(calls)} calls have ended.`}
            </p>
          ))}
      </div>
      {analysis.fault && (
        <Notice
          tone={status === 'done' ? 'warn' : 'bad'}
          title={status === 'done' ? 'Only words were measured, not meaning.' : 'The measuring did not work.'}
        >
          {faultText(analysis.fault)}
        </Notice>
      )}
      <p role="status" className="sr-only">
        {running ? 'Measuring' : status === 'done' ? 'Measured' : ''}
      </p>
    </Section>
  );
}
