import type { CollectionDeclaration, Property } from '#contract/collections.ts';
import { communeProperty, reservedNames } from './common-properties.ts';
import { pictogram } from './pictograms.ts';

/** What is checked: the declaration with all properties that its features have. */
type Checked = Pick<CollectionDeclaration, 'zooms' | 'storage' | 'titleProperty' | 'symbology' | 'topic'> & {
  readonly properties: readonly Property[];
};

/** Sentences that say how a declaration contradicts itself; none where it does not. */
export function faultsOf(collection: Checked): string[] {
  const { zooms, storage, titleProperty, symbology, properties, topic } = collection;
  const faults: string[] = [];
  const names = properties.map(({ name }) => name);
  const has = (name: string) => names.includes(name);
  if (zooms.min > zooms.max) faults.push('zooms.min is above zooms.max');
  const doubled = names.find((name, index) => names.indexOf(name) !== index);
  if (doubled !== undefined) faults.push(`property ${doubled} stands twice`);
  if (storage.kind === 'boundary') return faults;
  if (topic === null) faults.push('topic must name an item of the programme');
  if (symbology === null) faults.push('symbology must say how features look');
  if (!has(titleProperty)) faults.push(`titleProperty ${titleProperty} is no property`);
  if (storage.kind === 'table') faults.push(...tableFaults(storage, properties));
  faults.push(
    ...properties.flatMap(propertyFaults),
    ...properties.flatMap((property) => patternFaults(property, properties)),
    ...properties.flatMap((property) => onlyWithFaults(property, properties)),
  );
  return [...faults, ...symbologyFaults(symbology, properties)];
}

function tableFaults(
  { key, cellsBy, exactWith, geometry }: Extract<CollectionDeclaration['storage'], { kind: 'table' }>,
  properties: readonly Property[],
): string[] {
  const faults: string[] = [];
  for (const name of key) {
    if (!properties.find((property) => property.name === name)?.required)
      faults.push(`${name} is part of the key, so it must be a required property`);
  }
  if (cellsBy !== null && !properties.find(({ name }) => name === cellsBy)?.values)
    faults.push(`cellsBy ${cellsBy} must be a property with a list of values`);
  if (exactWith !== null) {
    if (properties.find(({ name }) => name === exactWith)?.type !== 'boolean')
      faults.push(`exactWith ${exactWith} must be a yes-or-no property`);
    if (geometry !== 'point' || !properties.some(({ name }) => name === 'hamlet'))
      faults.push('exactWith is for points with the common property hamlet');
  }
  const own = properties.slice(
    0,
    properties.findIndex(({ name }) => name === communeProperty),
  );
  const reserved = own.find(({ name }) => reservedNames.has(name));
  if (reserved) faults.push(`property ${reserved.name} has a name of the portal's own: call it otherwise`);
  return faults;
}

function propertyFaults({ name, type, values, min, max, pattern }: Property): string[] {
  const faults: string[] = [];
  if (values !== null && type !== 'string') faults.push(`property ${name} has a list of values, so its type is string`);
  if (values?.some(({ value }, index) => values.findIndex((other) => other.value === value) !== index))
    faults.push(`property ${name} lists a value twice`);
  if ((min !== null || max !== null) && type !== 'integer' && type !== 'number')
    faults.push(`property ${name} has bounds, so it is a number`);
  if (pattern !== null && type !== 'string') faults.push(`property ${name} has a pattern, so its type is string`);
  return faults;
}

function patternFaults({ name, type, patternBy }: Property, properties: readonly Property[]): string[] {
  if (patternBy === null) return [];
  const values = properties.find((property) => property.name === patternBy.property)?.values ?? [];
  const unknown = Object.keys(patternBy.patterns).filter((key) => !values.some(({ value }) => value === key));
  return [
    ...(type === 'string' ? [] : [`property ${name} has patterns, so its type is string`]),
    ...unknown.map((key) => `property ${name} has a pattern for ${key}, which ${patternBy.property} never is`),
  ];
}

function onlyWithFaults({ name, onlyWith, required }: Property, properties: readonly Property[]): string[] {
  if (onlyWith === null) return [];
  const other = properties.find((property) => property.name === onlyWith.property);
  const unknown = onlyWith.values.filter((value) => !other?.values?.some((known) => known.value === value));
  return [
    ...(required ? [`property ${name} is not kept of all features, so it is not required`] : []),
    ...(other?.required === true ? [] : [`property ${name} is kept by ${onlyWith.property}, so that must be required`]),
    ...unknown.map((value) => `property ${name} is kept with ${value}, which ${onlyWith.property} never is`),
  ];
}

function symbologyFaults(symbology: CollectionDeclaration['symbology'], properties: readonly Property[]): string[] {
  if (symbology === null) return [];
  const { by, classes } = symbology;
  const faults = [symbology, ...classes].flatMap(({ icon }) =>
    icon === undefined || pictogram(icon) !== null ? [] : [`there is no pictogram ${icon}`],
  );
  const values = by === null ? [] : (properties.find(({ name }) => name === by)?.values ?? []);
  if (by !== null && values.length === 0) faults.push(`symbology.by ${by} must be a property with a list of values`);
  for (const { value } of classes) {
    if (!values.some((known) => known.value === value)) faults.push(`symbology shows ${value}, which ${by} never is`);
  }
  const missing = values.filter(({ value }) => !classes.some((shown) => shown.value === value));
  if (missing.length > 0) faults.push(`symbology shows nothing for ${missing.map(({ value }) => value).join(', ')}`);
  return faults;
}

/** What is checked of one collection beside others. */
type Neighbour = Pick<CollectionDeclaration, 'id' | 'access' | 'storage'> & {
  readonly properties: readonly Property[];
  readonly geometryType: string;
};

/** Sentences that say how declarations contradict each other, each beginning with the file; none where they do not. */
export function faultsBetween(all: readonly Neighbour[]): string[] {
  const counting = all.filter(({ storage }) => storage.kind === 'cells');
  const faults = all.flatMap((collection) =>
    [...viewFaults(collection, all), ...openFaults(collection, counting)].map(
      (fault) => `data/collections/${collection.id}.ts: ${fault}`,
    ),
  );
  const [, second] = counting;
  if (second !== undefined)
    faults.push(
      `data/collections/${second.id}.ts: releases are counted for one collection with cells, ${counting[0]?.id}`,
    );
  return faults;
}

/** What a part or cells take of another collection is there. */
function viewFaults({ storage }: Neighbour, all: readonly Neighbour[]): string[] {
  if (storage.kind !== 'part' && storage.kind !== 'cells') return [];
  const { of, property, values } = storage;
  const whole = all.find(({ id }) => id === of);
  const known = whole?.properties.find(({ name }) => name === property)?.values ?? null;
  if (whole === undefined || known === null) return [`${of} has no property ${property} with a list of values`];
  const has = (name: string) => whole.properties.some((one) => one.name === name);
  const unknown = values.filter((value) => !known.some((one) => one.value === value));
  const missing = (storage.kind === 'part' ? storage.shows : ['hamlet', 'step']).filter((name) => !has(name));
  return [
    ...unknown.map((value) => `${property} of ${of} is never ${value}`),
    ...missing.map((name) => `${of} has no property ${name}`),
    ...(storage.kind === 'cells' && whole.geometryType !== 'Point'
      ? [`cells count points, which ${of} has none of`]
      : []),
  ];
}

/** What is published in counts alone stands in no collection that everybody may see. */
function openFaults({ id, storage, access }: Neighbour, counting: readonly Neighbour[]): string[] {
  if (access !== 'public') return [];
  return counting.flatMap(({ id: counts, storage: cells }) => {
    if (cells.kind !== 'cells') return [];
    if (cells.of === id) return [`${counts} publishes it in counts, so its access must be officers`];
    if (storage.kind !== 'part' || storage.of !== cells.of) return [];
    const shown =
      storage.property === cells.property
        ? storage.values.filter((value) => cells.values.includes(value))
        : ['features'];
    return shown.map((value) => `${counts} publishes ${value} in counts, so it may not be shown to everybody`);
  });
}
