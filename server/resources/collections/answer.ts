import type { z } from 'zod';
import { IsoDate, type Link } from '#contract/common.ts';
import { Feature, type listItems } from '#contract/features.ts';
import type { Collection } from '#catalog/collections.ts';
import type { Db } from '#db/db.ts';
import type { Format } from '#http/format.ts';
import { htmlPage } from '#http/html.ts';
import { Payload } from '#http/payload.ts';
import { Refusal } from '#http/problem.ts';
import { demoNote } from './describe.ts';
import { itemPage, itemsPage } from './html-items.ts';
import { begun, countOnce, pieceSizeOf, readItem, readItems, type ItemRow } from './items.ts';
import { readQuestion, requireCrs } from './question.ts';
import { contentCrs, csvText, featureText, geoJsonText, inCrs, inCrsOf, shownProperties } from './write-items.ts';

const geoJson = 'application/geo+json';
const defaultLimit = 10;
/** A page for a person shows no more than this. */
const htmlLimit = 200;
/** A question that takes the database longer is given up. */
const longestMs = 20_000;
const tooSlow = () =>
  new Refusal(
    'badRequest',
    `This takes the database longer than ${longestMs / 1000} s: ask for a smaller bbox, a shorter filter or a smaller distance.`,
    'query.filter',
  );

interface Standing {
  readonly base: string;
  /** The reference date. */
  readonly at: string;
  readonly demo: boolean;
  readonly format: Format;
}

interface ItemsQuestion extends Standing {
  readonly query: z.output<typeof listItems.query>;
  /** Path and query as the client wrote them: its own parameters go into the paging links. */
  readonly address: string;
  /** Moves with everything that the answer depends on. */
  readonly state: string;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
}

/**
 * A page of features as GeoJSON, CSV or HTML. Without `datetime` those in force on the reference date; with an interval
 * every version that held on some day of it. Throws `badRequest` for parameters that are no properties.
 */
export async function answerItems(db: Db, collection: Collection, question: ItemsQuestion): Promise<Payload> {
  const { base, at, demo, format, query, address, state } = question;
  const { limit: askedLimit = defaultLimit, offset = 0 } = query;
  const limit = format === 'html' ? Math.min(askedLimit, htmlLimit) : askedLimit;
  const { filter, crs } = readQuestion(collection, query, at);
  const { days } = filter;
  const timeout = new AbortController();
  const signal = AbortSignal.any([question.signal, timeout.signal]);
  // Until the answer begins: how fast a client then takes it is its own affair.
  const clock = setTimeout(() => timeout.abort(), longestMs);
  const start = { offset, after: query.after ?? null };
  const { pieces, matched, returned } = await (async () => {
    const read = await begun(readItems(db, collection, filter, { limit, start, signal }));
    const found = read.first.length;
    const last = found < Math.min(limit, pieceSizeOf(collection));
    // A page that is not full tells how many there are, where it was counted off and not begun after a feature.
    const told = last && query.after === undefined && (found > 0 || offset === 0);
    const counted = told ? offset + found : await countOnce(db, collection, filter, { state, signal });
    return {
      pieces: inCrs(read.pieces, crs),
      matched: counted,
      returned: last ? found : Math.max(0, Math.min(limit, counted - offset)),
    };
  })()
    .catch((error: unknown) => {
      throw timeout.signal.aborted ? tooSlow() : error;
    })
    .finally(() => clearTimeout(clock));
  const versions = days.from !== days.to;
  const ordered = filter.sort.length === 0;
  const links = (last: ItemRow | null) =>
    pagingLinks({ base, address, collection, limit, offset, matched, last: ordered ? last : null });
  if (format === 'csv') {
    return new Payload(
      'text/csv; charset=utf-8; header=present',
      csvText(pieces, shownProperties(collection, filter.select)),
      {
        'Content-Disposition': `inline; filename="${collection.id}.csv"`,
      },
    );
  }
  if (format === 'json') {
    const frame = { links, matched, returned, demo, versions };
    return new Payload(geoJson, geoJsonText(pieces, frame), contentCrs(crs));
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
        links: links(rows.at(-1) ?? null),
        first: offset + (returned === 0 ? 0 : 1),
        matched,
        versions,
      }),
    }),
  );
}

interface ItemQuestion extends Standing {
  readonly featureId: string;
  readonly day: string | undefined;
  readonly crs: string | undefined;
}

/** One feature as GeoJSON or HTML. Throws `notFound` where no such feature is in force on the day. */
export async function answerItem(db: Db, collection: Collection, question: ItemQuestion): Promise<Payload> {
  const { base, at, demo, format, featureId, day } = question;
  const crs = requireCrs(question.crs, 'crs');
  const [, id = '', version] = /^(.+?)(?:@(\d{4}-\d{2}-\d{2}))?$/.exec(featureId) ?? [];
  const asOf = day ?? version ?? at;
  const row = !isText(id) || !IsoDate.safeParse(asOf).success ? null : await readItem(db, collection, id, asOf);
  if (row === null) {
    throw new Refusal(
      'notFound',
      `The collection ${collection.id} has no feature of that id on ${asOf}: ids are as in ${itemsAddress('', collection)}.`,
      'path.featureId',
    );
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
  /** The last feature of the page, where the next one can begin after it. */
  readonly last: ItemRow | null;
  readonly base: string;
  readonly address: string;
  readonly collection: Collection;
  readonly limit: number;
  readonly offset: number;
  readonly matched: number;
}

function pagingLinks({ base, address, collection, limit, offset, matched, last }: Paging): Link[] {
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
  const page = (rel: string, first: number, after: string | null): Link => ({
    rel,
    href: at({ limit: String(limit), offset: String(first), after }),
    type: types[format],
  });
  return [
    { rel: 'self', href: at({}), type: types[format] },
    ...(['json', 'html', 'csv'] as const)
      .filter((other) => other !== format)
      .map((other): Link => ({ rel: 'alternate', href: at({ f: other }), type: types[other] })),
    ...(offset + limit < matched
      ? [page('next', offset + limit, last === null ? null : `${last.id}@${last.validFrom}`)]
      : []),
    ...(offset > 0 ? [page('prev', Math.max(0, offset - limit), null)] : []),
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
