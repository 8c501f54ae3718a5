import type { GeometryKind, Property } from '#contract/collections.ts';
import type { Text } from '#contract/common.ts';
import type { TableCollection } from '#catalog/collections.ts';
import { systemProperties } from '#catalog/common-properties.ts';
import { importable } from '#intake/kinds/features/mapping.ts';
import type { CellKind, Template, TemplateColumn } from './template-book.ts';

const kinds: Record<Property['type'], CellKind> = {
  string: 'text',
  integer: 'whole',
  number: 'number',
  boolean: 'yesNo',
  date: 'date',
};

/** The workbook in which an office lists features of a collection: a row each, with the columns of its declaration. */
export function featureTemplate(collection: TableCollection): Template {
  const { title, source } = collection;
  const own = (property: Property) => !systemProperties.some(({ name }) => name === property.name);
  const properties = importable({ collection });
  return {
    title,
    columns: [
      ...properties.filter(own).map(columnOf),
      ...placeColumns[source.geometry],
      ...properties.filter((property) => !own(property)).map(columnOf),
    ],
    sentences: [
      {
        vi: `Mỗi dòng của trang "Nhập liệu" là một đối tượng. Cột có (*) phải ghi; cột khác có thể để trống hoặc xoá.`,
        en: 'Each row of the sheet "Nhập liệu" is one feature. Columns with (*) must be filled; others may be left empty or deleted.',
      },
      {
        vi: `Nhận ra nhau qua: ${titlesOf(collection, 'vi')}. Nhập lại cùng mã thì cập nhật, không thêm mới.`,
        en: `Told apart by: ${titlesOf(collection, 'en')}. The same again changes a feature and adds none.`,
      },
      ...placeSentences[source.geometry],
      {
        vi: `Tải lên ở trang /data, hoặc: npm run import -- --collection ${collection.id} TỆP.xlsx --dry-run`,
        en: `Upload it on the page /data, or: npm run import -- --collection ${collection.id} FILE.xlsx --dry-run`,
      },
    ],
    codes: [],
  };
}

function titlesOf({ source, properties }: TableCollection, language: 'vi' | 'en'): string {
  return source.key.map((name) => properties.find((one) => one.name === name)?.title[language] ?? name).join(', ');
}

function columnOf(property: Property): TemplateColumn {
  const { title, unit, required, type, values, min, max } = property;
  return {
    title: title.vi,
    unit,
    required,
    kind: kinds[type],
    values: values?.map(({ label }) => ({ value: label.vi, means: label.en })) ?? null,
    min,
    max,
    note: noteOf(property),
  };
}

const systemNotes: Readonly<Record<string, Text>> = {
  commune_code: {
    vi: 'Để trống: xã được tìm theo vị trí. Nếu ghi, mã được so với vị trí.',
    en: 'Empty: the commune is found from the place. A code that is given is held against the place.',
  },
  source: {
    vi: 'Văn bản hoặc cơ quan cung cấp; để trống: tên tệp.',
    en: 'Document or body that it is from; empty: the name of the file.',
  },
  valid_from: {
    vi: 'Ngày bắt đầu có; để trống: ngày số liệu của cổng.',
    en: 'Since when it is there; empty: the day of the portal.',
  },
  valid_to: { vi: 'Ngày không còn; để trống nếu vẫn còn.', en: 'When it ceased; empty while it is there.' },
};

function noteOf({ name, title, type, unit, values, min, max, pattern, patternBy, onlyWith }: Property): Text {
  const system = systemNotes[name];
  if (system !== undefined) return system;
  const forms = patternBy === null ? (pattern === null ? [] : [pattern]) : Object.values(patternBy.patterns);
  const parts: readonly (Text | null)[] = [
    values !== null ? { vi: 'Chọn trong danh mục bên dưới.', en: `${title.en}: choose from the list below.` } : null,
    values === null ? words[type](title) : null,
    unit === null ? null : { vi: `Đơn vị: ${unit}.`, en: `In ${unit}.` },
    min === null && max === null
      ? null
      : { vi: `Từ ${min ?? '…'} đến ${max ?? '…'}.`, en: `${min ?? '…'} to ${max ?? '…'}.` },
    forms.length === 0 ? null : { vi: `Dạng: ${forms.join(' hoặc ')}.`, en: `Written as ${forms.join(' or ')}.` },
    onlyWith === null ? null : { vi: 'Không ghi tên hộ, tên người.', en: 'No names of households or persons.' },
  ];
  const said = parts.filter((part) => part !== null);
  return { vi: said.map(({ vi }) => vi).join(' '), en: said.map(({ en }) => en).join(' ') };
}

const words: Record<Property['type'], (title: Text) => Text> = {
  string: ({ en }) => ({ vi: 'Chữ.', en: `${en}: text.` }),
  integer: ({ en }) => ({ vi: 'Số nguyên.', en: `${en}: a whole number.` }),
  number: ({ en }) => ({ vi: 'Số; phần thập phân như bảng tính viết.', en: `${en}: a number.` }),
  boolean: ({ en }) => ({ vi: 'Có hoặc Không.', en: `${en}: Có (yes) or Không (no).` }),
  date: ({ en }) => ({ vi: 'Ngày, ví dụ 31/10/2024.', en: `${en}: a day, as in 31/10/2024.` }),
};

// No rule is laid on degrees: 109°18'04.3"E is taken too.
const place = (title: string, note: Text): TemplateColumn => ({
  ...{ title, note, kind: 'free', unit: null, required: true, values: null, min: null, max: null },
});
const wkt = place('WKT', {
  vi: 'Hình dạng theo WKT, ví dụ LINESTRING(109.30 13.08, 109.31 13.09).',
  en: 'The geometry as WKT, as in LINESTRING(109.30 13.08, 109.31 13.09).',
});
/** Where a feature lies. */
const placeColumns: Record<GeometryKind, readonly TemplateColumn[]> = {
  point: [
    place('Kinh độ', { vi: 'Độ, WGS 84, ví dụ 109.3012.', en: 'Longitude in degrees, WGS 84.' }),
    place('Vĩ độ', { vi: 'Độ, WGS 84, ví dụ 13.0881.', en: 'Latitude in degrees, WGS 84.' }),
  ],
  line: [wkt],
  polygon: [wkt],
  any: [
    place('Tọa độ', {
      vi: 'Điểm: vĩ độ, kinh độ (13.0881, 109.3012); đường, vùng: WKT.',
      en: 'Of a point latitude, longitude (13.0881, 109.3012); of a line or area its WKT.',
    }),
  ],
};

const asMap: Text = {
  vi: 'Đường và vùng thường có sẵn trong tệp bản đồ: gửi thẳng tệp đó (Shapefile, GeoPackage, GeoJSON, MapInfo ...), không cần mẫu này.',
  en: 'Lines and areas mostly stand in a map file: send that as it is (Shapefile, GeoPackage, GeoJSON, MapInfo ...), without this template.',
};
const placeSentences: Record<GeometryKind, readonly Text[]> = {
  point: [
    {
      vi: 'Vị trí là kinh độ, vĩ độ WGS 84. Có tọa độ VN-2000: đổi tên hai cột thành X, Y và nêu hệ tọa độ khi nhập.',
      en: 'The place is longitude and latitude in WGS 84. With VN-2000: call the two columns X and Y and name the system when it is imported.',
    },
  ],
  line: [asMap],
  polygon: [asMap],
  any: [asMap],
};
