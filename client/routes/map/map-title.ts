import { m } from '#client/text/compiled/messages.js';
import { formatDate, inLanguage } from '#client/text/format.ts';
import type { Frame } from './frame.ts';

/** The window's title: bookmarks and steps of history are told apart by unit, measure and day. */
export function mapTitle(frame: Frame | null, unitName: string | null): string {
  const what = frame === null ? m.nav_map() : `${inLanguage(frame.measure.title)}, ${formatDate(frame.at)}`;
  return unitName === null ? what : `${unitName} · ${what}`;
}
