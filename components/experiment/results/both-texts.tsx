import { diffWords } from '../../../lib/dedup/diff.ts';
import type { ExperimentReproduction } from '../../providers/experiment.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { likenessWords } from './words.ts';

interface BothTextsProps {
  readonly compared: ExperimentReproduction['trials'][number];
  readonly name: string;
  readonly returnTo: Parameters<typeof Dialog>[0]['returnTo'];
  readonly onClose: () => void;
}

/** Words that are not in both are marked in each. */
export function BothTexts({ compared, name, returnTo, onClose }: BothTextsProps) {
  const pieces = diffWords(compared.before, compared.now);
  const sides = [
    { title: 'Recorded', kind: 'removed' },
    { title: 'Here', kind: 'added' },
  ] as const;
  return (
    <Dialog title={name} description={likenessWords[compared.likeness]} returnTo={returnTo} onClose={onClose} wide>
      <div className="grid gap-4 wide:grid-cols-2">
        {sides.map(({ title, kind }) => (
          <section key={title} aria-label={title} className="min-w-0">
            <h3 className="text-ui font-semibold">{title}</h3>
            <p dir="auto" className="mt-1 leading-[1.625] break-words whitespace-pre-wrap">
              {pieces.map((piece, at) =>
                piece.kind === 'same' ? (
                  <span key={at}>{piece.text}</span>
                ) : piece.kind === kind ? (
                  <mark
                    key={at}
                    className="rounded-small bg-warn-wash text-ink underline decoration-2 underline-offset-3"
                  >
                    {piece.text}
                  </mark>
                ) : null,
              )}
            </p>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
