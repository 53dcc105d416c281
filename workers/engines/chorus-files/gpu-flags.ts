/** Numbers of the WebGPU standard, which TypeScript's library of the browser lacks as values. */
export const bufferUsage = { mapRead: 0x1, copySrc: 0x4, copyDst: 0x8, storage: 0x80 } as const;
export const mapRead = 0x1;
