import type { DeclaredCollection } from '#contract/collections.ts';

export const collection: DeclaredCollection = {
  id: 'districts',
  title: { vi: 'Địa giới cấp huyện', en: 'Districts' },
  description: {
    vi: 'Địa giới hành chính của huyện, quận, thị xã, thành phố thuộc tỉnh (đến hết ngày 30/6/2025), theo thời gian hiệu lực.',
    en: 'Boundaries of districts, towns and cities of a province (until 30 June 2025), with the time for which they hold.',
  },
  keywords: ['địa giới hành chính', 'huyện', 'administrative boundary', 'district'],
  storage: { kind: 'boundary', level: 'district' },
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
