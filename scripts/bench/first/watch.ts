import type { Map as MapLibreMap } from 'maplibre-gl';

/** What a page noted of itself, in ms since its navigation began. */
export interface Noted {
  /** When so many letters could be read below the portal's head; null while they cannot. */
  words: number | null;
  /** Renderings of the live map: when, and how many pixels of its middle rows were coloured. */
  readonly renders: { at: number; coloured: number }[];
  /** When the live map had nothing more to do. */
  idle: number | null;
}

declare global {
  interface Window {
    noted?: Noted;
  }
}

/**
 * Runs in the page, before its own scripts: notes when words stand and what the live map has drawn. It is sent as text, so
 * that everything it needs is inside it.
 */
export function watchPage(letters: number): void {
  const noted: Noted = { words: null, renders: [], idle: null };
  window.noted = noted;

  const readable = (root: Element): number => {
    const hidden = [...root.querySelectorAll('.visually-hidden')].reduce(
      (sum, { textContent }) => sum + textContent.length,
      0,
    );
    return root.textContent.length - hidden;
  };
  const readWords = (): void => {
    const screen = document.querySelector('.screen');
    if (screen !== null && readable(screen) >= letters) noted.words = performance.now();
    else requestAnimationFrame(readWords);
  };
  requestAnimationFrame(readWords);

  /** Pixels of three rows that are no shade of grey: they are read in the task that drew them, later they are gone. */
  const colouredOf = (canvas: HTMLCanvasElement): number => {
    const gl = canvas.getContext('webgl2');
    if (gl === null) return 0;
    const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
    const row = new Uint8Array(width * 4);
    let coloured = 0;
    for (const part of [0.35, 0.5, 0.65]) {
      gl.readPixels(0, Math.round(height * part), width, 1, gl.RGBA, gl.UNSIGNED_BYTE, row);
      for (let at = 0; at < row.length; at += 4) {
        const [red = 0, green = 0, blue = 0] = row.subarray(at, at + 3);
        if (Math.max(red, green, blue) - Math.min(red, green, blue) > 40) coloured += 1;
      }
    }
    return coloured;
  };
  const find = setInterval(() => {
    const map = ([...document.querySelectorAll('div')] as (Element & { map?: MapLibreMap })[]).find(
      (element) => element.map !== undefined,
    )?.map;
    if (map === undefined) return;
    clearInterval(find);
    map.on('render', () => noted.renders.push({ at: performance.now(), coloured: colouredOf(map.getCanvas()) }));
    map.on('idle', () => (noted.idle = performance.now()));
  }, 5);
}
