import type { PersonaLabels as Labels } from '../../lib/model/persona.ts';
import { labelTexts } from './label-text.ts';

export function PersonaLabels({ labels }: { labels: Labels }) {
  const texts = labelTexts(labels);
  if (texts.length === 0) return null;
  return <p className="text-small text-faint">{texts.join(' · ')}</p>;
}
