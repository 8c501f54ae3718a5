import type { Property } from '#contract/collections.ts';
import type { SourceFeature } from '#formats/driver.ts';
import type { FeatureMapping } from '#rules/features/fields.ts';
import { likeliestProperty } from '#rules/features/likely.ts';
import { unitFactor } from '#rules/text/measure-units.ts';
import { shown } from '#rules/text/shown.ts';
import { decimalSign } from '../../cells/number.ts';
import type { ColumnStyle } from '../../cells/property.ts';
import { cellOf } from '../../cells/reading.ts';
import type { Findings } from '../../findings.ts';

/** Columns of a note that are named; the others are counted. */
const mostNamed = 20;

/**
 * What each column of numbers says of all its values: the decimal sign that the first rows show in it, or else in all columns
 * of numbers together, and a unit in its heading that is another than the property's.
 */
export function columnStyles(
  first: readonly SourceFeature[],
  { fieldOf }: FeatureMapping,
  properties: readonly Property[],
  findings: Findings,
): (property: Property) => ColumnStyle {
  const numbers = properties.filter(({ type, name }) => (type === 'number' || type === 'integer') && fieldOf.has(name));
  const cellsOf = ({ name }: Property) => first.map(({ fields }) => cellOf(fields[fieldOf.get(name) ?? '']));
  const ofFile = decimalSign(numbers.flatMap(cellsOf));
  const styles = new Map(
    numbers.map((property): [string, ColumnStyle] => {
      const unit = otherUnit(fieldOf.get(property.name) ?? '', property);
      if (unit !== null) noteUnit(fieldOf.get(property.name) ?? '', unit, property, findings);
      return [property.name, { sign: decimalSign(cellsOf(property)) ?? ofFile, unit }];
    }),
  );
  return ({ name }) => styles.get(name) ?? { sign: null, unit: null };
}

/** The unit in brackets behind a heading, where numbers in it are to be multiplied. */
function otherUnit(heading: string, { unit }: Property): string | null {
  const said = /[([{]\s*([^()[\]{}]{1,20}?)\s*[)\]}]\s*$/.exec(heading)?.[1];
  const factor = said === undefined || unit === null ? null : unitFactor(said, unit);
  return said !== undefined && factor !== null && factor !== 1 ? said : null;
}

function noteUnit(heading: string, unit: string, property: Property, findings: Findings): void {
  findings.note(
    'unitConverted',
    { property: heading },
    {
      vi: `Cột "${shown(heading)}" ghi theo ${unit}; đã đổi sang ${property.unit ?? ''}.`,
      en: `The column "${shown(heading)}" is in ${unit}; its numbers were converted to ${property.unit ?? ''}.`,
    },
    { vi: 'Không cần làm gì nếu đúng.', en: 'Nothing to do if that is right.' },
  );
}

/**
 * Tells of columns that become nothing though they hold something, each with the property that it is likeliest to mean; gives
 * those properties by column. A name that no column gives is told too.
 */
export function tellLeftColumns(
  names: readonly string[],
  first: readonly SourceFeature[],
  { fieldOf, places }: FeatureMapping,
  properties: readonly Property[],
  findings: Findings,
): Readonly<Record<string, string>> {
  const taken = new Set([...fieldOf.values(), ...places.values()]);
  const left = names.filter(
    (name) => !taken.has(name) && first.some(({ fields }) => cellOf(fields[name]).value !== null),
  );
  const free = properties.filter(({ name }) => !fieldOf.has(name));
  const offers = left.flatMap((name) => {
    const property = likeliestProperty(name, free);
    return property === null ? [] : [[name, property] as const];
  });
  if (left.length > 0) noteLeft(left, new Map(offers), findings);
  const title = free.find(({ name }) => name === 'name');
  if (title !== undefined) noteNameless(title, findings);
  return Object.fromEntries(offers.map(([name, property]) => [name, property.name]));
}

function noteLeft(left: readonly string[], offers: ReadonlyMap<string, Property>, findings: Findings): void {
  const told = (language: 'vi' | 'en') => {
    const may = language === 'vi' ? 'có lẽ là' : 'perhaps';
    const list = left.slice(0, mostNamed).map((name) => {
      const offer = offers.get(name);
      return `"${shown(name)}"${offer === undefined ? '' : ` (${may} ${offer.title[language]})`}`;
    });
    return `${list.join(', ')}${left.length > mostNamed ? ', …' : ''}`;
  };
  const [[column, offer] = []] = offers;
  const map = column === undefined || offer === undefined ? null : `--map "${shown(column)}=${offer.name}"`;
  findings.note(
    'columnsLeft',
    {},
    {
      vi: `${left.length} cột có dữ liệu nhưng không được đọc: ${told('vi')}.`,
      en: `${left.length === 1 ? 'One column holds something but was' : `${left.length} columns hold something but were`} not read: ${told('en')}.`,
    },
    {
      vi: `Cột cần đọc: chỉ rõ bằng ${map ?? '--map CỘT=thuộc_tính'}; nếu không cần, không phải làm gì.`,
      en: `Say what a column that is needed is with ${map ?? '--map COLUMN=property'}; else there is nothing to do.`,
    },
  );
}

function noteNameless({ title }: Property, findings: Findings): void {
  findings.note(
    'nameless',
    {},
    {
      vi: `Không cột nào là ${title.vi}: các đối tượng sẽ không có tên.`,
      en: `No column is ${title.en}: the features will have no name.`,
    },
    { vi: 'Chỉ rõ bằng --map CỘT=name nếu tệp có tên.', en: 'Say it with --map COLUMN=name if the file has names.' },
  );
}
