import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Inset } from './inset.ts';
import { scaleBarAt } from './scale-bar.ts';

/**
 * Copies what a map shows, with its scale bar and insets, to a canvas that prints: the drawing of WebGL is gone once it was shown, so
 * the map draws again and is copied at once. `lengthWords` writes a length.
 */
export function drawForPrint(
  map: MapLibreMap,
  target: HTMLCanvasElement,
  { insets, lengthWords }: { readonly insets: readonly Inset[]; readonly lengthWords: (metres: number) => string },
): void {
  map.redraw();
  const source = map.getCanvas();
  target.width = source.width;
  target.height = source.height;
  const paper = target.getContext('2d');
  if (paper === null) return;
  paper.drawImage(source, 0, 0);
  // Pixels of the drawing for one of the page.
  const ratio = map.getPixelRatio();
  const { metres, pixels } = scaleBarAt(map.getCenter().lat, map.getZoom(), 120);
  const [right, bottom] = [target.width - 12 * ratio, target.height - 14 * ratio];
  const left = right - pixels * ratio;
  paper.fillStyle = 'rgba(252, 252, 251, 0.85)';
  paper.fillRect(left - 6 * ratio, bottom - 22 * ratio, (pixels + 12) * ratio, 30 * ratio);
  paper.strokeStyle = '#1b1f24';
  paper.lineWidth = 1.5 * ratio;
  paper.beginPath();
  paper.moveTo(left, bottom - 5 * ratio);
  paper.lineTo(left, bottom);
  paper.lineTo(right, bottom);
  paper.lineTo(right, bottom - 5 * ratio);
  paper.stroke();
  paper.fillStyle = '#1b1f24';
  paper.font = `${12 * ratio}px "Be Vietnam Pro", sans-serif`;
  paper.textAlign = 'center';
  paper.fillText(lengthWords(metres), (left + right) / 2, bottom - 7 * ratio);
  paper.scale(ratio, ratio);
  let edge = target.width / ratio - 12;
  for (const inset of insets) {
    edge -= inset.width;
    drawInset(paper, inset, edge, target.height / ratio - 48 - inset.height);
    edge -= 8;
  }
}

function drawInset(paper: CanvasRenderingContext2D, inset: Inset, left: number, top: number): void {
  paper.save();
  paper.translate(left, top);
  paper.fillStyle = '#e6eaeb';
  paper.fillRect(0, 0, inset.width, inset.height);
  paper.lineWidth = 1;
  paper.strokeStyle = '#7f888f';
  paper.strokeRect(0, 0, inset.width, inset.height);
  paper.strokeStyle = '#1b1f24';
  for (const [x, y] of inset.dots) {
    paper.beginPath();
    paper.arc(x, y, inset.radius, 0, 2 * Math.PI);
    paper.fillStyle = '#fcfcfb';
    paper.fill();
    paper.stroke();
  }
  paper.fillStyle = '#1b1f24';
  paper.font = `${inset.letters}px "Be Vietnam Pro", sans-serif`;
  paper.textBaseline = 'middle';
  for (const { text, at } of inset.lines) paper.fillText(text, at[0], at[1]);
  paper.restore();
}
