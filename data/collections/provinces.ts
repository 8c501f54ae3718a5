import type { DeclaredCollection } from '#contract/collections.ts';

export const collection: DeclaredCollection = {
  id: 'provinces',
  title: { vi: 'Địa giới cấp tỉnh', en: 'Provinces' },
  description: {
    vi: 'Địa giới hành chính của tỉnh, thành phố trực thuộc trung ương, theo thời gian hiệu lực.',
    en: 'Boundaries of provinces and centrally-run cities, with the time for which they hold.',
  },
  keywords: ['địa giới hành chính', 'tỉnh', 'administrative boundary', 'province'],
  storage: { kind: 'boundary', level: 'province' },
  zooms: { min: 0, max: 14 },
  lineage: {
    producer: { vi: 'Cơ quan vận hành cổng', en: 'Operator of this portal' },
    statement: {
      vi: 'Nhập từ tệp địa giới do cơ quan vận hành cung cấp; nguồn của từng địa giới nằm trong hồ sơ đơn vị.',
      en: 'Imported from boundary files of the operator; the source of each boundary stands in the unit’s profile.',
    },
    licence: null,
  },
};
