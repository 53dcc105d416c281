import { HUB_HOST } from '../../../lib/catalogue/hub-address.ts';
import { Badge } from '../../ui/badge.tsx';
import { licenceWords } from '../licences.ts';

interface KnownSource {
  readonly name: string;
  readonly what: string;
  readonly licence: string;
  /** As the hub names it. */
  readonly dataset: string | null;
}

/** Files that people have: recognised by their fields, so nothing needs to be mapped. */
const known: readonly KnownSource[] = [
  {
    name: 'PersonaHub',
    what: '200,000 personas in English and Chinese (JSONL, 22 MB), and slices of the 370 million “elite” ones.',
    licence: 'CC-BY-NC-SA-4.0',
    dataset: 'proj-persona/PersonaHub',
  },
  {
    name: 'FinePersonas',
    what: 'Personas written from educational web pages (Parquet).',
    licence: 'Llama 3 Community License',
    dataset: 'argilla/FinePersonas-v0.1',
  },
  {
    name: 'Nemotron-Personas',
    what: 'Personas with sex, age, occupation, education and place that follow census figures (Parquet).',
    licence: 'CC-BY-4.0',
    dataset: 'nvidia/Nemotron-Personas',
  },
  {
    name: 'Your own',
    what: 'JSONL, a JSON array, CSV, TSV, one persona a line, or Parquet; each also as .gz or .zst.',
    licence: '',
    dataset: null,
  },
];

/** What can be brought, and under which terms. @param props.onDataset offers the hub's data sets when given */
export function KnownSources({ onDataset }: { onDataset: ((dataset: string) => void) | null }) {
  return (
    <ul className="grid gap-x-8 gap-y-3 wide:grid-cols-2">
      {known.map(({ name, what, licence, dataset }) => (
        <li key={name} className="min-w-0 text-ui">
          <h4 className="flex flex-wrap items-center gap-x-2 font-semibold">
            {name}
            {licenceWords(licence).nonCommercial && <Badge tone="warn">non-commercial</Badge>}
          </h4>
          <p className="text-soft">{what}</p>
          {licence !== '' && <p className="text-small text-soft">Licence: {licence}</p>}
          {dataset !== null && onDataset && (
            <button
              type="button"
              onClick={() => onDataset(dataset)}
              className="min-h-6 text-small text-accent underline underline-offset-3"
            >
              See its files on {HUB_HOST}
              <span className="sr-only">: {name}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
