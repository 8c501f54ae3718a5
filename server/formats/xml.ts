import iconv from 'iconv-lite';
import { SaxesParser } from 'saxes';
import { decodeBytes, findEncoding, utf16Of } from './encodings.ts';
import { Unreadable } from './unreadable.ts';

/** Elements inside each other: a KML has a dozen. */
const deepest = 64;
/** Of the beginning, where an encoding is stated or shows itself. */
const headBytes = 4_096;

/** Takes what an XML text holds as it comes. Names are without prefixes; `path` is of the elements that are open. */
export interface XmlHandler {
  /** `path` ends with the element itself. */
  open(path: readonly string[], attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  /** `path` ends with the element itself. */
  close(path: readonly string[]): void;
}

/** A text of XML. `bytes`: its encoding is not known, each character is one byte. */
export interface XmlText {
  readonly text: string;
  readonly encoding: 'unicode' | 'bytes';
}

/**
 * Decodes XML: UTF-16 and UTF-8 show themselves, whatever the first line states; else that is believed. What is neither
 * stays bytes.
 */
export function decodeXml(bytes: Uint8Array): XmlText {
  const head = bytes.subarray(0, headBytes);
  const utf16 = utf16Of(head);
  // A decoder takes the mark away, where there is one.
  if (utf16 !== null) return { text: new TextDecoder(utf16.encoding).decode(bytes), encoding: 'unicode' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'unicode' };
  } catch {
    const text = latin1(bytes).replace(/^\u00ef\u00bb\u00bf/, '');
    const stated = /^\s*<\?xml\s[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/.exec(latin1(head))?.[1];
    // Whoever states UTF here has not written it, or its bytes would show.
    if (stated === undefined || /^utf/i.test(stated)) return { text, encoding: 'bytes' };
    const known = findEncoding(stated);
    if (known !== null) return { text: decodeBytes(text, known), encoding: 'unicode' };
    if (iconv.encodingExists(stated)) return { text: iconv.decode(Buffer.from(bytes), stated), encoding: 'unicode' };
    return { text, encoding: 'bytes' };
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/**
 * Reads an XML text from beginning to end, in time by its length however broken it is. Throws Unreadable with the line of
 * the first fault, and where it declares a DOCTYPE: entities of its own could name other files, or each other.
 */
export function readXml(text: string, label: string, handler: XmlHandler): void {
  const parser = new SaxesParser();
  const path: string[] = [];
  parser.on('error', ({ message }) => {
    // A sign that only HTML knows by its name stands in many a description, and changes no place.
    if (!/entity/i.test(message)) throw brokenXml(label, message);
  });
  parser.on('doctype', () => {
    throw doctype(label);
  });
  parser.on('opentag', ({ name, attributes }) => {
    path.push(localName(name));
    // Where no end comes, there is no need to wait for it.
    if (path.length > deepest)
      throw brokenXml(label, `${parser.line}:${parser.column}: nested deeper than ${deepest} elements`);
    handler.open(path, attributes);
  });
  parser.on('text', (piece) => handler.text(piece));
  parser.on('cdata', (piece) => handler.text(piece));
  parser.on('closetag', () => {
    handler.close(path);
    path.pop();
  });
  parser.write(text).close();
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function doctype(label: string): Unreadable {
  return new Unreadable(
    'unsupported',
    'xmlEntities',
    {
      vi: `Tệp ${label} có khai báo DOCTYPE/ENTITY, không được nhận.`,
      en: `The ${label} declares a DOCTYPE or ENTITY, which is not taken.`,
    },
    { vi: `Xuất lại ${label} không có khai báo đó.`, en: `Export the ${label} again without it.` },
  );
}

/** The parser begins its words with line and column. */
function brokenXml(label: string, message: string): Unreadable {
  const [, line = '1', column = '1', words = message] = /^(\d+):(\d+): (.*)$/s.exec(message) ?? [];
  return new Unreadable(
    'broken',
    'badXml',
    {
      vi: `Tệp ${label} không phải XML hợp lệ: lỗi ở dòng ${line}, cột ${column} (${words.slice(0, 100)}).`,
      en: `The ${label} is no valid XML: fault in line ${line}, column ${column} (${words.slice(0, 100)}).`,
    },
    {
      vi: 'Tệp có thể bị cắt cụt: xuất lại từ phần mềm đã tạo ra nó.',
      en: 'It may have been cut short: export it again from the program that made it.',
    },
  );
}
