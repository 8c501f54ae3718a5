import type { UnitKind } from '#contract/admin-units.ts';
import type { Text } from '#contract/common.ts';
import { kindOf, normaliseName, strayKindWord, unitsMeant } from '#rules/boundaries/values.ts';
import { withKindWord } from '#rules/unit-kinds.ts';
import type { MixedUnit } from './mixed-units.ts';

/** The first day without districts. */
const withoutDistricts = '2025-07-01';

/** What somebody says of a unit whose boundary changed; names and kinds as people write them, null where nothing is said. */
export interface Answer {
  /** `same` unit under another boundary, or an `other` one that took the code on the day. */
  readonly decision: 'same' | 'other';
  readonly nameBefore: string | null;
  readonly kindBefore: string | null;
  readonly nameAfter: string | null;
  readonly kindAfter: string | null;
  /** Code of the unit above since the day. */
  readonly parentAfter: string | null;
}

/** An answer that can be carried out. */
export interface Decision {
  readonly unit: MixedUnit;
  readonly decision: Answer['decision'];
  readonly before: NameAndKind;
  readonly after: NameAndKind;
  readonly parentAfter: string | null;
}

interface NameAndKind {
  readonly name: string;
  readonly kind: UnitKind;
}

/** Which part of an answer cannot be carried out, and why. */
export interface AnswerFault {
  readonly part: keyof Answer;
  readonly reason: Text;
  readonly todo: Text;
}

/** A unit that may stand above others on a day. */
export interface UnitAbove {
  readonly day: string;
  readonly code: string;
  readonly level: 'province' | 'district';
}

/** Judges an answer about a unit; `above` are the provinces and districts of the day. Nothing is filled in by a guess. */
export function decide(unit: MixedUnit, answer: Answer, above: readonly UnitAbove[]): Decision | AnswerFault {
  const before = identify(unit, answer.nameBefore, answer.kindBefore, 'nameBefore', 'kindBefore');
  if ('part' in before) return before;
  // The same unit may have kept the name that it bears now; another one's has to be said.
  const nameAfter = answer.decision === 'same' ? (answer.nameAfter ?? unit.name) : answer.nameAfter;
  const after = identify(unit, nameAfter, answer.kindAfter, 'nameAfter', 'kindAfter');
  if ('part' in after) return after;
  const parentAfter = answer.parentAfter === null ? null : parentOf(unit, answer.parentAfter, above);
  if (parentAfter !== null && typeof parentAfter === 'object') return parentAfter;
  return { unit, decision: answer.decision, before, after, parentAfter };
}

function identify(
  unit: MixedUnit,
  given: string | null,
  stated: string | null,
  namePart: 'nameBefore' | 'nameAfter',
  kindPart: 'kindBefore' | 'kindAfter',
): NameAndKind | AnswerFault {
  const { level, day } = unit;
  const name = normaliseName(given)?.value ?? null;
  const when =
    namePart === 'nameBefore'
      ? { vi: `trước ngày ${day}`, en: `before ${day}` }
      : { vi: `từ ngày ${day}`, en: `since ${day}` };
  if (name === null) {
    return {
      part: namePart,
      reason: { vi: `Thiếu tên đơn vị ${when.vi}.`, en: `The name ${when.en} is missing.` },
      todo: { vi: 'Ghi tên đầy đủ, ví dụ "Thị trấn La Hai".', en: 'Give it in full, for instance "Thị trấn La Hai".' },
    };
  }
  const stray = strayKindWord(level, stated, name);
  if (stray !== null) {
    return {
      part: namePart,
      reason: { vi: `"${stray}" là loại đơn vị của cấp khác.`, en: `"${stray}" is a kind of another level.` },
      todo: { vi: 'Sửa tên hoặc loại đơn vị.', en: 'Correct the name or the kind.' },
    };
  }
  const byName = kindOf(level, null, name);
  const byWord = stated === null ? null : kindOf(level, stated, null);
  const kind = byWord ?? byName ?? (name === unit.name ? unit.kind : null);
  if (kind === null || (stated !== null && byWord === null) || (byName !== null && byName !== kind)) {
    return {
      part: kindPart,
      reason:
        stated === null
          ? { vi: `Không rõ loại đơn vị ${when.vi}.`, en: `The kind ${when.en} is not said.` }
          : { vi: `Loại "${stated}" không hợp với "${name}".`, en: `The kind "${stated}" does not go with "${name}".` },
      todo: {
        vi: 'Ghi loại (xã, phường, thị trấn ...) hoặc ghi cả loại trong tên.',
        en: 'Give the kind (xã, phường, thị trấn ...), or the name with its kind.',
      },
    };
  }
  return { name: withKindWord(name, kind), kind };
}

/** The code of the unit above; a fault where none of the day has it. */
function parentOf({ day, level }: MixedUnit, parentAfter: string, above: readonly UnitAbove[]): string | AnswerFault {
  const allowed = above.filter(
    (unit) =>
      unit.day === day &&
      (unit.level === 'province' ? level !== 'province' : level === 'commune' && day < withoutDistricts),
  );
  const [meant, other] = unitsMeant(parentAfter, allowed);
  if (meant !== undefined && other === undefined) return meant.code;
  const codes = allowed.map(({ code }) => code).join(', ') || '-';
  return {
    part: 'parentAfter',
    reason: {
      vi: `Ngày ${day} không có đơn vị cấp trên mã ${parentAfter}.`,
      en: `No unit of the code ${parentAfter} can stand above it on ${day}.`,
    },
    todo: {
      vi: `Để trống (không có) hoặc chọn: ${codes}.`,
      en: `Leave it empty (none), or choose one of ${codes}.`,
    },
  };
}
