import type { Figure } from './drawing.ts';

/** Wide enough for two columns of a legend, narrow enough for a page of text. */
const FILE_WIDTH = 720;
/** Pixels of a PNG for each of the drawing's: sharp on dense screens and in print. */
const SCALE = 2;

/** The figure as the text of an SVG file, readable on white. */
export async function svgOf(figure: Figure): Promise<string> {
  const { drawFigure } = await import('./draw/draw.ts');
  return new XMLSerializer().serializeToString(drawFigure(figure, FILE_WIDTH));
}

/** Throws where the browser cannot make a picture of it (no memory for the canvas). */
export async function pngOf(figure: Figure): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([await svgOf(figure)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('No canvas');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture'))), 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
