import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { Unreadable } from './unreadable.ts';

/** What makes layers of a KML. */
const folders: readonly string[] = ['Document', 'Folder'];
/** Elements inside each other: a KML has a dozen. */
const deepest = 64;
const geometries: readonly string[] = ['Point', 'LineString', 'Polygon', 'MultiGeometry'];

export interface NumberedKml {
  /** The KML with nothing but its folders and, of each placemark, its number for a name and its geometry. */
  readonly text: string;
  /** What else each placemark says, by that number. */
  readonly placemarks: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/**
 * Gives each placemark of a KML text a number for its name, so that what GDAL reads can be joined with the names,
 * descriptions and ExtendedData that are read here. Takes time by the length of the text, however broken it is. Throws
 * Unreadable with the line of the first fault of the XML.
 */
export function numberPlacemarks(kml: string): NumberedKml {
  const parser = new SaxesParser();
  const reader = new PlacemarkReader();
  parser.on('error', ({ message }) => {
    // A sign that only HTML knows by its name stands in many a description, and changes no place.
    if (!/entity/i.test(message)) throw brokenXml(message);
  });
  parser.on('opentag', (tag) => {
    reader.open(tag);
    // Where no end comes, there is no need to wait for it.
    if (reader.depth > deepest)
      throw brokenXml(`${parser.line}:${parser.column}: nested deeper than ${deepest} elements`);
  });
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.on('closetag', (tag) => reader.close(tag));
  parser.write(kml).close();
  return { text: reader.written.join(''), placemarks: reader.placemarks };
}

class PlacemarkReader {
  readonly placemarks = new Map<string, Record<string, unknown>>();
  readonly written: string[] = [];
  /** Local names of the elements that are open. */
  readonly #path: string[] = [];
  /** Of the placemark that is open. */
  #fields: Record<string, unknown> | null = null;
  #hasGeometry = false;
  /** Elements that are open from the geometry on. */
  #inGeometry = 0;
  #dataName: string | null = null;
  /** The field whose text is being read, and what of it was. */
  #field: string | null = null;
  #read = '';

  get depth(): number {
    return this.#path.length;
  }

  open({ name: qualified, attributes }: SaxesTagPlain): void {
    const name = localName(qualified);
    const parent = this.#path.at(-1) ?? '';
    this.#path.push(name);
    if (this.#inGeometry > 0 || (this.#fields !== null && !this.#hasGeometry && geometries.includes(name))) {
      this.#hasGeometry = true;
      this.#inGeometry++;
      this.written.push(`<${name}>`);
    } else if (this.#fields !== null) {
      if (name === 'Data') this.#dataName = attributes.name ?? null;
      this.#field = fieldOf(name, parent, attributes.name ?? null, this.#dataName);
      this.#read = '';
    } else if (name === 'Placemark') {
      const number = `#${this.placemarks.size + 1}`;
      this.#fields = {};
      this.#hasGeometry = false;
      this.placemarks.set(number, this.#fields);
      this.written.push(`<Placemark><name>${number}</name>`);
    } else if (isOfFolder(name, parent)) {
      this.written.push(name === 'kml' ? '<kml xmlns="http://www.opengis.net/kml/2.2">' : `<${name}>`);
    }
  }

  text(text: string): void {
    if (this.#field !== null) this.#read += text;
    else if (this.#inGeometry > 0 || (this.#fields === null && isFolderName(this.#path))) {
      this.written.push(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
    }
  }

  close({ name: qualified }: SaxesTagPlain): void {
    const name = localName(qualified);
    this.#path.pop();
    if (this.#inGeometry > 0) {
      this.#inGeometry--;
      this.written.push(`</${name}>`);
    } else if (this.#fields !== null && name === 'Placemark') {
      const { description } = this.#fields;
      if (typeof description === 'string') {
        for (const [column, value] of tableRows(description)) this.#fields[column] ??= value;
      }
      this.#fields = null;
      this.written.push('</Placemark>');
    } else if (this.#fields !== null) {
      if (this.#field !== null && this.#read.trim() !== '') this.#fields[this.#field] = this.#read.trim();
      this.#field = null;
    } else if (isOfFolder(name, this.#path.at(-1) ?? '')) {
      this.written.push(`</${name}>`);
    }
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function isOfFolder(name: string, parent: string): boolean {
  return name === 'kml' || folders.includes(name) || (name === 'name' && folders.includes(parent));
}

function isFolderName(path: readonly string[]): boolean {
  return path.at(-1) === 'name' && folders.includes(path.at(-2) ?? '');
}

/** The field that an element's text is: SchemaData's SimpleData, the value of Data, the placemark's name or description. */
function fieldOf(name: string, parent: string, named: string | null, dataName: string | null): string | null {
  if (name === 'SimpleData') return named;
  if (name === 'value' && parent === 'Data') return dataName;
  return parent === 'Placemark' && (name === 'name' || name === 'description') ? name : null;
}

/** Programs write fields into the description as a table of two columns. Bounded, so that no text takes long. */
const tableRow = /<td[^>]{0,200}>([^<]{0,2000})<\/td>\s{0,50}<td[^>]{0,200}>([^<]{0,2000})<\/td>/gi;
const htmlSigns: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function tableRows(html: string): [column: string, value: string][] {
  return [...html.matchAll(tableRow)].map(([, column = '', value = '']) => [plain(column), plain(value)]);
}

function plain(html: string): string {
  const text = html.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return htmlSigns[name] ?? whole;
      const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
  return text.trim();
}

/** The parser begins its words with line and column. */
function brokenXml(message: string): Unreadable {
  const [, line = '1', column = '1', words = message] = /^(\d+):(\d+): (.*)$/s.exec(message) ?? [];
  return new Unreadable(
    'broken',
    'badXml',
    {
      vi: `Tệp KML không phải XML hợp lệ: lỗi ở dòng ${line}, cột ${column} (${words.slice(0, 100)}).`,
      en: `The KML is no valid XML: fault in line ${line}, column ${column} (${words.slice(0, 100)}).`,
    },
    {
      vi: 'Tệp có thể bị cắt cụt: xuất lại từ phần mềm đã tạo ra nó.',
      en: 'It may have been cut short: export it again from the program that made it.',
    },
  );
}
