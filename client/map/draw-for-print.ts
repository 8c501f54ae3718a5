import type { Map as MapLibreMap } from 'maplibre-gl';
import { scaleBarAt } from './scale-bar.ts';

/**
 * Copies what a map shows, with its scale bar, to a canvas that prints: the drawing of WebGL is gone once it was shown, so
 * the map draws again and is copied at once. `lengthWords` writes a length.
 */
export function drawForPrint(
  map: MapLibreMap,
  target: HTMLCanvasElement,
  lengthWords: (metres: number) => string,
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
}
