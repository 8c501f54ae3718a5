import type { DeclaredCollection } from '#contract/collections.ts';

export const collection: DeclaredCollection = {
  id: 'communes',
  title: { vi: 'Địa giới cấp xã', en: 'Communes' },
  description: {
    vi: 'Địa giới hành chính của xã, phường, thị trấn, đặc khu, theo thời gian hiệu lực.',
    en: 'Boundaries of communes, wards, townships and special zones, with the time for which they hold.',
  },
  keywords: ['địa giới hành chính', 'xã', 'administrative boundary', 'commune'],
  storage: { kind: 'boundary', level: 'commune' },
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
