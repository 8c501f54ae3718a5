import { shown } from '#rules/text/shown.ts';
import { records } from '#facts/records.ts';
import { levelNamed, levelWords } from '#rules/criteria/words.ts';
import { mayBeRecognisedBy } from '#rules/criteria/select-in-force.ts';
import { readKnownUnits } from './known-units.ts';
import { findNames, knownHeadings } from './find-table.ts';
import { readList } from './read-list.ts';
import { checkDay, requireUnitOn, withoutDoubles, type Entry, type RecordSource } from './record-kind.ts';

const headings = {
  code: ['code', 'ma', 'ma don vi', 'ma xa', 'ma huyen'],
  set: ['set', 'set id', 'bo tieu chi'],
  level: ['level', 'muc', 'muc cong nhan'],
  decisionNo: ['decision no', 'decision', 'so quyet dinh', 'quyet dinh'],
  decidedOn: ['decided on', 'ngay quyet dinh', 'date', 'ngay'],
  validFrom: ['valid from', 'hieu luc tu'],
  revokedOn: ['revoked on', 'ngay thu hoi'],
  revocationNo: ['revocation decision no', 'quyet dinh thu hoi'],
  note: ['note', 'ghi chu'],
} as const;
const required = ['code', 'set', 'decisionNo'] as const;

/** Recognitions by decision; a row that is known already may add its revocation and nothing else. */
export const recognitions: RecordSource = {
  headings: [...knownHeadings(headings)],
  headOf: (sheet) => findNames(sheet, headings, required),
  async read(sheets, context, findings) {
    const lines = readList(sheets, headings, required, findings).flatMap((line) => {
      const code = line.required('code', line.text('code'), { vi: 'mã đơn vị', en: 'code of the unit' });
      const setId = line.required('set', line.text('set'), { vi: 'bộ tiêu chí', en: 'criteria set' });
      const decisionNo = line.required('decisionNo', line.text('decisionNo'), { vi: 'số quyết định', en: 'decision' });
      const decidedOn = line.required('decidedOn', line.day('decidedOn'), { vi: 'ngày quyết định', en: 'date' });
      if (code === null || setId === null || decisionNo === null || decidedOn === null) return [];
      return [{ line, code, setId, decisionNo, decidedOn }];
    });
    const units = await readKnownUnits(
      context.db,
      lines.map(({ code }) => code),
    );
    const entries = lines.flatMap(({ line, code, setId, decisionNo, decidedOn }): Entry[] => {
      const refuse = (key: keyof typeof headings, vi: string, en: string, todoVi: string, todoEn: string): Entry[] => {
        findings.issue('impossibleValue', line.where(key), { vi, en }, { vi: todoVi, en: todoEn });
        return [];
      };
      const unit = requireUnitOn(units, { code, day: decidedOn, where: line.where('code') }, findings);
      const set = context.sets.find(({ id }) => id === setId);
      if (!checkDay(decidedOn, line.where('decidedOn'), context, findings) || unit === null) return [];
      if (set === undefined || !mayBeRecognisedBy(set, unit)) {
        const known = context.sets.filter((each) => mayBeRecognisedBy(each, unit)).map(({ id }) => id);
        return refuse(
          'set',
          `Bộ tiêu chí "${shown(setId)}" không áp dụng cho ${unit.name}.`,
          `The set "${shown(setId)}" is not for ${unit.name}.`,
          known.length === 0 ? 'Bỏ dòng này: không có bộ tiêu chí nào cho đơn vị.' : `Chọn: ${known.join(', ')}.`,
          known.length === 0 ? 'Leave the row out: no set is for the unit.' : `Choose one of ${known.join(', ')}.`,
        );
      }
      const said = line.text('level');
      const level = said === null ? set.tier : levelNamed(said);
      if (level === null) {
        const known = Object.values(levelWords)
          .map(({ vi }) => vi)
          .join(', ');
        return refuse(
          'level',
          'Không có mức công nhận này.',
          'There is no such level.',
          `Chọn: ${known}.`,
          `One of ${known}.`,
        );
      }
      const [validFrom, revokedOn] = [line.day('validFrom') ?? decidedOn, line.day('revokedOn')];
      if (revokedOn !== null && (revokedOn < validFrom || revokedOn > context.today)) {
        return refuse(
          'revokedOn',
          `Ngày thu hồi ${revokedOn} không hợp lệ.`,
          `The revocation on ${revokedOn} cannot be.`,
          'Ngày thu hồi phải sau ngày công nhận và không ở tương lai.',
          'It lies after the recognition and not in the future.',
        );
      }
      return [
        {
          where: { ...line.where('decisionNo'), feature: code },
          key: [unit.id, setId, level, decisionNo].join(' '),
          values: {
            unit_id: unit.id,
            set_id: setId,
            level,
            decision_no: decisionNo.slice(0, 200),
            decided_on: decidedOn,
            valid_from: validFrom,
            revoked_on: revokedOn,
            revocation_decision_no: line.text('revocationNo'),
            note: line.text('note'),
          },
        },
      ];
    });
    return withoutDoubles(entries, findings);
  },
  compare: records.compareRecognitions,
  insert: records.insertRecognitions,
  revisions: ['recognitions'],
};
