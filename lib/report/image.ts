import type { ShownFigure } from './document.ts';

/**
 * A drawing as an address that holds it. As an image nothing in it can run or ask for anything, whatever it holds.
 * Brackets are escaped, too: Markdown ends an address at one.
 */
export function imageOf({ svg }: Pick<ShownFigure, 'svg'>): string {
  const named = /\sxmlns=/.test(svg.slice(0, svg.indexOf('>'))) ? svg : svg.replace('<svg', `<svg ${NAMESPACE}`);
  const text = encodeURIComponent(named.replace(/\p{Surrogate}/gu, '\ufffd'));
  return `data:image/svg+xml,${text.replace(/[()']/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}

/** Without it browsers take an image for plain XML. */
const NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"';
