/**
 * What the importer makes of a file. Raise it when the same file should be packed differently: a shard tells with which
 * number it was made. 1 knew the starter file alone.
 */
export const IMPORTER_VERSION = 2;
