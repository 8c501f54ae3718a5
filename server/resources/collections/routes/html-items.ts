import type { Geometry } from 'geojson';
import type { Link } from '#contract/common.ts';
import type { Property } from '#contract/collections.ts';
import type { Feature } from '#contract/features.ts';
import type { Collection } from '#catalog/collections.ts';
import { escapeHtml, htmlOf, htmlTable, recordOf } from '#http/html.ts';
import { positionsOf } from '#rules/geometries.ts';
import type { ItemRow } from '../items.ts';

type Shown = Pick<Collection, 'properties' | 'titleProperty'>;

interface ItemsFrame {
  /** Address of the items. */
  readonly address: string;
  readonly links: readonly Link[];
  /** Place of the first one of the page among all, from 1. */
  readonly first: number;
  readonly matched: number;
  /** Whether several versions of one feature may be in the page. */
  readonly versions: boolean;
}

/** A page of features as HTML for people: a row each, under the titles of the properties. */
export function itemsPage(rows: readonly ItemRow[], shown: Shown, frame: ItemsFrame): string {
  const { address, links, first, matched, versions } = frame;
  // What each is called leads to it, and stands first, as on a phone little more is in sight.
  const others = shown.properties.filter(({ name }) => name !== shown.titleProperty);
  const title = shown.properties.find(({ name }) => name === shown.titleProperty);
  const table = rows.map((row) => {
    const properties = JSON.parse(row.properties) as Record<string, unknown>;
    const id = versions ? `${row.id}@${row.validFrom}` : row.id;
    const name = properties[shown.titleProperty];
    const link = {
      href: `${address}/${encodeURIComponent(id)}?f=html`,
      title: typeof name === 'string' && name !== '' ? name : row.id,
    };
    const cells = others.map((property) => [headOf(property), wordsOf(property, properties[property.name])]);
    return Object.fromEntries([[title === undefined ? '' : headOf(title), link], ...cells]) as Record<string, unknown>;
  });
  const found = `<p>${first}–${first + rows.length - (rows.length > 0 ? 1 : 0)} / ${matched}</p>`;
  const next = links.find(({ rel }) => rel === 'next');
  const onward = next === undefined ? '' : `<p>${htmlOf({ href: next.href, title: 'Trang sau' })}</p>`;
  return `${found}${rows.length === 0 ? '' : htmlTable(table)}${onward}${htmlOf(links)}`;
}

/** One feature as HTML for people: its properties under their titles, and what its geometry is. */
export function itemPage(
  { properties, geometry }: Pick<Feature, 'properties' | 'geometry'>,
  shown: Shown,
  links: readonly Link[],
): string {
  const rows = shown.properties.map(
    (property) =>
      `<tr><th scope="row">${escapeHtml(headOf(property))}</th><td>${htmlOf(wordsOf(property, properties[property.name]))}</td></tr>`,
  );
  const place = `<tr><th scope="row">Hình dạng</th><td>${escapeHtml(geometry === null ? '–' : placeOf(geometry))}</td></tr>`;
  return `${recordOf([...rows, place])}${htmlOf(links)}`;
}

function headOf({ title, unit }: Property): string {
  return unit === null ? title.vi : `${title.vi} (${unit})`;
}

/** A value as people read it: the label of a code, a day as it is written in Vietnam. */
function wordsOf({ type, values }: Property, value: unknown): unknown {
  if (type === 'boolean' && typeof value === 'boolean') return value ? 'có' : 'không';
  if (type === 'date' && typeof value === 'string') return value.split('-').reverse().join('/');
  return values?.find((known) => known.value === value)?.label.vi ?? value;
}

const kinds: Record<Geometry['type'], string> = {
  Point: 'Điểm',
  MultiPoint: 'Nhiều điểm',
  LineString: 'Đường',
  MultiLineString: 'Đường',
  Polygon: 'Vùng',
  MultiPolygon: 'Vùng',
  GeometryCollection: 'Nhiều hình',
};

function placeOf(geometry: Geometry): string {
  if (geometry.type === 'Point') return `${kinds.Point} ${geometry.coordinates.slice(0, 2).join(', ')}`;
  return `${kinds[geometry.type]}, ${positionsOf(geometry).length} điểm tọa độ`;
}
