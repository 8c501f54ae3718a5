import { decodeBytes, findEncoding, guessEncoding, utf16Of } from './encodings.ts';
import type { SourceHead } from './source.ts';
import { workbookKind } from './workbook-kind.ts';

/** A page with a table, as web systems give it out for a workbook. */
export interface WebPage {
  readonly text: string;
  readonly encoding: SourceHead['encoding'];
}

/** The XML of Excel 2003: a workbook whose cells say what they are. */
const spreadsheetXml = /urn:schemas-microsoft-com:office:spreadsheet/i;
const page = /<(?:!doctype html|html|table|meta|style|head|body)\b/i;

/**
 * The text of a file that is a page; null where it is none. What the page states of its encoding is a template's as often as not:
 * its bytes tell, unless a person does (`wanted`).
 */
export function readWebPage(bytes: Buffer, wanted: string | null): WebPage | null {
  // A zip that is not packed shows the markup within it.
  if (workbookKind(bytes) !== 'markup') return null;
  const wide = utf16Of(bytes);
  const start =
    wide === null
      ? bytes.subarray(0, 4_096).toString('latin1')
      : new TextDecoder(wide.encoding).decode(bytes.subarray(0, 8_192));
  if (!page.test(start) || (spreadsheetXml.test(start) && /<(?:\w+:)?Workbook\b/.test(start))) return null;
  if (wide !== null)
    return { text: new TextDecoder(wide.encoding).decode(bytes), encoding: { used: wide.encoding, how: 'format' } };
  const text = bytes.toString('latin1');
  const guess = guessEncoding(text.split(/[\n<>]/));
  if (guess === 'utf-8')
    return { text: bytes.toString('utf8').replace(/^\ufeff/, ''), encoding: { used: guess, how: 'format' } };
  const used = wanted ?? (guess === 'windows-1252' ? statedIn(start) : null) ?? guess;
  return { text: decodeBytes(text, used), encoding: { used, how: wanted === null ? 'guess' : 'option' } };
}

function statedIn(start: string): string | null {
  const name = /charset=["']?([\w-]+)/i.exec(start)?.[1];
  return name === undefined ? null : findEncoding(name);
}
