'use client';

import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { type FitVerdict, fits } from '../../lib/catalogue/fits.ts';
import { noFilter, quantisationsOf, searchEntries } from '../../lib/catalogue/search.ts';
import { type ModelOrder, sortEntries } from '../../lib/catalogue/sort.ts';
import { type CatalogueEntry, type DeviceFacts, modelKey, type ModelKey } from '../../lib/model/catalogue.ts';
import { useModels, useModelsActions } from '../providers/models.tsx';
import { Button } from '../ui/button.tsx';
import { plural } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { CatalogueFilters, type Filters } from './catalogue-filters.tsx';
import { ModelRows } from './model-rows.tsx';

const noFilters: Filters = { ...noFilter, fitting: false, kept: false };

/** The hub's models that WebLLM runs: the list comes with the app, only a press on a model's own button asks the hub. */
export function Catalogue() {
  const actions = useModelsActions();
  const state = useModels(({ catalogue }) => catalogue);
  const restored = useModels((models) => models.restored);
  useEffect(() => {
    if (restored && state === 'unread') actions.openCatalogue();
  }, [restored, state, actions]);
  return (
    <section aria-labelledby="catalogue-title" className="min-w-0">
      <h2 id="catalogue-title" className="text-title font-semibold">
        Catalogue
      </h2>
      <p className="max-w-prose text-ui text-soft">
        Models for WebGPU on the hub. The list comes with the app; the hub is asked when you press a model’s own button.
      </p>
      <div className="mt-3 min-h-96">
        {state === 'ready' ? (
          <CatalogueList />
        ) : state === 'failed' ? (
          <Notice
            tone="bad"
            title="The catalogue could not be read."
            actions={<Button onClick={() => actions.openCatalogue()}>Try again</Button>}
          >
            It is a part of this app: check the connection to this site.
          </Notice>
        ) : (
          <p role="status" className="text-ui text-soft">
            Reading the catalogue…
          </p>
        )}
      </div>
    </section>
  );
}

function CatalogueList() {
  const entries = useModels((state) => state.entries);
  const device = useModels((state) => state.device);
  const recommended = useModels((state) => state.recommended?.key ?? null);
  const [filters, setFilters] = useState(noFilters);
  const [order, setOrder] = useState<ModelOrder>('recommended');
  const all = useMemo(() => entries.filter((entry) => entry.origin === 'catalogue'), [entries]);
  const verdicts = useVerdicts(all, device);
  const kept = useKept(all, filters.kept);
  // Typing stays fluent while some hundred rows are drawn again.
  const wanted = useDeferredValue(filters);
  const shown = useMemo(() => {
    const verdict = (key: ModelKey) => verdicts.get(key) ?? 'unknown';
    const found = searchEntries(all, wanted).filter((entry) => {
      const key = modelKey(entry.choice);
      return (!wanted.fitting || isFitting(verdict(key))) && (!wanted.kept || kept.has(key));
    });
    return sortEntries(found, order, { recommended, verdict });
  }, [all, wanted, order, recommended, verdicts, kept]);
  const fitting = [...verdicts.values()].filter(isFitting).length;
  return (
    <>
      <CatalogueFilters
        filters={filters}
        order={order}
        quantisations={useMemo(() => quantisationsOf(all), [all])}
        onFilters={setFilters}
        onOrder={setOrder}
      />
      <p role="status" className="my-2 min-h-5 text-small text-soft tabular-nums">
        {shown.length === all.length ? plural(all.length, 'model') : `${shown.length} of ${plural(all.length, 'model')}`}
        {device && `; ${fitting} of all fit this device`}
      </p>
      {shown.length > 0 ? (
        <ModelRows label="Catalogue" entries={shown} />
      ) : (
        <p className="text-ui">
          No model is like that.{' '}
          <Button look="plain" className="underline underline-offset-3" onClick={() => setFilters(noFilters)}>
            Show all
          </Button>
        </p>
      )}
    </>
  );
}

function isFitting(verdict: FitVerdict): boolean {
  return verdict === 'yes' || verdict === 'tight';
}

/** By the device alone: a list that moved with every kept megabyte could not be read. */
function useVerdicts(entries: readonly CatalogueEntry[], device: DeviceFacts | null): ReadonlyMap<ModelKey, FitVerdict> {
  return useMemo(
    () => new Map(entries.map((entry) => [modelKey(entry.choice), fits(entry, device).verdict])),
    [entries, device],
  );
}

/** Models with anything in this browser; looked at only while somebody asks. */
function useKept(entries: readonly CatalogueEntry[], wanted: boolean): ReadonlySet<ModelKey> {
  const status = useModels((state) => (wanted ? state.status : null));
  return useMemo(
    () =>
      new Set(
        entries
          .map((entry) => modelKey(entry.choice))
          .filter((key) => status !== null && (status.get(key)?.files.keptBytes ?? 0) > 0),
      ),
    [entries, status],
  );
}
