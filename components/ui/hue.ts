import type { CSSProperties } from 'react';

/**
 * The hue (0 to 359) of a persona, the same on every screen and in every browser because ids are content. FNV-1a with
 * murmur's last mix, without which ids that differ in one character would get neighbouring hues.
 */
export function personaHue(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % 360;
}

/** Class and style that define the voice colours for an element and all in it; null is the control. */
export function voice(id: string | null): { readonly className: string; readonly style: CSSProperties } {
  if (id === null) return { className: 'voice-none', style: {} };
  return { className: 'voice', style: { '--hue': String(personaHue(id)) } as CSSProperties };
}
