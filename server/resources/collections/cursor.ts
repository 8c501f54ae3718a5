import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Property } from '#contract/collections.ts';
import { IsoDate } from '#contract/common.ts';
import { Fault } from '#contract/faults.ts';
import type { ItemPosition } from './items.ts';

/** Where a walk through pages goes on, as "next" links carry it. Nothing in it is hidden from whoever was given it. */
export interface Cursor {
  /** The reference date of the first page: where the question names no day, all pages answer for that one. */
  readonly day: string;
  /** How many features the pages before it gave. */
  readonly given: number;
  /** The last of them. */
  readonly after: ItemPosition;
}

/** What a cursor belongs to. */
export interface CursorOf {
  /** All that decides which features are in the pages, and in which order, as text. */
  readonly question: string;
  /** Types of the properties that are sorted by. */
  readonly sortedBy: readonly Property['type'][];
}

const Day = z.union([IsoDate, z.enum(['infinity', '-infinity'])]);
const Content = z.tuple(
  [IsoDate, z.int().nonnegative(), z.string().refine((id) => !id.includes('\0')), Day],
  z.string().nullable(),
);
const digestLength = 12;

/** A cursor as a parameter of an address. */
export function writeCursor({ day, given, after }: Cursor, { question }: CursorOf): string {
  const content = JSON.stringify([day, given, after.id, after.validFrom, ...after.sortValues]);
  return `${digestOf(content, question)}${Buffer.from(content).toString('base64url')}`;
}

/** Reads what `writeCursor` wrote; throws `badRequest` for anything else, and for a cursor of another question. */
export function readCursor(text: string, { question, sortedBy }: CursorOf): Cursor {
  const [digest, encoded] = [text.slice(0, digestLength), text.slice(digestLength)];
  const content = Buffer.from(encoded, 'base64url').toString();
  // Base64 is read leniently: only what was written is taken.
  const written = Buffer.from(content).toString('base64url') === encoded && digest === digestOf(content, question);
  const parsed = written ? Content.safeParse(parseJson(content)) : null;
  if (!parsed?.success) throw notOfThis();
  const [day, given, id, validFrom, ...values] = parsed.data;
  if (values.length !== sortedBy.length) throw notOfThis();
  const sortValues = sortedBy.map((type, at) => sortValue(type, values[at] ?? null));
  return { day, given, after: { id, validFrom, sortValues } };
}

function digestOf(content: string, question: string): string {
  return createHash('sha256')
    .update(JSON.stringify([question, content]))
    .digest('base64url')
    .slice(0, digestLength);
}

function notOfThis(): Fault {
  return new Fault('cursorForeign', {}, 'query.cursor');
}

/** A value as the database takes it, whoever put the cursor together: a digest without a secret is no proof. */
function sortValue(type: Property['type'], value: string | null): string | null {
  if (value === null) return null;
  switch (type) {
    case 'number':
      return String(Number(value));
    case 'integer':
      if (/^-?\d{1,10}$/.test(value)) return value;
      break;
    case 'boolean':
      if (value === 'true' || value === 'false') return value;
      break;
    case 'date':
      if (Day.safeParse(value).success) return value;
      break;
    case 'string':
      if (!value.includes('\0')) return value;
  }
  throw notOfThis();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
