import type { Status } from '#contract/criteria.ts';
import type { TableCell } from '#formats/cell.ts';
import { searchable } from '#rules/text/fold.ts';
import { shown } from '#rules/text/shown.ts';
import { readText } from './plain.ts';
import { faulty, type Reading } from './reading.ts';

/** What an officer declares of an indicator or criterion instead of a figure. */
const statusWords: Record<string, Status> = {
  met: 'met',
  dat: 'met',
  d: 'met',
  notmet: 'notMet',
  'not met': 'notMet',
  'chua dat': 'notMet',
  'khong dat': 'notMet',
  cd: 'notMet',
  notassessed: 'notAssessed',
  'not assessed': 'notAssessed',
  'chua danh gia': 'notAssessed',
  notapplicable: 'notApplicable',
  'not applicable': 'notApplicable',
  'khong ap dung': 'notApplicable',
  kad: 'notApplicable',
};

/** A status in Vietnamese or English words. */
export function readStatus(cell: TableCell): Reading<Status> {
  const { value: text, fault } = readText(cell);
  if (fault) return { value: null, fault };
  if (text === null) return { value: null };
  const status = statusWords[searchable(text)];
  if (status !== undefined) return { value: status };
  return faulty(
    'unknownStatus',
    { vi: `"${shown(text)}" không phải là trạng thái.`, en: `"${shown(text)}" is no status.` },
    {
      vi: 'Viết: Đạt, Chưa đạt, Chưa đánh giá hoặc Không áp dụng.',
      en: 'Write Đạt, Chưa đạt, Chưa đánh giá or Không áp dụng (met, notMet, notAssessed, notApplicable).',
    },
  );
}
