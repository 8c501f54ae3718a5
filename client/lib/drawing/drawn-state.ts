import type { Position } from 'geojson';

export const tools = ['distance', 'area', 'buffer', 'inside'] as const;
export type Tool = (typeof tools)[number];
/** What a buffer lies around. */
export const centers = ['point', 'line', 'feature'] as const;
export type Center = (typeof centers)[number];

/** What somebody draws, as an address carries it. Points are [longitude, latitude] in WGS 84. */
export interface DrawnState {
  readonly tool: Tool;
  readonly center: Center;
  /** Of a buffer, in metres. */
  readonly radius: number;
  readonly points: readonly Position[];
  readonly finished: boolean;
}

/** Most corners of a drawn shape: a filter that the portal takes holds some 400. */
export const mostPoints = 200;
/** Radius of a zone around something, in metres. */
export const radiusLimits = { least: 10, most: 50_000 } as const;
export const usualRadius = 500;
/** Six decimals of a degree are a tenth of a metre. */
const decimals = 6;

/** A tool with nothing drawn. */
export function begun(tool: Tool, { center = 'point', radius = usualRadius }: Partial<DrawnState> = {}): DrawnState {
  return { tool, center, radius, points: [], finished: false };
}

/** Reads `area!~109.1,13.2~...` or `buffer.line.500!~...`; the mark says that the shape is finished. What makes no sense is none. */
export function parseDrawn(text: string | null): DrawnState | null {
  const [head = '', ...rest] = (text ?? '').split('~');
  const [name, center, radius] = head.replace(/!$/, '').split('.');
  const tool = tools.find((known) => known === name);
  if (tool === undefined || rest.length > mostPoints) return null;
  const points = rest.map(readPoint);
  const metres = /^\d{1,5}$/.test(radius ?? '') ? Number(radius) : usualRadius;
  return {
    tool,
    center: centers.find((known) => known === center) ?? 'point',
    radius: metres >= radiusLimits.least && metres <= radiusLimits.most ? metres : usualRadius,
    points: points.includes(null) ? [] : points.filter((point) => point !== null),
    finished: head.endsWith('!') && !points.includes(null),
  };
}

/** Writes what `parseDrawn` reads. */
export function writeDrawn({ tool, center, radius, points, finished }: DrawnState): string {
  const head = tool === 'buffer' ? `${tool}.${center}.${radius}` : tool;
  return [head + (finished ? '!' : ''), ...points.map((point) => point.map(rounded).join(','))].join('~');
}

function readPoint(text: string): Position | null {
  const parts = text.split(',').map((part) => (/^-?\d{1,3}(\.\d{1,12})?$/.test(part) ? Number(part) : NaN));
  const [lng = NaN, lat = NaN] = parts;
  return parts.length === 2 && Math.abs(lng) <= 180 && Math.abs(lat) <= 85 ? [lng, lat] : null;
}

function rounded(value: number): string {
  return String(Number(value.toFixed(decimals)) + 0);
}
