import type { AdminUnit } from '#contract/admin-units.ts';
import type { CriterionStatus, Status } from '#contract/criteria.ts';
import type { Measure, MeasureClass, MeasureValues } from '#contract/measures.ts';

// Small valid objects for the client's tests; figures are made up.

const step = (id: string, min: number, max: number, colour: string): MeasureClass => ({
  id,
  label: { vi: id, en: id },
  min,
  max,
  colour,
  pattern: null,
});
const base = {
  group: 'summary',
  description: { vi: 'Bộ tiêu chí', en: 'Criteria' },
  setId: 'xa-ntm',
  criterionNo: null,
  indicatorNo: null,
  method: null,
  change: null,
  wanted: null,
  targetPercent: null,
  dates: ['2021-06-30', '2024-10-31'],
  source: 'QĐ 318/QĐ-TTg',
};

export const countMeasure: Measure = {
  ...base,
  id: 'criteria-met-xa-ntm',
  kind: 'criteriaMet',
  change: 'count',
  title: { vi: 'Số tiêu chí đạt', en: 'Criteria met' },
  unit: { vi: 'tiêu chí', en: 'criteria' },
  levels: ['commune'],
  classes: [
    step('19', 19, 19, '#253494'),
    step('15-18', 15, 18, '#2c7fb8'),
    step('10-14', 10, 14, '#41b6c4'),
    step('5-9', 5, 9, '#a1dab4'),
    step('0-4', 0, 4, '#ffffcc'),
  ],
  decimals: 0,
};

export const shareMeasure: Measure = {
  ...base,
  id: 'share-meeting-xa-ntm',
  kind: 'shareMeeting',
  title: { vi: 'Tỷ lệ xã đạt đủ 19 tiêu chí', en: 'Share of communes that meet all 19 criteria' },
  unit: { vi: '%', en: '%' },
  levels: ['district', 'province'],
  targetPercent: 80,
  classes: [
    step('100', 100, 100, '#016c59'),
    step('80-100', 80, 99.9, '#1c9099'),
    step('50-80', 50, 79.9, '#67a9cf'),
    step('0-50', 0.1, 49.9, '#bdc9e1'),
    step('0', 0, 0, '#f6eff7'),
  ],
  decimals: 1,
};

export const criterionMeasure: Measure = {
  ...base,
  id: 'criterion-xa-ntm-17',
  kind: 'criterion',
  title: { vi: 'Tiêu chí 17: Môi trường', en: 'Criterion 17: Environment' },
  unit: null,
  criterionNo: 17,
  levels: ['commune'],
  classes: [
    { ...step('met', 1, 1, '#225ea8'), meets: true },
    { ...step('notMet', 0, 0, '#ffffcc'), pattern: 'dots' },
  ],
  decimals: 0,
};

export function valuesOf(values: Record<string, number>, rest: Partial<MeasureValues> = {}): MeasureValues {
  return {
    measure: countMeasure.id,
    level: 'commune',
    at: '2024-10-31',
    from: null,
    revision: '1',
    boundaryDate: '2020-11-01',
    values,
    notAssessed: [],
    notApplicable: [],
    withoutBoundary: [],
    demo: true,
    ...rest,
  };
}

export function unit(code: string, name: string, rest: Partial<AdminUnit> = {}): AdminUnit {
  return {
    code,
    name,
    level: 'commune',
    kind: 'commune',
    parentCode: '558',
    parentName: 'Huyện Đồng Xuân',
    point: [109, 13],
    bbox: [108.9, 12.9, 109.1, 13.1],
    areaKm2: 10,
    population: 1000,
    ...rest,
  };
}

export function criterion(no: number, status: Status): CriterionStatus {
  return {
    no,
    name: { vi: `Tên ${no}`, en: `Name ${no}` },
    group: null,
    status,
    since: '2023-01-01',
    assessedOn: '2024-10-31',
    recordedAt: '2024-11-01T00:00:00Z',
    recordedBy: 'minh hoạ',
    source: 'minh hoạ',
    revision: 1,
  };
}
