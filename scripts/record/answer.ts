import { createHash } from 'node:crypto';
import { todayInVietnam } from '#facts/stand.ts';
import { readTile, readWorkbook } from './decode.ts';

/** One answer as it is kept: the question, what of the headers means something, and the body without what moves by itself. */
export interface Answer {
  readonly question: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

const meaning = ['content-type', 'content-disposition', 'cache-control', 'link', 'location', 'retry-after'];
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const moment = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g;

/** Values that count writes. */
const counts = /"(revision|version)":"[^"]*"/g;

/** Reads an answer. What is younger than `began` was made by the recording itself, and so says nothing. */
export async function readAnswer(question: string, response: Response, began: Date): Promise<Answer> {
  const headers = Object.fromEntries(
    meaning.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, steady(value, began)]];
    }),
  );
  // Its value follows from revisions, which count writes and not what is answered.
  if (response.headers.has('etag')) headers.etag = 'there is one';
  return { question, status: response.status, headers, body: await readBody(response, began) };
}

async function readBody(response: Response, began: Date): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength === 0) return null;
  if (/json/.test(type))
    return JSON.parse(steady(new TextDecoder().decode(bytes), began).replace(counts, '"$1":"<counts writes>"'));
  if (/^text\/|\+xml/.test(type)) return steady(new TextDecoder().decode(bytes), began).split(/\r?\n/);
  if (/mapbox-vector-tile/.test(type)) return readTile(new Uint8Array(bytes));
  if (/spreadsheetml/.test(type)) return readWorkbook(bytes);
  // GeoPackage and shapefile hold the moment at which they were written.
  if (/geopackage|zip/.test(type)) return { bytes: bytes.byteLength };
  return { bytes: bytes.byteLength, sha256: createHash('sha256').update(new Uint8Array(bytes)).digest('hex') };
}

function steady(text: string, began: Date): string {
  return text
    .replace(uuid, '<uuid>')
    .replace(moment, (found) => (Date.parse(found) >= began.getTime() - 1000 ? '<moment>' : found))
    .replace(/version=[a-z0-9.-]+/g, 'version=<version>')
    .replaceAll(todayInVietnam(began), '<today>');
}
