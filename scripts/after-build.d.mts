/** Sizes are those of the originals and of Brotli's results. */
export function compressFolder(folder: string): Promise<{ files: number; before: number; after: number }>;
