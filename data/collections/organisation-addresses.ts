import type { DeclaredCollection } from '#contract/collections.ts';

export const collection: DeclaredCollection = {
  id: 'organisation-addresses',
  title: { vi: 'Địa chỉ cơ quan, tổ chức', en: 'Addresses of organisations' },
  description: {
    vi: 'Địa chỉ số của cơ quan, tổ chức, doanh nghiệp, hợp tác xã và công trình công cộng.',
    en: 'Digital addresses of offices, organisations, companies, cooperatives and public works.',
  },
  keywords: ['địa chỉ số', 'cơ quan', 'tổ chức', 'digital address', 'organisation'],
  // A household's business counts as a household: it is never among these.
  storage: {
    kind: 'part',
    of: 'digital-addresses',
    property: 'kind',
    values: ['office', 'organisation', 'business', 'publicWork'],
    shows: ['scheme', 'code', 'kind', 'step', 'name', 'hamlet'],
  },
  topic: 'III/8/02',
  symbology: {
    colour: '#7a2b2b',
    by: 'kind',
    classes: [
      { value: 'office', colour: '#7a2b2b', icon: 'town-hall' },
      { value: 'organisation', colour: '#5a3d8f', icon: 'building' },
      { value: 'business', colour: '#1b6b4c', icon: 'commercial' },
      { value: 'publicWork', colour: '#4a4f57', icon: 'landmark' },
    ],
  },
  zooms: { min: 0, max: 16 },
  lineage: {
    producer: { vi: 'Sở Thông tin và Truyền thông', en: 'Department of Information and Communications' },
    statement: {
      vi: 'Phần công khai của các địa chỉ số đã thu thập.',
      en: 'The public part of the digital addresses that were collected.',
    },
    licence: null,
  },
};
