import { IsoDate } from '#contract/common.ts';
import { parseDrawn, writeDrawn, type DrawnState } from '#client/lib/drawing/drawn-state.ts';
import { folderOf, readOpening, type Opening } from '#contract/opening.ts';
import { noLayers, parseLayers, writeLayers, type LayerState } from './map/layer-state.ts';
import { noPlanner, parsePlanner, writePlanner, type PlannerState } from './programme/planner-state.ts';
import { formatOrder, noTable, parseOrder, parseTable, writeTable, type TableState } from './map/table-state.ts';

/** Camera over the map: [longitude, latitude] of its centre in WGS 84, and zoom. */
export interface View {
  readonly lng: number;
  readonly lat: number;
  readonly zoom: number;
}

export const sortKeys = ['name', 'parent', 'former', 'value', 'population', 'area'] as const;
export interface Sort {
  readonly key: (typeof sortKeys)[number];
  readonly descending: boolean;
}

const plannerPages: readonly string[] = ['targets', 'ranking', 'programme'];

/** The whole state of a page, as its address carries it. Null means: what the portal takes by itself. */
export interface Address extends Opening, LayerState, TableState {
  /** The other date of two that are set side by side. */
  readonly compare: string | null;
  /** The day whose units the map is drawn and figures are worked out on; null for those of the day shown. */
  readonly on: string | null;
  /** Code of the former district or province whose communes are looked at; null for all. */
  readonly former: string | null;
  readonly view: View | null;
  /** Classes of the legend that are shown; empty means all. */
  readonly classes: readonly string[];
  readonly sort: Sort | null;
  /** What is drawn on the map: measured, or searched in. */
  readonly drawn: DrawnState | null;
  /** What the pages of targets, ranking and programme are narrowed to. */
  readonly planner: PlannerState;
}

export const home: Address = {
  page: 'map',
  unit: null,
  dataset: null,
  measure: null,
  level: null,
  at: null,
  from: null,
  compare: null,
  on: null,
  former: null,
  view: null,
  classes: [],
  sort: null,
  drawn: null,
  ...noLayers,
  ...noTable,
  planner: noPlanner,
  language: 'vi',
};

/** Reads an address. Whatever is unknown or makes no sense is passed over: an old link still opens. */
export function parseAddress(url: Pick<URL, 'pathname' | 'searchParams'>): Address {
  const { searchParams: search } = url;
  const opening = readOpening(url);
  return {
    ...opening,
    compare: IsoDate.safeParse(search.get('compare')).data ?? null,
    on: IsoDate.safeParse(search.get('on')).data ?? null,
    former: /^\d{2,3}$/.exec(search.get('former') ?? '')?.[0] ?? null,
    view: parseView(search.get('view')),
    classes: (search.get('class') ?? '').split(',').filter((id) => word(id) !== null),
    sort: parseSort(search.get('sort')),
    drawn: opening.page === 'map' ? parseDrawn(search.get('draw')) : null,
    ...parseLayers(search),
    ...parseTable(search, opening.dataset),
    planner: plannerPages.includes(opening.page) ? parsePlanner(search) : noPlanner,
  };
}

/** Writes an address, shortest first: only what differs from what the portal takes by itself. */
export function formatAddress(address: Address): string {
  const search = new URLSearchParams();
  if (address.measure !== null) search.set('measure', address.measure);
  if (address.level !== null) search.set('level', address.level);
  if (address.at !== null) search.set('at', address.at);
  if (address.from !== null) search.set('from', address.from);
  if (address.compare !== null) search.set('compare', address.compare);
  if (address.on !== null) search.set('on', address.on);
  if (address.former !== null) search.set('former', address.former);
  if (address.classes.length > 0) search.set('class', address.classes.join(','));
  if (address.sort !== null) search.set('sort', formatOrder(address.sort));
  if (address.view !== null) search.set('view', formatView(address.view));
  if (address.page === 'map' && address.drawn !== null) search.set('draw', writeDrawn(address.drawn));
  writeLayers(address, search);
  writeTable(address, address.dataset, search);
  if (plannerPages.includes(address.page)) writePlanner(address.planner, search);
  if (address.language !== 'vi') search.set('lang', address.language);
  // These stay readable: they mean nothing to a query string.
  const text = search
    .toString()
    .replaceAll('%2C', ',')
    .replaceAll('%2F', '/')
    .replaceAll('%7E', '~')
    .replaceAll('%21', '!');
  return formatPath(address) + (text === '' ? '' : `?${text}`);
}

function formatPath({ page, unit, dataset }: Address): string {
  if (page === 'notFound') return '/not-found';
  if (page === 'dataset') return dataset === null ? '/data' : `/data/${dataset}`;
  if (page !== 'map' && page !== 'profile') return `/${page}`;
  if (unit === null) return '/';
  return `/${folderOf[unit.level]}/${unit.code}${page === 'profile' && unit.level !== 'province' ? '/profile' : ''}`;
}

/** Ids of measures and classes: letters, digits, dots and dashes. */
function word(text: string | null): string | null {
  return text !== null && /^[\w.-]{1,80}$/.test(text) ? text : null;
}

function parseView(text: string | null): View | null {
  const parts = (text ?? '').split(',');
  const [lng, lat, zoom] = parts.map((part) => (/^-?\d+(\.\d+)?$/.test(part) ? Number(part) : NaN));
  if (parts.length !== 3 || lng === undefined || lat === undefined || zoom === undefined) return null;
  const sensible = Math.abs(lng) <= 180 && Math.abs(lat) <= 85 && zoom >= 0 && zoom <= 22;
  return sensible ? { lng, lat, zoom } : null;
}

/** Four decimals of a degree are about 11 m: enough for a camera. */
function formatView({ lng, lat, zoom }: View): string {
  return [rounded(lng, 4), rounded(lat, 4), rounded(zoom, 2)].join(',');
}

function rounded(value: number, decimals: number): string {
  // Adding zero turns -0 into 0.
  return String(Number(value.toFixed(decimals)) + 0);
}

function parseSort(text: string | null): Sort | null {
  const order = parseOrder(text);
  const key = sortKeys.find((known) => known === order?.key);
  return order === null || key === undefined ? null : { ...order, key };
}
