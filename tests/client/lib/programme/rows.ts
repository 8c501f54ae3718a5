import type { TargetRow } from '#contract/programme.ts';
import type { LackingIndicator, RankedUnit } from '#contract/ranking.ts';

// Small valid rows for the tests of targets and ranking; figures are made up.

interface Parts {
  target?: Partial<TargetRow['target']>;
  progress?: Partial<TargetRow['progress']>;
  row?: Partial<Omit<TargetRow, 'target' | 'progress'>>;
}

export function targetRow(id: string, { target = {}, progress = {}, row = {} }: Parts = {}): TargetRow {
  return {
    target: {
      id,
      content: 'III/2',
      item: null,
      scope: 'commune',
      subject: 'xã',
      setId: 'xa-ntm',
      criterionNo: 2,
      name: 'Giao thông',
      nameEn: null,
      comparator: '>=',
      value: 90,
      valueMax: null,
      unit: 'percent',
      year: 2025,
      sourceLine: 60,
      quote: 'ít nhất 90% số xã đạt tiêu chí số 2',
      note: null,
      contradictions: [],
      contradicts: [],
      sameAs: null,
      document: null,
      readIn: null,
      words: null,
      ...target,
    },
    progress: {
      id,
      at: '2024-10-31',
      status: 'notMet',
      reason: { vi: 'Hiện có 1, mục tiêu 3', en: '1 now, wanted 3' },
      wanted: { value: 3, sense: 'atLeast', unit: 'count', of: 4, reason: { vi: '3', en: '3' } },
      reached: 1,
      gap: 2,
      counting: ['1'],
      notCounting: ['2', '3', '4'],
      undecided: [],
      notApplicable: [],
      countedBy: 'criteria',
      recognised: null,
      pace: { perYear: 1, neededPerYear: 2, onPace: false, reason: { vi: 'chậm', en: 'slow' } },
      ...progress,
    },
    basis: 'units',
    figure: null,
    leads: ['transport'],
    contradiction: null,
    alsoPrinted: null,
    ...row,
  };
}

export function lacking(no: string, part: number | null): LackingIndicator {
  return {
    no,
    name: { vi: `Chỉ tiêu ${no}`, en: `Indicator ${no}` },
    unchecked: null,
    reason: { vi: '1 < 2', en: '1 < 2' },
    short: part,
    part,
    yesNo: false,
  };
}

export function rankedUnit(code: string, rest: Partial<RankedUnit> = {}): RankedUnit {
  return {
    code,
    name: `Xã ${code}`,
    parentCode: '558',
    parentName: 'Huyện Đồng Xuân',
    met: 18,
    total: 19,
    missing: [2],
    notAssessed: [],
    lacking: [],
    short: 0,
    ...rest,
  };
}
