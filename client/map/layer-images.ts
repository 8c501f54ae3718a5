import { inkOn, patternStrokes, pictogramPlace, shapeOutlines, type Look } from './looks.ts';

/** Pixels of a drawing for one of the page. */
const ratio = 2;
const markerSize = 24;
const patternSize = 8;
type Drawing = () => ImageData | null;

// Names say all that a drawing shows, so one list serves every map of the page; each is drawn when a map first asks for it.
const drawings = new Map<string, Drawing>();

/** Name of the image of a marker. */
export function markerName(look: Look, halo: string): string {
  const name = ['marker', look.shape, look.pictogram?.name ?? '', look.colour, halo].join('|');
  if (!drawings.has(name)) drawings.set(name, () => drawMarker(look, halo));
  return name;
}

/** Name of the image of an area's pattern. */
export function patternName({ pattern, colour }: Look): string {
  const name = ['area', pattern, colour].join('|');
  if (!drawings.has(name)) drawings.set(name, () => drawPattern(patternStrokes[pattern], colour));
  return name;
}

/** The image of a name that was given out here, at twice the size that it shows at; null for any other. */
export function layerImage(name: string): ImageData | null {
  return drawings.get(name)?.() ?? null;
}

function drawMarker({ shape, colour, pictogram }: Look, halo: string): ImageData | null {
  return draw(markerSize, (pen) => {
    const outline = new Path2D(shapeOutlines[shape]);
    pen.lineJoin = 'round';
    pen.strokeStyle = halo;
    pen.lineWidth = 3;
    pen.stroke(outline);
    pen.fillStyle = colour;
    pen.fill(outline);
    pen.strokeStyle = halo;
    pen.lineWidth = 1.25;
    pen.stroke(outline);
    if (pictogram === null) return;
    pen.translate(pictogramPlace.shift, pictogramPlace.shift);
    pen.scale(pictogramPlace.scale, pictogramPlace.scale);
    pen.fillStyle = inkOn(colour);
    pen.fill(new Path2D(pictogram.outline));
  });
}

function drawPattern(strokes: string, colour: string): ImageData | null {
  return draw(patternSize, (pen) => {
    pen.strokeStyle = colour;
    pen.lineCap = 'round';
    pen.lineWidth = strokes === patternStrokes.dots ? 2 : 1.1;
    pen.stroke(new Path2D(strokes));
  });
}

function draw(size: number, strokes: (pen: CanvasRenderingContext2D) => void): ImageData | null {
  const canvas = document.createElement('canvas');
  canvas.width = size * ratio;
  canvas.height = size * ratio;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) return null;
  pen.scale(ratio, ratio);
  strokes(pen);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
