import type { Text } from '#contract/common.ts';
import { describeNumber } from '#rules/criteria/describe-value.ts';
import type { DecisionFault, Question } from '#rules/succession/edges.ts';
import { isSameName } from '#rules/succession/names.ts';
import type { Findings } from '../../findings.ts';
import { nothingToDo } from '#formats/driver.ts';
import type { GoodRow } from './prepare.ts';
import type { Succession } from './succession.ts';

/** Says what of a succession cannot be followed, has to be decided, or parts from a decision. */
export function tellTriage(made: Succession, rows: readonly GoodRow[], findings: Findings): void {
  for (const fault of made.faults) tellFault(fault, findings);
  if (made.questions.length > 0) tellQuestions(made.questions, findings);
  for (const { before, code, ofBefore } of made.contradictions) {
    const row = rows.find((one) => one.code === code);
    findings.note(
      'groundContradicts',
      row ?? {},
      {
        vi: `Theo ranh giới, ${percent(ofBefore).vi} diện tích của ${before.name} (${before.code}) nằm trong đơn vị này; văn bản không nói vậy.`,
        en: `By the boundaries ${percent(ofBefore).en} of ${before.name} (${before.code}) lies in this unit; no decision says so.`,
      },
      { vi: 'Văn bản được theo; kiểm tra ranh giới.', en: 'The decision is followed; look at the boundaries.' },
    );
  }
  tellNames(made, findings);
  tellIdle(made, findings);
  tellMeasured(made, findings);
  tellStarts(made, findings);
}

const faultWords: Record<DecisionFault['fault'], { reason: (old: string, made: string) => Text; todo: Text }> = {
  noUnitSince: {
    reason: (old, made) => ({
      vi: `Văn bản chuyển ${old} sang ${made}, nhưng tệp không có đơn vị mã ${made}.`,
      en: `By the decision ${old} went to ${made}, but the file has no unit of that code.`,
    }),
    todo: { vi: 'Sửa mã, hoặc thêm đơn vị vào tệp.', en: 'Correct the code, or add the unit to the file.' },
  },
  parts: {
    reason: (old) => ({
      vi: `Các phần của ${old} không cộng lại thành một đơn vị.`,
      en: `The parts of ${old} are not those of one unit.`,
    }),
    todo: {
      vi: 'Nếu chia, mọi dòng của đơn vị ghi partial hoặc các số cộng lại bằng 1.',
      en: 'Of a unit that is split every row says partial, or numbers that sum to 1.',
    },
  },
  goesOnTwice: {
    reason: (old, made) => ({
      vi: `Chỉ một đơn vị có thể tiếp tục thành một đơn vị: ${old} → ${made}.`,
      en: `Only one unit can go on as one other: ${old} as ${made}.`,
    }),
    todo: { vi: 'Để yes ở một dòng, no ở các dòng kia.', en: 'Leave yes in one row, write no in the others.' },
  },
  elsewhere: {
    reason: (old, made) => ({
      vi: `Theo ranh giới không có phần nào của ${old} nằm trong ${made}.`,
      en: `By the boundaries nothing of ${old} lies in ${made}.`,
    }),
    todo: {
      vi: 'Kiểm tra hai mã, hoặc ranh giới của hai đơn vị.',
      en: 'Look at the two codes, or at both boundaries.',
    },
  },
  twice: {
    reason: (old, made) => ({
      vi: `${old} → ${made} có ở hai dòng, hoặc hai bảng trả lời khác nhau.`,
      en: `${old} to ${made} stands in two rows, or two tables say different things of it.`,
    }),
    todo: { vi: 'Giữ một câu trả lời, xoá câu kia.', en: 'Keep one answer and delete the other.' },
  },
  settled: {
    reason: (old, made) => ({
      vi: `Lần nhập trước của ngày này đã ghi ${made} là đơn vị nào; ${old} không thể tiếp tục thành đơn vị đó nữa.`,
      en: `An earlier import of the day has said who ${made} is; ${old} cannot go on as it any more.`,
    }),
    todo: {
      vi: 'Hoàn tác lần nhập trước (--undo), rồi nhập lại với bảng này.',
      en: 'Take the earlier import back (--undo) and import again with this table.',
    },
  },
  codeTaken: {
    reason: (old) => ({
      vi: `Đơn vị khác mang mã ${old} từ ngày này: đơn vị mang mã đó trước đây phải kết thúc hoặc đổi mã.`,
      en: `Another unit bears the code ${old} from the day on: who bore it before must have ended or got another code.`,
    }),
    todo: {
      vi: 'Ghi đơn vị cũ đã nhập vào đơn vị nào (share full), hoặc tiếp tục với mã nào (continues yes).',
      en: 'Say into which unit it went (share full), or as which code it goes on (continues yes).',
    },
  },
};

function tellFault({ edge, fault }: DecisionFault, findings: Findings) {
  const { reason, todo } = faultWords[fault];
  findings.issue('decisionFault', {}, reason(edge.oldCode, edge.newCode), todo);
}

function tellQuestions(questions: readonly Question[], findings: Findings) {
  const examples = questions
    .slice(0, 3)
    .map(({ before, since }) => `${before.name} (${before.code}) → ${since.name ?? ''} (${since.code})`)
    .join('; ');
  findings.issue(
    'undecided',
    {},
    {
      vi: `${questions.length} chỗ ranh giới không tự trả lời được đơn vị nào tiếp tục, đơn vị nào kết thúc: ${examples}${questions.length > 3 ? '; ...' : ''}.`,
      en: `In ${questions.length} place(s) boundaries alone do not tell which unit goes on and which ends: ${examples}${questions.length > 3 ? '; ...' : ''}.`,
    },
    {
      vi: 'Cho bảng theo văn bản (--succession), hoặc trả lời các câu hỏi (của báo cáo này, ngay đó hay trong một bảng: --decisions). Chọn --replace thì đơn vị nằm trọn trong một đơn vị khác kết thúc mà không hỏi.',
      en: 'Give a table that follows the decision (--succession), or answer the questions (of this report, there or in a table: --decisions). With --replace a unit that lies wholly in one other ends without a question.',
    },
  );
}

/** A decision that calls a unit otherwise than the portal does on the day before is of another unit, or of another day. */
function tellNames({ decided, before }: Succession, findings: Findings) {
  const named = new Map(before.map((unit) => [unit.code, unit]));
  const told = new Set<string>();
  for (const { oldCode, oldName } of decided) {
    const unit = named.get(oldCode);
    if (unit === undefined || oldName === null || told.has(oldCode) || isSameName(unit, { ...unit, name: oldName }))
      continue;
    told.add(oldCode);
    findings.note(
      'decisionNames',
      {},
      {
        vi: `Văn bản gọi đơn vị mã ${oldCode} là "${oldName}", hệ thống ghi ngày trước đó là "${unit.name}".`,
        en: `The decision calls the unit of code ${oldCode} "${oldName}", the portal "${unit.name}" on the day before.`,
      },
      {
        vi: 'Nhập thay đổi trước đó mà hệ thống còn thiếu, hoặc sửa mã trong tệp quyết định.',
        en: 'Import the change before it that the portal lacks, or correct the code in the file of decisions.',
      },
    );
  }
}

/** Decisions that found nothing to decide: all of a table, and it is of other units; some, and they are counted. */
function tellIdle({ idle, decided }: Succession, findings: Findings) {
  if (idle.length === 0) return;
  const examples = idle
    .slice(0, 3)
    .map(({ oldCode, newCode }) => `${oldCode} → ${newCode}`)
    .join(', ');
  const reason = {
    vi: `${idle.length} dòng quyết định nói về đơn vị mà hệ thống hoặc tệp không có: ${examples}${idle.length > 3 ? ', ...' : ''}.`,
    en: `${idle.length} row(s) of decisions are of units that the portal or the file does not have: ${examples}${idle.length > 3 ? ', ...' : ''}.`,
  };
  if (idle.length < decided.filter(({ share }) => share !== 'none').length) {
    findings.note('idleDecisions', {}, reason, nothingToDo);
    return;
  }
  findings.issue('idleDecisions', {}, reason, {
    vi: 'Kiểm tra hai cột mã có bị đổi chỗ không, và bảng có đúng cấp, đúng ngày không.',
    en: 'See whether the two columns of codes are swapped, and whether the table is of this level and day.',
  });
}

/** Shares that nobody said and edges that no decision names, told once each. */
function tellMeasured({ edges }: Succession, findings: Findings) {
  const computed = edges.filter(({ basis, shareFrom }) => basis === 'decision' && shareFrom === 'computed');
  if (computed.length > 0)
    findings.note(
      'sharesComputed',
      {},
      {
        vi: `${computed.length} phần của đơn vị bị chia không có số trong văn bản; đã tính từ hai ranh giới.`,
        en: `Of ${computed.length} parts of units that were split no decision gives the size; they were computed from both boundaries.`,
      },
      nothingToDo,
    );
  const drawn = edges.filter(({ basis }) => basis === 'geometry');
  if (drawn.length === 0) return;
  const names = drawn.map(({ before, code }) => `${before.name} (${before.code}) → ${code}`).join('; ');
  findings.note(
    'byGroundOnly',
    {},
    {
      vi: `${drawn.length} đơn vị kết thúc chỉ theo ranh giới, không có văn bản: ${names}.`,
      en: `${drawn.length} unit(s) end by the boundaries only, no decision names them: ${names}.`,
    },
    {
      vi: 'Nếu sai, ghi các đơn vị này vào tệp --succession hoặc --decisions.',
      en: 'If that is wrong, name them in a --succession or --decisions file.',
    },
  );
}

function tellStarts({ startUnknown, day, before }: Succession, findings: Findings) {
  // Of the first units that a portal gets nothing else is expected.
  if (startUnknown.size === 0 || before.length === 0) return;
  findings.note(
    'startUnknown',
    {},
    {
      vi: `${startUnknown.size} đơn vị nằm trên vùng mà trước ngày ${day} hệ thống chưa có đơn vị nào: được ghi từ ngày này, không rõ đã có từ khi nào.`,
      en: `${startUnknown.size} unit(s) lie where the portal had none before ${day}: they are held from that day on, and when they began is not known.`,
    },
    nothingToDo,
  );
}

function percent(share: number): Text {
  const { vi, en } = describeNumber(Number((share * 100).toFixed(1)));
  return { vi: `${vi} %`, en: `${en} %` };
}
