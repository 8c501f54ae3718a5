import { geometryElements, type GeometryNode } from './kml-geometry.ts';
import type { XmlHandler } from './xml.ts';

/** A folder or document of a KML; its name may stand behind what it holds. */
export interface KmlFolder {
  readonly element: string;
  readonly parent: KmlFolder | null;
  name: string;
}

/** What a placemark says. */
export interface Placemark {
  readonly folder: KmlFolder | null;
  /** Its own elements: name, description, address, times. */
  readonly own: Record<string, string>;
  /** ExtendedData, by name. */
  readonly data: Record<string, string>;
  readonly geometry: readonly GeometryNode[];
}

const folderElements: ReadonlySet<string> = new Set(['Document', 'Folder']);
/** Elements whose text is a field, by the element round them. */
const ownElements: Readonly<Record<string, readonly string[]>> = {
  Placemark: ['name', 'description', 'address', 'phoneNumber'],
  TimeStamp: ['when'],
  TimeSpan: ['begin', 'end'],
};
/** A name that only numbers a field, as programs give it: what it is called for people says more. */
const numbered = /^[^\p{L}]*\p{L}{0,5}[ _-]?\d+$/u;

/** Collects placemarks as the XML comes; each is handed on when it ends. */
export class PlacemarkReader implements XmlHandler {
  networkLinks = 0;
  /** Where they lead. */
  readonly links: string[] = [];
  /** Fields that a placemark has twice, with other values, and how often: the last is kept. */
  readonly doubled = new Map<string, number>();
  #folder: KmlFolder | null = null;
  #placemark: { -readonly [Key in keyof Placemark]: Placemark[Key] } | null = null;
  #geometry: GeometryNode[] = [];
  /** Elements of a geometry that are open. */
  readonly #nodes: GeometryNode[] = [];
  /** The text that is being read, who takes it, and how deep its element lies. */
  #text = '';
  #take: ((text: string) => void) | null = null;
  #takeDepth = 0;
  #dataName = '';
  /** The schema that is declared or followed, and the field that it declares. */
  #schema = '';
  #simpleField = '';
  readonly #displayNames = new Map<string, string>();

  constructor(private readonly done: (placemark: Placemark) => void) {}

  open(path: readonly string[], attributes: Readonly<Record<string, string>>): void {
    const name = path.at(-1) ?? '';
    const parent = path.at(-2) ?? '';
    if (this.#take !== null) this.#text += `<${name}>`;
    else if (this.#nodes.length > 0) this.#openNode(name);
    else if (this.#placemark !== null) this.#openInPlacemark(name, parent, path, attributes);
    else if (name === 'Placemark' && parent !== 'Change') {
      this.#geometry = [];
      this.#placemark = { folder: this.#folder, own: {}, data: {}, geometry: this.#geometry };
    } else if (folderElements.has(name)) this.#folder = { element: name, parent: this.#folder, name: '' };
    else if (name === 'name' && folderElements.has(parent)) this.#read(path, (text) => this.#nameFolder(text));
    else if (name === 'NetworkLink') this.networkLinks++;
    else if (name === 'href' && /^(?:Link|Url)$/.test(parent) && path.at(-3) === 'NetworkLink')
      this.#read(path, (text) => this.links.push(text));
    else if (name === 'Schema') this.#schema = attributes.id ?? attributes.name ?? '';
    else if (name === 'SimpleField') this.#simpleField = attributes.name ?? '';
    else if (name === 'displayName' && parent === 'SimpleField')
      this.#read(path, (text) => this.#displayNames.set(`${this.#schema}/${this.#simpleField}`, text));
  }

  text(text: string): void {
    if (this.#take !== null) this.#text += text;
    else {
      const node = this.#nodes.at(-1);
      if (node && (node.name === 'coordinates' || node.name === 'coord')) node.text += text;
    }
  }

  close(path: readonly string[]): void {
    const name = path.at(-1) ?? '';
    if (this.#take !== null) {
      if (path.length > this.#takeDepth) this.#text += `</${name}>`;
      else {
        const text = this.#text.trim();
        if (text !== '') this.#take(text);
        this.#take = null;
      }
    } else if (this.#nodes.length > 0) this.#nodes.pop();
    else if (name === 'Placemark' && this.#placemark !== null) {
      this.done(this.#placemark);
      this.#placemark = null;
    } else if (folderElements.has(name) && this.#placemark === null) this.#folder = this.#folder?.parent ?? null;
  }

  #openNode(name: string): void {
    const node = { name, children: [], text: '' };
    this.#nodes.at(-1)?.children.push(node);
    this.#nodes.push(node);
  }

  #openInPlacemark(
    name: string,
    parent: string,
    path: readonly string[],
    attributes: Readonly<Record<string, string>>,
  ): void {
    const placemark = this.#placemark;
    if (placemark === null) return;
    if (parent === 'Placemark' && geometryElements.has(name)) {
      this.#openNode(name);
      this.#geometry.push(...this.#nodes);
    } else if (ownElements[parent]?.includes(name) && (parent === 'Placemark' || path.at(-3) === 'Placemark'))
      this.#read(path, (text) => (placemark.own[name] = text));
    else if (name === 'Data') this.#dataName = attributes.name ?? '';
    else if (name === 'displayName' && parent === 'Data')
      this.#read(path, (text) => (this.#dataName = fieldName(this.#dataName, text)));
    else if (name === 'value' && parent === 'Data')
      this.#read(path, (text) => this.#keep(placemark.data, this.#dataName, text));
    else if (name === 'SchemaData') this.#schema = attributes.schemaUrl?.replace(/^.*#/, '') ?? '';
    else if (name === 'SimpleData') {
      const field = attributes.name ?? '';
      const called = fieldName(field, this.#displayNames.get(`${this.#schema}/${field}`) ?? '');
      this.#read(path, (text) => this.#keep(placemark.data, called, text));
    }
  }

  #keep(data: Placemark['data'], field: string, value: string): void {
    if (Object.hasOwn(data, field) && data[field] !== value)
      this.doubled.set(field, (this.doubled.get(field) ?? 0) + 1);
    data[field] = value;
  }

  #nameFolder(text: string): void {
    if (this.#folder !== null) this.#folder.name = text;
  }

  #read(path: readonly string[], take: (text: string) => void): void {
    this.#take = take;
    this.#takeDepth = path.length;
    this.#text = '';
  }
}

/** What a field is called: by its name, or for people where that is a mere number. Google Earth writes tags into it. */
function fieldName(name: string, display: string): string {
  const words = display.replace(/<[^<>]{0,200}>/g, '').trim();
  return words !== '' && (name === '' || numbered.test(name)) ? words : name;
}
