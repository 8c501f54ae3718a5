import { getIssues } from '@placemarkio/check-geojson';
import { utf16Of } from './encodings.ts';
import { Unreadable } from './unreadable.ts';

const deepest = 64;
/** Above this the place of a fault is given by the parser alone: the checker builds a tree of the whole text. */
export const mostCharactersChecked = 20_000_000;

/** Text of a JSON file and its value. `bytes`: the text is not UTF-8 and stands byte by character. */
export interface ParsedJson {
  readonly text: string;
  readonly value: unknown;
  readonly encoding: 'unicode' | 'bytes';
}

/** Reads JSON; throws Unreadable with the character and line of the first fault. */
export function parseJson(bytes: Uint8Array): ParsedJson {
  const { text, encoding } = decode(bytes);
  if (depthOf(text) > deepest) {
    throw new Unreadable(
      'broken',
      'tooDeep',
      { vi: `JSON lồng nhau quá ${deepest} cấp.`, en: `The JSON is nested deeper than ${deepest} levels.` },
      { vi: 'Xuất lại tệp GeoJSON.', en: 'Export the file again.' },
    );
  }
  try {
    return { text, value: JSON.parse(text) as unknown, encoding };
  } catch (error) {
    const at = faultOffset(text, error as Error);
    const { line, column } = placeOf(text, at);
    throw new Unreadable(
      'broken',
      'badJson',
      {
        vi: `Tệp không phải JSON hợp lệ: lỗi ở ký tự ${at + 1} (dòng ${line}, cột ${column}).`,
        en: `The file is not valid JSON: fault at character ${at + 1} (line ${line}, column ${column}).`,
      },
      { vi: 'Sửa tại chỗ đó hoặc xuất lại tệp.', en: 'Mend it there or export the file again.' },
    );
  }
}

/** Line and column, both from 1, of a character counted from 0. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** The parser names the place mostly; where it does not, the checker does, as (line:column). */
function faultOffset(text: string, error: Error): number {
  const stated = /position (\d+)/.exec(error.message)?.[1];
  if (stated !== undefined) return Number(stated);
  if (text.length > mostCharactersChecked) return text.length;
  const place = /\((\d+):(\d+)\)/.exec(getIssues(text)[0]?.message ?? '');
  if (!place) return text.length;
  const linesBefore = text.split('\n').slice(0, Number(place[1]) - 1);
  return linesBefore.reduce((sum, line) => sum + line.length + 1, 0) + Number(place[2]) - 1;
}

function decode(bytes: Uint8Array): Pick<ParsedJson, 'text' | 'encoding'> {
  const utf16 = utf16Of(bytes);
  // A decoder takes the mark away, where there is one.
  if (utf16 !== null) return { text: new TextDecoder(utf16.encoding).decode(bytes), encoding: 'unicode' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'unicode' };
  } catch {
    // Not UTF-8: the bytes are kept, and what they mean is decided later, where it can be shown.
    return {
      text: Buffer.from(bytes)
        .toString('latin1')
        .replace(/^\u00ef\u00bb\u00bf/, ''),
      encoding: 'bytes',
    };
  }
}

/** Deepest nesting of brackets, without building anything. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === 92) i++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 123 || code === 91) most = Math.max(most, ++depth);
    else if (code === 125 || code === 93) depth--;
  }
  return most;
}
