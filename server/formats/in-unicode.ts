import { mapChunks, peek } from './chunks.ts';
import type { SourceFeature, SourceLayer, SourceNote } from './driver.ts';
import { judgeBytes } from './judge-bytes.ts';
import { isAscii } from './latin.ts';
import { fromFont, isProper, undoubled } from './legacy-text.ts';
import type { OpenSource } from './source.ts';
import { TextReader } from './text-reader.ts';

/** Text of a layer in Unicode. The first features tell the encoding of bytes where nothing else does. */
export async function inUnicode(
  source: SourceLayer,
  wanted: string | null,
): Promise<Pick<OpenSource, 'encoding' | 'features' | 'cutNames' | 'notes'>> {
  const { cutNames = [], notes: said = () => [] } = source;
  if (source.text === 'unicode')
    return { encoding: { used: 'utf-8', how: 'format' }, features: source.features, cutNames, notes: said };
  const { first, all } = await peek(source.features);
  const { encoding, read, notes } = judgeBytes(textsOf(first), source.statedEncoding, wanted);
  const nameOf = once((name) => read(name, 'name'));
  return {
    encoding,
    features: mapChunks(all, (feature) => withText(feature, nameOf, (text) => read(text))),
    cutNames: cutNames.map(nameOf),
    notes: () => [...ofFields(said(), nameOf), ...notes()],
  };
}

/** Reads a name but once, however many features have it: what is counted of texts is not of them. */
function once(read: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const name = known.get(text) ?? read(text);
    known.set(text, name);
    return name;
  };
}

/**
 * Text that is Unicode as it was meant, of a table or a layer: what was typed with a font of old days or encoded twice is
 * read so where a person asks for it, and what is mended or looks wrong is noted. The one place for all formats.
 */
export async function withMendedText(source: OpenSource, wanted: string | null): Promise<OpenSource> {
  const font = wanted !== null && wanted !== 'utf-8' && source.encoding.how === 'format' ? wanted : null;
  const { first, all } = font === null ? { first: [], all: source.features } : await peek(source.features);
  const proper = properFields(first);
  const convert = (text: string, field: string) => {
    if (font !== null) return proper.has(field) ? text : fromFont(text, font);
    return wanted === 'utf-8' ? (undoubled(text) ?? text) : text;
  };
  const reader = new TextReader(convert, font);
  const nameOf = (name: string) => reader.name(name);
  return {
    ...source,
    encoding: font === null || !isNeeded(first, proper) ? source.encoding : { used: font, how: 'option' },
    features: mapChunks(all, (feature) => withText(feature, nameOf, (text, field) => reader.value(text, field))),
    ...(source.cutNames ? { cutNames: source.cutNames.map(nameOf) } : {}),
    notes: () => [...ofFields(source.notes(), (name) => reader.known(name)), ...reader.notes()],
  };
}

/** Fields whose texts need no font, though a person names one: others may. The names themselves are a field without a name. */
function properFields(features: readonly SourceFeature[]): ReadonlySet<string> {
  const texts = new Map<string, string[]>([['', fieldNames(features)]]);
  for (const { fields } of features) {
    for (const [name, value] of Object.entries(fields)) {
      if (typeof value !== 'string') continue;
      const known = texts.get(name);
      if (known) known.push(value);
      else texts.set(name, [value]);
    }
  }
  return new Set([...texts].flatMap(([name, values]) => (isProper(values) ? [name] : [])));
}

/** Whether a font would change anything of these features. */
function isNeeded(features: readonly SourceFeature[], proper: ReadonlySet<string>): boolean {
  const isOther = (text: unknown, field: string) => typeof text === 'string' && !isAscii(text) && !proper.has(field);
  return features.some(({ fields }) =>
    Object.entries(fields).some(([name, value]) => isOther(name, '') || isOther(value, name)),
  );
}

/** Names of fields, once each, and values that are text. */
function textsOf(features: readonly SourceFeature[]): string[] {
  const values = features.flatMap(({ fields }) => Object.values(fields).filter((value) => typeof value === 'string'));
  return [...fieldNames(features), ...values];
}

function fieldNames(features: readonly SourceFeature[]): string[] {
  return [...new Set(features.flatMap(({ fields }) => Object.keys(fields)))];
}

function withText(
  feature: SourceFeature,
  nameOf: (name: string) => string,
  change: (text: string, field: string) => string,
): SourceFeature {
  const fields: Record<string, unknown> = {};
  for (const name of Object.keys(feature.fields)) {
    const named = nameOf(name);
    const value = feature.fields[name];
    const read = typeof value === 'string' ? change(value, name) : withTexts(value, (text) => change(text, name));
    put(fields, named, read);
  }
  return { ...feature, fields, ...(feature.notes ? { notes: ofFields(feature.notes, nameOf) } : {}) };
}

/** Notes of fields that are called otherwise now. */
function ofFields(notes: readonly SourceNote[], nameOf: (name: string) => string): SourceNote[] {
  return notes.map((note) => (note.property === undefined ? note : { ...note, property: nameOf(note.property) }));
}

/** Gives an object a field of any name. */
function put(fields: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') fields[name] = value;
  else Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
}

/** A value with its texts changed, those of a table's cell or of what is nested in JSON too. */
function withTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => withTexts(one, change));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withTexts(one, change)]));
}
