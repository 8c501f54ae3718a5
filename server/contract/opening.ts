import { z } from 'zod';
import { Level, UnitCode } from './admin-units.ts';
import { CollectionId } from './collections.ts';
import { IsoDate } from './common.ts';
import type { Measure } from './measures.ts';

// What an address opens and asks first: the page reads it, and the server, so that the answers come with the page.

/** Languages of the interface; the first needs no mention in an address. */
export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

/** Pages with an address of one word: `/targets`. */
export const folders = ['targets', 'ranking', 'programme', 'transition', 'data', 'about'] as const;
export const folderOf: Readonly<Record<Level, string>> = {
  province: 'provinces',
  district: 'districts',
  commune: 'communes',
};
const levelOf = new Map(Level.options.map((level) => [folderOf[level], level]));

/** The page that an address opens, and what it is about. */
export interface Place {
  readonly page: 'map' | 'profile' | 'dataset' | (typeof folders)[number] | 'notFound';
  readonly unit: { readonly level: Level; readonly code: string } | null;
  /** The collection that the page `dataset` is about. */
  readonly dataset: string | null;
}

/** Which measure an address asks for, and of which days. Null means: what the portal takes by itself. */
export interface AskedMeasure {
  readonly measure: string | null;
  readonly level: Level | null;
  readonly at: string | null;
  /** The earlier of two dates: the map then shows what has changed. */
  readonly from: string | null;
}

/** What an address opens. Whatever is unknown or makes no sense is passed over: an old link still opens. */
export interface Opening extends Place, AskedMeasure {
  readonly language: Language;
}

const word = z.string().regex(/^[\w.-]{1,80}$/);

export function readOpening({ pathname, searchParams: search }: Pick<URL, 'pathname' | 'searchParams'>): Opening {
  return {
    ...readPlace(pathname),
    measure: word.safeParse(search.get('measure')).data ?? null,
    level: Level.safeParse(search.get('level')).data ?? null,
    at: IsoDate.safeParse(search.get('at')).data ?? null,
    from: IsoDate.safeParse(search.get('from')).data ?? null,
    language: search.get('lang') === 'en' ? 'en' : 'vi',
  };
}

const placeOf = (page: Place['page'], rest: Partial<Place> = {}): Place => ({
  page,
  unit: null,
  dataset: null,
  ...rest,
});

function readPlace(path: string): Place {
  const [folder = '', code, ...rest] = path
    .split('/')
    .slice(1)
    .filter((part, index) => part !== '' || index === 0);
  const [screen, ...more] = rest;
  if (more.length > 0 || (screen !== undefined && screen !== 'profile')) return placeOf('notFound');
  if (code === undefined) {
    if (folder === '') return placeOf('map');
    return placeOf(folders.find((known) => known === folder) ?? 'notFound');
  }
  if (folder === 'data' && screen === undefined && CollectionId.safeParse(code).success)
    return placeOf('dataset', { dataset: code });
  const level = levelOf.get(folder);
  if (level === undefined || !UnitCode.safeParse(code).success) return placeOf('notFound');
  // A province has no page of its own: the map says all that there is.
  if (screen === 'profile' && level === 'province') return placeOf('notFound');
  return placeOf(screen ?? 'map', { unit: { level, code } });
}

/** The measure that an address means: the one it names, or the first for the level it names (communes by itself). */
export function measureOf(measures: readonly Measure[], id: string | null, level: Level | null): Measure | null {
  return (
    measures.find((entry) => entry.id === id) ?? forLevel(measures, level ?? 'commune', null) ?? measures[0] ?? null
  );
}

/** The level to show a measure at: the one asked for where the measure has it, else the measure's own. */
export function levelFor(measure: Measure, asked: Level | null): Level {
  return asked !== null && measure.levels.includes(asked) ? asked : (measure.levels[0] ?? 'commune');
}

/** The earlier date of two, where the measure knows a change and the date is earlier than the day that is shown. */
export function earlierOf(measure: Measure, from: string | null, shownAt: string): string | null {
  return from !== null && measure.change !== null && from < shownAt ? from : null;
}

/** What a measure of units above or below asks the same question by. */
const counterparts: Partial<Record<Measure['kind'], Measure['kind']>> = {
  criterion: 'shareCriterion',
  shareCriterion: 'criterion',
  criteriaMet: 'shareMeeting',
  shareMeeting: 'criteriaMet',
};

/**
 * The measure that stays when the level changes: the same one where it has that level; else the one that asks the same
 * (a criterion, and the share of communes that meet it); else one of the same criteria set that speaks of the whole set,
 * so that the question asked survives the drill-down.
 */
export function forLevel(measures: readonly Measure[], level: Level, now: Measure | null): Measure | null {
  if (now?.levels.includes(level)) return now;
  const able = measures.filter((entry) => entry.levels.includes(level));
  const ofSet = able.filter(({ setId }) => setId === now?.setId);
  const alike = ofSet.find(
    ({ kind, criterionNo }) => now !== null && kind === counterparts[now.kind] && criterionNo === now.criterionNo,
  );
  return (
    alike ??
    ofSet.find(({ criterionNo }) => criterionNo === null) ??
    able.find(({ criterionNo }) => criterionNo === null) ??
    able[0] ??
    null
  );
}
