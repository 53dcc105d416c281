import { badInput, fault, FaultError } from '../../lib/model/fault.ts';
import type { ModelKey, ModelSource } from '../../lib/model/catalogue.ts';
import type { ModelFile, ModelPackage } from '../../lib/protocol/models.ts';
import { keptUrl } from '../engines/chorus/fetch-parts.ts';
import type { Piece } from '../engines/chorus/manifest.ts';
import { fetchManifest } from '../engines/chorus/weights.ts';
import { readListing } from './hub-index.ts';
import { request } from './http.ts';
import { nothingToKeep } from './places.ts';
import type { World } from './ports.ts';
import { webLlmFiles } from './web-llm-index.ts';

/** Reads what a model consists of from its publisher's own index: kilobytes, whatever the model weighs. */
export async function inspect(world: World, key: ModelKey, source: ModelSource): Promise<ModelPackage> {
  switch (source.kind) {
    case 'web-llm':
      return packageOf(key, source, await webLlmFiles(world, source));
    case 'hub': {
      const { commit, files } = await readListing(world, source.repository, source.revision);
      return packageOf(key, { ...source, revision: commit }, choose(source, files));
    }
    case 'origin':
      return packageOf(key, source, await originFiles(world, source.folder));
    case 'files':
    case 'endpoint':
    case 'browser':
      throw nothingToKeep(source);
  }
}

/** Adds up the sizes; one unknown size makes the sum unknown. */
export function packageOf(key: ModelKey, source: ModelSource, files: readonly ModelFile[]): ModelPackage {
  const totalBytes = files.reduce<number | null>(
    (sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes),
    0,
  );
  return { key, source, files, totalBytes };
}

function choose(source: Extract<ModelSource, { kind: 'hub' }>, files: readonly ModelFile[]): ModelFile[] {
  if (source.files.length === 0) throw badInput('Say which files of the repository the model consists of.');
  return [...new Set(source.files)].map((path) => {
    const file = files.find((each) => each.path === path);
    if (file) return file;
    const message = `${source.repository} has no file ${path}.`;
    throw new FaultError(fault('model-missing', message, 'Check the name, or choose another file.'));
  });
}

async function originFiles(world: World, folder: string): Promise<ModelFile[]> {
  if (!URL.canParse(folder) || !folder.endsWith('/')) throw badInput('The model’s folder must be a complete address.');
  const manifest = await fetchManifest(folder, (url) => request(world, 'manifest.json', url, {}));
  if (manifest.missing) throw new FaultError(fault('model-missing', manifest.reason));
  const file = (piece: Piece): ModelFile => ({
    url: keptUrl(folder, piece),
    path: piece.path,
    bytes: piece.bytes,
    exact: true,
    hash: { algorithm: 'sha256', hex: piece.sha256 },
  });
  return [manifest.graph, manifest.layout, manifest.tokenizer, ...manifest.parts].map(file);
}
