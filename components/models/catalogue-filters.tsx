'use client';

import type { Floats, ModelFilter, SizeClass } from '../../lib/catalogue/search.ts';
import type { ModelOrder } from '../../lib/catalogue/sort.ts';
import { CheckField } from '../ui/check-field.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';

export interface Filters extends ModelFilter {
  /** Only what fits this device, tightly or with ease. */
  readonly fitting: boolean;
  /** Only what is kept in this browser, partly or whole. */
  readonly kept: boolean;
}

const sizes: readonly { readonly value: SizeClass; readonly label: string }[] = [
  { value: 'any', label: 'any size' },
  { value: 'small', label: 'below 1 B' },
  { value: 'medium', label: '1 to 4.5 B' },
  { value: 'large', label: 'above 4.5 B' },
];
const floats: readonly { readonly value: Floats; readonly label: string }[] = [
  { value: 'any', label: 'f16 or f32' },
  { value: 'f16', label: 'f16' },
  { value: 'f32', label: 'f32' },
];
const orders: readonly { readonly value: ModelOrder; readonly label: string }[] = [
  { value: 'recommended', label: 'recommended' },
  { value: 'size', label: 'memory' },
  { value: 'name', label: 'name' },
];

interface CatalogueFiltersProps {
  readonly filters: Filters;
  readonly order: ModelOrder;
  readonly quantisations: readonly string[];
  readonly onFilters: (filters: Filters) => void;
  readonly onOrder: (order: ModelOrder) => void;
}

export function CatalogueFilters({ filters, order, quantisations, onFilters, onOrder }: CatalogueFiltersProps) {
  const set = (part: Partial<Filters>) => onFilters({ ...filters, ...part });
  return (
    <div role="search" aria-label="Catalogue" className="grid gap-x-3 gap-y-1.5">
      <div className="grid grid-cols-2 gap-x-3 gap-y-1.5 wide:grid-cols-[minmax(8rem,1fr)_repeat(4,minmax(0,8.5rem))]">
        <TextField
          label="Search"
          type="search"
          value={filters.words}
          placeholder="llama 3b, qwen q4f16…"
          onChange={(words) => set({ words })}
          className="max-wide:col-span-2"
        />
        <SelectField label="Parameters" value={filters.size} options={sizes} onChange={(size) => set({ size })} />
        <SelectField
          label="Quantisation"
          value={filters.quantisation ?? ''}
          options={[{ value: '', label: 'any' }, ...quantisations.map((value) => ({ value, label: value }))]}
          onChange={(value) => set({ quantisation: value === '' ? null : value })}
        />
        <SelectField label="Arithmetic" value={filters.floats} options={floats} onChange={(next) => set({ floats: next })} />
        <SelectField label="Sort by" value={order} options={orders} onChange={onOrder} />
      </div>
      <div className="flex flex-wrap gap-x-5">
        <CheckField label="Fits this device" checked={filters.fitting} onChange={(fitting) => set({ fitting })} />
        <CheckField label="Kept here" checked={filters.kept} onChange={(kept) => set({ kept })} />
        <CheckField label="Light (up to 1.5 GB of memory)" checked={filters.light} onChange={(light) => set({ light })} />
      </div>
    </div>
  );
}
