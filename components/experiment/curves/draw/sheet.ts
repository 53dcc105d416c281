import { FONT, type Size } from '../sizes.ts';
import { inks } from './inks.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** An empty drawing on white with its words for screen readers. */
export function sheetOf({ width, height }: Size, title: string, description: string): SVGSVGElement {
  const sheet = element('svg', {
    xmlns: SVG,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': `${title}. ${description}`,
    color: inks.soft,
    'font-family': 'system-ui, sans-serif',
    'font-size': FONT,
  });
  sheet.append(element('rect', { width, height, fill: inks.paper }));
  return sheet;
}

/** Puts a plot onto a sheet, without its style element: what it says matters only to plots that stand alone. */
export function put(sheet: SVGSVGElement, plot: SVGElement | HTMLElement, x: number, y: number): void {
  for (const style of plot.querySelectorAll('style')) style.remove();
  for (const each of plot.querySelectorAll('[style]')) each.removeAttribute('style');
  // The sheet has a name for all of it; names on groups inside an image are none that a reader may have.
  for (const name of ['aria-label', 'aria-description', 'aria-hidden'])
    for (const each of [plot, ...plot.querySelectorAll(`[${name}]`)]) each.removeAttribute(name);
  for (const name of ['class', 'style', 'font-family', 'font-size']) plot.removeAttribute(name);
  plot.setAttribute('x', String(x));
  plot.setAttribute('y', String(y));
  sheet.append(plot);
}

function element<K extends 'svg' | 'rect'>(name: K, attributes: Readonly<Record<string, string | number>>) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (key !== 'xmlns') made.setAttribute(key, String(value));
  return made;
}
