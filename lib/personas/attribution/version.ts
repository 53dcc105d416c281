/** Raise it when the same row should get other labels: kept labels of an older number are made again. */
export const ATTRIBUTOR = 1;
