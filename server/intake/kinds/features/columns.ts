import type { Property } from '#contract/collections.ts';
import type { SourceFeature } from '#formats/driver.ts';
import type { SourceHead } from '#formats/source.ts';
import type { FeatureMapping } from '#rules/features/fields.ts';
import { likeliestProperty } from '#rules/features/likely.ts';
import { unitFactor } from '#rules/text/measure-units.ts';
import { shown } from '#rules/text/shown.ts';
import { decimalSign } from '../../cells/number.ts';
import { columnUnit } from '../../cells/column-unit.ts';
import { plainColumn, type ColumnStyle } from '../../cells/property.ts';
import { cellOf } from '../../cells/reading.ts';
import type { Findings } from '../../findings.ts';

/** Columns of a note that are named; the others are counted. */
const mostNamed = 20;

/**
 * What each column of numbers says of all its values: the decimal sign that the first rows show in it, or else in all columns
 * of numbers together, and the unit that its heading or the table says.
 */
export function columnStyles(
  first: readonly SourceFeature[],
  { fieldOf }: FeatureMapping,
  properties: readonly Property[],
  /** Texts above the table; names of fields that may be cut off. */
  { above = [], cutNames = [] }: Pick<SourceHead, 'above' | 'cutNames'>,
  findings: Findings,
): (property: Property) => ColumnStyle {
  const numbers = properties.filter(({ type, name }) => (type === 'number' || type === 'integer') && fieldOf.has(name));
  const cellsOf = ({ name }: Property) => first.map(({ fields }) => cellOf(fields[fieldOf.get(name) ?? '']));
  const ofFile = decimalSign(numbers.flatMap(cellsOf));
  const styles = new Map(
    numbers.map((property): [string, ColumnStyle] => {
      const heading = fieldOf.get(property.name) ?? '';
      const { unit, factor, note } = columnUnit(heading, above, property.unit ?? '');
      if (note !== null) findings.noteAll([note], { property: heading });
      if (unit === null && cutNames.includes(heading)) noteCut(heading, property, findings);
      return [property.name, { sign: decimalSign(cellsOf(property)) ?? ofFile, unit, factor }];
    }),
  );
  return ({ name }) => styles.get(name) ?? plainColumn;
}

/** That the unit of amounts may have stood in what is cut off a name. The portal's own names say no more than they do whole. */
function noteCut(heading: string, { name, unit }: Property, findings: Findings): void {
  if (unit === null || unitFactor(unit, unit) === null || name.startsWith(heading)) return;
  findings.note(
    'nameCut',
    { property: heading },
    {
      vi: `Tên cột "${shown(heading)}" có thể đã bị Shapefile cắt còn 10 byte, mất đơn vị; số đã được đọc theo ${unit}.`,
      en: `A shapefile cuts names off after 10 bytes: "${shown(heading)}" may have lost its unit. Its numbers were read as ${unit}.`,
    },
    {
      vi: `Nếu đơn vị khác, đổi sang ${unit} trong tệp, hoặc xuất lại bằng GeoPackage.`,
      en: `If they are in another unit, convert them to ${unit} in the file, or export it again as GeoPackage.`,
    },
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
