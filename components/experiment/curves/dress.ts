import { inks } from './draw/inks.ts';
import { controlLook, looks } from './looks.ts';

const theme = new Map<string, string>([
  [inks.paper, 'var(--color-paper)'],
  [inks.ink, 'var(--color-ink)'],
  [inks.soft, 'var(--color-soft)'],
  [inks.edge, 'var(--color-edge)'],
]);
const hues = new Map(looks.map(({ colour, hue }) => [colour, hue]));

/**
 * Gives a plain drawing the theme's colours and font, by name, so that it follows light and dark by itself. An arm's
 * colour becomes the voice of its hue. Styles are set through the object model, which every policy allows.
 */
export function dress(sheet: SVGSVGElement): SVGSVGElement {
  sheet.setAttribute('font-family', 'inherit');
  for (const element of [sheet, ...sheet.querySelectorAll<SVGElement>('*')]) {
    for (const name of ['fill', 'stroke', 'color']) {
      const colour = element.getAttribute(name);
      if (colour !== null) recolour(element, name, colour);
    }
  }
  return sheet;
}

function recolour(element: SVGElement, name: string, colour: string): void {
  const hue = hues.get(colour);
  if (typeof hue === 'number') {
    element.classList.add('voice');
    element.style.setProperty('--hue', String(hue));
    element.setAttribute(name, 'var(--voice)');
  } else if (colour === controlLook.colour) {
    element.classList.add('voice-none');
    element.setAttribute(name, 'var(--voice)');
  } else {
    const named = theme.get(colour);
    if (named !== undefined) element.setAttribute(name, named);
  }
}
