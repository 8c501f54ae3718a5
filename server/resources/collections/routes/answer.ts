import type { z } from 'zod';
import { IsoDate, type Link } from '#contract/common.ts';
import { isOneDay } from '#contract/datetime.ts';
import { Feature, type listItems } from '#contract/features.ts';
import { Fault } from '#contract/faults.ts';
import type { Collection } from '#catalog/collections.ts';
import type { Format } from '#http/format.ts';
import type { LentDb } from '#http/lend.ts';
import { htmlPage } from '#http/html.ts';
import { Payload } from '#http/payload.ts';
import { writeCursor } from '../cursor.ts';
import { demoNote } from '../describe.ts';
import { begun, countOnce, pieceSizeOf, readItem, readItems, type ItemRow } from '../items.ts';
import { beginOf, cursorOf, upTo, type PageEnd } from '../pages.ts';
import { readQuestion, requireCrs } from '../question.ts';
import { contentCrs, csvText, featureText, geoJsonBytes, inCrs, inCrsOf, shownProperties } from '../write-items.ts';
import { itemPage, itemsPage } from './html-items.ts';

const geoJson = 'application/geo+json';
const defaultLimit = 10;
/** A page for a person shows no more than this. */
const htmlLimit = 200;

interface Opened {
  readonly base: string;
  /** The reference date. */
  readonly at: string;
  readonly demo: boolean;
  readonly format: Format;
}

interface ItemsQuestion extends Opened {
  readonly query: z.output<typeof listItems.query>;
  /** Path and query as the client wrote them: its own parameters go into the paging links. */
  readonly address: string;
  /** Moves with everything that the answer depends on. */
  readonly state: string;
  /** Aborts when the client goes away, or the answer does not begin in time. */
  readonly signal: AbortSignal;
}

/**
 * A page of features as GeoJSON, CSV or HTML. Without `datetime` those in force on the reference date; with an interval
 * every version that held on some day of it. Throws `badRequest` for parameters that are no properties.
 */
export async function answerItems(db: LentDb, collection: Collection, question: ItemsQuestion): Promise<Payload> {
  const { base, at, demo, format, query, address, state, signal } = question;
  const { limit: askedLimit = defaultLimit } = query;
  const limit = format === 'html' ? Math.min(askedLimit, htmlLimit) : askedLimit;
  const { filter: asked, crs } = readQuestion(collection, query, at);
  const walk = cursorOf(collection, asked, query);
  const { day, given, start } = beginOf(query, walk, at);
  const filter = query.datetime === undefined ? { ...asked, days: { from: day, to: day } } : asked;
  // One more than is wanted: that there is another tells that there is a next page.
  const read = await begun(readItems(db, collection, filter, { limit: limit + 1, start, signal }));
  const found = read.first.length;
  const whole = found < Math.min(limit + 1, pieceSizeOf(collection));
  // A page that is not full tells how many there are, where it was counted off and not begun after a feature.
  const told = whole && 'offset' in start && (found > 0 || start.offset === 0);
  const matched = told ? given + found : await countOnce(db, collection, filter, { state, signal });
  const page: PageEnd = { returned: 0, next: null };
  const pieces = inCrs(upTo(limit, read.pieces, page), crs);
  const versions = !isOneDay(filter.days);
  const end = () => {
    const next = page.next && writeCursor({ day, given: given + page.returned, after: page.next }, walk);
    return { returned: page.returned, links: pagingLinks({ base, address, collection, limit, next }) };
  };
  // A page of one piece stands in memory already: sent as one it costs a quarter less than text by text.
  const body = (pieces: AsyncIterable<string | Buffer>) =>
    limit <= pieceSizeOf(collection) ? inOneBuffer(pieces) : pieces;
  if (format === 'csv') {
    return new Payload(
      'text/csv; charset=utf-8; header=present',
      await body(csvText(pieces, shownProperties(collection, filter.select))),
      {
        'Content-Disposition': `inline; filename="${collection.id}.csv"`,
      },
    );
  }
  if (format === 'json') {
    return new Payload(geoJson, await body(geoJsonBytes(pieces, { matched, demo, versions, end })), contentCrs(crs));
  }
  const rows = await collect(pieces);
  const shown = { ...collection, ...shownProperties(collection, filter.select) };
  return new Payload(
    'text/html; charset=utf-8',
    htmlPage({
      title: collection.title.vi,
      note: demo ? demoNote : null,
      body: itemsPage(rows, shown, {
        address: itemsAddress(base, collection),
        links: end().links,
        first: given + (rows.length === 0 ? 0 : 1),
        matched,
        versions,
      }),
    }),
  );
}

interface ItemQuestion extends Opened {
  readonly featureId: string;
  readonly day: string | undefined;
  readonly crs: string | undefined;
}

/** One feature as GeoJSON or HTML. Throws `notFound` where no such feature is in force on the day. */
export async function answerItem(db: LentDb, collection: Collection, question: ItemQuestion): Promise<Payload> {
  const { base, at, demo, format, featureId, day } = question;
  const crs = requireCrs(question.crs, 'crs');
  const [, id = '', version] = /^(.+?)(?:@(\d{4}-\d{2}-\d{2}))?$/.exec(featureId) ?? [];
  const asOf = day ?? version ?? at;
  const row = !isText(id) || !IsoDate.safeParse(asOf).success ? null : await readItem(db, collection, id, asOf);
  if (row === null) {
    throw new Fault('featureUnknown', { collection: collection.id, at: asOf }, 'path.featureId');
  }
  const self = `${itemsAddress(base, collection)}/${encodeURIComponent(featureId)}${day === undefined ? '' : `?datetime=${day}`}`;
  const links: Link[] = [
    { rel: 'self', href: self, type: geoJson },
    { rel: 'alternate', href: `${self}${day === undefined ? '?' : '&'}f=html`, type: 'text/html' },
    {
      rel: 'collection',
      href: `${base}/api/collections/${collection.id}`,
      type: 'application/json',
      title: collection.title.vi,
    },
  ];
  const extra = `${demo ? `,"note":${JSON.stringify(demoNote)}` : ''},"links":${JSON.stringify(links)}`;
  const text = featureText(inCrsOf(row, crs), version !== undefined, extra);
  if (format !== 'html') return new Payload(geoJson, text, contentCrs(crs));
  const { properties, geometry } = Feature.parse(JSON.parse(text));
  return new Payload(
    'text/html; charset=utf-8',
    htmlPage({
      title: String(properties[collection.titleProperty] ?? id),
      note: demo ? demoNote : null,
      body: itemPage({ properties, geometry }, collection, links),
    }),
  );
}

/** Whether a text is one that a database can hold: it takes no NUL. */
function isText(text: string): boolean {
  return text !== '' && !text.includes('\0');
}

interface Paging {
  readonly base: string;
  readonly address: string;
  readonly collection: Collection;
  readonly limit: number;
  /** Cursor of the next page; null where this is the last. */
  readonly next: string | null;
}

function pagingLinks({ base, address, collection, limit, next }: Paging): Link[] {
  const parameters = new URL(address, 'http://localhost').searchParams;
  const at = (changes: Record<string, string | null>) => {
    const changed = new URLSearchParams(parameters);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) changed.delete(name);
      else changed.set(name, value);
    }
    const text = changed.toString();
    return `${itemsAddress(base, collection)}${text === '' ? '' : `?${text}`}`;
  };
  const types = { json: geoJson, html: 'text/html', csv: 'text/csv' };
  const format = parameters.get('f') === 'html' ? 'html' : parameters.get('f') === 'csv' ? 'csv' : 'json';
  return [
    { rel: 'self', href: at({}), type: types[format] },
    ...(['json', 'html', 'csv'] as const)
      .filter((other) => other !== format)
      .map((other): Link => ({ rel: 'alternate', href: at({ f: other }), type: types[other] })),
    ...(next === null
      ? []
      : [{ rel: 'next', href: at({ limit: String(limit), offset: null, cursor: next }), type: types[format] }]),
    {
      rel: 'collection',
      href: `${base}/api/collections/${collection.id}`,
      type: 'application/json',
      title: collection.title.vi,
    },
  ];
}

function itemsAddress(base: string, { id }: Pick<Collection, 'id'>): string {
  return `${base}/api/collections/${id}/items`;
}

async function collect(pieces: AsyncIterable<ItemRow[]>): Promise<ItemRow[]> {
  const rows: ItemRow[] = [];
  for await (const piece of pieces) rows.push(...piece);
  return rows;
}

async function inOneBuffer(pieces: AsyncIterable<string | Buffer>): Promise<Buffer> {
  const whole: Buffer[] = [];
  for await (const piece of pieces) whole.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
  return Buffer.concat(whole);
}
