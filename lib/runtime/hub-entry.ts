import { type HubOption, hubOptions, preferredOption } from '../catalogue/hub-files.ts';
import type { CatalogueEntry, DeviceFacts } from '../model/catalogue.ts';
import { fault, FaultError } from '../model/fault.ts';
import type { HubListing } from '../protocol/models.ts';

/** Whether the address alone does not name every file: a whole repository, or an ONNX graph without what belongs to it. */
export function needsListing({ source }: CatalogueEntry): boolean {
  return source.kind === 'hub' && (source.files.length === 0 || source.files.every((path) => path.endsWith('.onnx')));
}

/**
 * The entry with all its files, chosen for this device from what the repository holds.
 * @throws FaultError `model-unsupported` when there is nothing that an engine here runs
 */
export function withListing(entry: CatalogueEntry, listing: HubListing, device: DeviceFacts | null): CatalogueEntry {
  const { source } = entry;
  if (source.kind !== 'hub') return entry;
  const { gguf, onnx } = hubOptions(listing);
  const [named] = source.files;
  const gpu = device?.gpu ?? null;
  const chosen =
    named === undefined
      ? (preferredOption(onnx, gpu) ?? preferredOption(gguf, gpu))
      : (onnx.find(({ files }) => files[0] === named) ?? null);
  if (!chosen)
    throw new FaultError(
      fault(
        'model-unsupported',
        `${source.repository} holds ${named === undefined ? 'no GGUF file and no ONNX export' : 'no such ONNX export'} that runs here.`,
        'Name a GGUF file of it, or choose another repository.',
      ),
    );
  return entryOf(entry, chosen, listing);
}

function entryOf(entry: CatalogueEntry, option: HubOption, listing: HubListing): CatalogueEntry {
  const { source, choice } = entry;
  if (source.kind !== 'hub') return entry;
  const engine = option.kind === 'gguf' ? 'wllama' : 'chorus';
  return {
    ...entry,
    choice: { ...choice, engine, name: `${listing.repository.split('/').at(-1) ?? choice.name} (${option.label})` },
    quantisation: option.quantisation,
    licence: listing.licence,
    downloadBytes: option.bytes,
    // Weights once and half as much again for caches and buffers; the file itself tells more once it is here.
    memoryBytes: option.bytes === null ? null : Math.round(option.bytes * 1.5),
    needs: option.needs,
    source: { ...source, files: option.files },
  };
}
