import type { Text } from '#contract/common.ts';
import { recordKinds, type ImportReport } from '#contract/imports.ts';

type Closed = Omit<ImportReport, 'closing'>;

/**
 * What a report comes to, in words of everyday: how many came in or would, how many wait and for what, what becomes of those
 * that the file does not name, and the one next step.
 */
export function closingOf(report: Closed): Text {
  const parts = [outcomeOf(report), ...waiting(report), ...unnamed(report), nextStep(report)];
  return { vi: parts.map(({ vi }) => vi).join(' '), en: parts.map(({ en }) => en).join(' ') };
}

function outcomeOf(report: Closed): Text {
  const { added, changed, unchanged } = report.counts;
  const things = thingsOf(report);
  const in_ = (n: number) => `${n} ${things.vi}`;
  switch (report.outcome) {
    case 'imported':
      return {
        vi: `Đã nhập ${in_(added + changed)}: ${added} mới, ${changed} được cập nhật; ${unchanged} đã có sẵn như vậy.`,
        en: `${counted(added + changed, things)} came in: ${added} new, ${changed} updated; ${unchanged} were there already.`,
      };
    case 'wouldImport':
      return {
        vi: `Chạy thử, chưa ghi gì: sẽ nhập ${in_(added + changed)}: ${added} mới, ${changed} được cập nhật; ${unchanged} đã có sẵn như vậy.`,
        en: `A trial, nothing was written: ${counted(added + changed, things)} would come in: ${added} new, ${changed} updated; ${unchanged} are there already.`,
      };
    case 'unchanged':
      return {
        vi: `Không có gì thay đổi: ${in_(unchanged)} trong tệp đã có sẵn như vậy.`,
        en: `Nothing changes: ${counted(unchanged, things)} of the file are there already.`,
      };
    case 'refused':
      return { vi: 'Chưa nhập gì từ tệp này.', en: 'Nothing of this file came in.' };
    case 'cancelled':
      return { vi: 'Việc nhập đã bị dừng; chưa nhập gì.', en: 'The import was stopped; nothing came in.' };
    case 'failed':
      return { vi: 'Việc nhập không hoàn thành; chưa nhập gì.', en: 'The import failed; nothing came in.' };
  }
}

/** Rows that wait to be mended; those that could come in without them. */
function waiting({ outcome, counts, fileRefused }: Closed): Text[] {
  const { refused } = counts;
  if (refused === 0 || fileRefused || outcome === 'cancelled' || outcome === 'failed') return [];
  return [
    outcome === 'refused'
      ? {
          vi: `${refused} dòng cần sửa trước khi nhập được.`,
          en: `${refused === 1 ? 'One row has' : `${refused} rows have`} to be mended first.`,
        }
      : {
          vi: `${refused} dòng bị để lại, chờ sửa rồi nhập lại.`,
          en: `${refused === 1 ? 'One row was left out and waits' : `${refused} rows were left out and wait`} to be mended and given again.`,
        },
  ];
}

function unnamed({ outcome, succession, counts: { left, removed } }: Closed): Text[] {
  const done = outcome === 'imported';
  if (outcome === 'cancelled' || outcome === 'failed' || outcome === 'refused') return [];
  if (removed > 0 && succession !== null) {
    const day = { vi: succession.day.split('-').reverse().join('/'), en: succession.day };
    return [
      {
        vi: `${removed} đơn vị ${done ? 'kết thúc' : 'sẽ kết thúc'} từ ngày ${day.vi}; mọi điều trước ngày đó vẫn giữ.`,
        en: `${removed} units ${done ? 'cease' : 'would cease'} on ${day.en}; all that is before it is kept.`,
      },
    ];
  }
  if (removed > 0)
    return [
      done
        ? {
            vi: `${removed} đối tượng không có trong tệp không còn hiệu lực từ ngày này; lịch sử vẫn giữ.`,
            en: `${removed} features that the file does not name ceased to hold; their history is kept.`,
          }
        : {
            vi: `${removed} đối tượng không có trong tệp sẽ không còn hiệu lực; lịch sử vẫn giữ.`,
            en: `${removed} features that the file does not name would cease to hold; their history is kept.`,
          },
    ];
  if (left === 0) return [];
  return [
    {
      vi: `${left} đối tượng hệ thống đã có mà tệp không nêu vẫn giữ nguyên.`,
      en: `${left} features that the portal has and the file does not name stay as they are.`,
    },
  ];
}

function nextStep(report: Closed): Text {
  const { outcome, issues, counts, notes, fileRefused, succession } = report;
  const ofFile = fileRefused ? issues.find(({ row }) => row === null) : undefined;
  const asked = succession?.questions.length ?? 0;
  if (outcome === 'refused' && asked > 0 && ofFile?.code === 'undecided')
    return {
      vi: `Bước tiếp theo: trả lời ${asked} câu hỏi về đơn vị cũ và đơn vị mới.`,
      en: `Next: answer ${asked === 1 ? 'one question' : `${asked} questions`} about old and new units.`,
    };
  if (outcome === 'refused' && ofFile !== undefined)
    return { vi: `Bước tiếp theo: ${ofFile.todo.vi}`, en: `Next: ${ofFile.todo.en}` };
  if (outcome === 'refused')
    return counts.rows > counts.refused
      ? {
          vi: 'Bước tiếp theo: sửa các dòng đó trong tệp rồi gửi lại, hoặc nhập phần còn lại trước (bỏ qua dòng lỗi).',
          en: 'Next: mend those rows in the file and give it again, or import the others first (skip refused rows).',
        }
      : {
          vi: 'Bước tiếp theo: sửa các dòng đó trong tệp rồi gửi lại.',
          en: 'Next: mend those rows in the file and give it again.',
        };
  if (outcome === 'wouldImport')
    return {
      vi: notes.length > 0 ? 'Bước tiếp theo: xem các ghi chú, rồi nhập thật.' : 'Bước tiếp theo: nhập thật.',
      en: notes.length > 0 ? 'Next: read the notes, then import it.' : 'Next: import it.',
    };
  if ((outcome === 'imported' || outcome === 'unchanged') && counts.refused > 0)
    return { vi: 'Bước tiếp theo: sửa các dòng bị để lại.', en: 'Next: mend the rows that were left out.' };
  if (outcome === 'cancelled' || outcome === 'failed')
    return { vi: 'Bước tiếp theo: gửi lại tệp.', en: 'Next: give the file again.' };
  return { vi: 'Không còn việc gì phải làm.', en: 'There is nothing left to do.' };
}

interface Things {
  readonly vi: string;
  readonly en: readonly [one: string, many: string];
}

function thingsOf({ collection }: Closed): Things {
  if ((recordKinds as readonly string[]).includes(collection)) return { vi: 'số liệu', en: ['entry', 'entries'] };
  if (['provinces', 'districts', 'communes'].includes(collection)) return { vi: 'đơn vị', en: ['unit', 'units'] };
  return { vi: 'đối tượng', en: ['feature', 'features'] };
}

function counted(n: number, { en }: Things): string {
  return `${n} ${n === 1 ? en[0] : en[1]}`;
}
