'use client';

import { CheckField } from '../ui/check-field.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { firstFloors, paperSetUp, type SetUp } from './methods.ts';

const tokenKinds = [
  { value: 'words', label: 'Words' },
  { value: 'characters', label: 'Characters' },
] as const;

interface AdvancedFieldsProps {
  readonly setUp: SetUp;
  readonly onChange: (setUp: SetUp) => void;
}

/** What experts change, folded away. */
export function AdvancedFields({ setUp, onChange }: AdvancedFieldsProps) {
  const { way, tokens, permutations, seed, verified, floor } = setUp;
  const set = (part: Partial<SetUp>) => onChange({ ...setUp, ...part });
  return (
    <details>
      <summary className="w-fit min-h-8 rounded-small py-1 text-ui text-soft hover:text-ink">
        Advanced: tokens, permutations, seed, least similarity
      </summary>
      <div className="mt-1 flex flex-wrap items-end gap-x-5 gap-y-3">
        <NumberField
          label="Least similarity"
          hint="Pairs less alike are not looked for; lower finds more and takes longer."
          value={floor}
          range={{ min: 0.5, max: 1, step: 0.01 }}
          initial={firstFloors[way]}
          onChange={(next) => set({ floor: next })}
        />
        {way !== 'semantic' && (
          <>
            <Segmented
              label="Tokens"
              value={tokens.kind}
              options={tokenKinds}
              // Single letters are in every text; runs of five are a usual choice.
              onChange={(kind) => set({ tokens: { kind, size: kind === 'words' ? 1 : 5 } })}
            />
            <NumberField
              label="Tokens in a run"
              hint="One word is the paper’s choice."
              value={tokens.size}
              range={{ min: 1, max: 8, step: 1 }}
              initial={tokens.kind === 'words' ? 1 : 5}
              onChange={(size) => set({ tokens: { ...tokens, size } })}
            />
          </>
        )}
        {way === 'minhash' && (
          <>
            <NumberField
              label="Permutations"
              hint="More estimate better and take longer."
              value={permutations}
              range={{ min: 16, max: 256, step: 1 }}
              initial={paperSetUp.permutations}
              onChange={(next) => set({ permutations: next })}
            />
            <NumberField
              label="MinHash seed"
              hint="The same seed gives the same signatures."
              value={seed}
              range={{ min: 0, max: 2 ** 32 - 1, step: 1 }}
              initial={paperSetUp.seed}
              width="w-32"
              onChange={(next) => set({ seed: next })}
            />
            <CheckField
              label="Check each candidate against the true similarity"
              checked={verified}
              onChange={(next) => set({ verified: next })}
            />
          </>
        )}
      </div>
      <p className="mt-1 max-w-prose text-small text-soft">
        The threshold can be moved down to the least similarity afterwards, without comparing again. Lower takes longer
        and more memory.
      </p>
    </details>
  );
}
