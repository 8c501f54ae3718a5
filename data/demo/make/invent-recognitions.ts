import { addDays, onWorkday } from './count-days.ts';
import { drawRandom } from './draw-random.ts';
import { referenceDate, reviews } from './invent-careers.ts';
import type { Career } from './invent-careers.ts';

export interface Recognition {
  readonly code: string;
  readonly setId: string;
  readonly level: 'standard' | 'advanced' | 'model';
  /** Invented, and says so: MH stands for `minh hoạ`. */
  readonly decisionNo: string;
  readonly decidedOn: string;
  readonly validFrom: string;
  readonly revokedOn: string;
  readonly note: string;
}

const invented = 'Dữ liệu minh hoạ';

/** A day `from` to `to` days after a date. */
function later(date: string, from: number, to: number, label: string): string {
  return onWorkday(addDays(date, from + Math.floor(drawRandom(label)() * (to - from))));
}

/** Standard recognition: a quarter after the review, at the latest; baseline communes had theirs before. */
function decidedStandard({ unit, completeAt }: Career): string | null {
  if (completeAt === null) return null;
  const label = `standard ${unit.code}`;
  if (completeAt === 0) return later('2021-01-08', 0, 100, label);
  return later(reviews[completeAt] ?? referenceDate, 45, 110, label);
}

function decidedAdvanced({ unit, advancedAt }: Career): string | null {
  return advancedAt === null ? null : later(reviews[advancedAt] ?? referenceDate, 50, 115, `advanced ${unit.code}`);
}

/** Recognitions decided by the reference date, by date of decision and code. */
export function inventRecognitions(careers: readonly Career[]): Recognition[] {
  const decided = careers.flatMap((career) => {
    const { code } = career.unit;
    const standard = decidedStandard(career);
    const advanced = decidedAdvanced(career);
    const model = career.isModel && advanced !== null ? later(advanced, 380, 800, `model ${code}`) : null;
    const early = career.completeAt === 0 ? `${invented}. Xã đã đạt chuẩn trước kỳ rà soát đầu tiên.` : invented;
    return [
      { code, setId: 'xa-ntm', level: 'standard' as const, decidedOn: standard, note: early },
      { code, setId: 'xa-ntm-nang-cao', level: 'advanced' as const, decidedOn: advanced, note: invented },
      { code, setId: 'xa-ntm-kieu-mau', level: 'model' as const, decidedOn: model, note: invented },
    ];
  });
  const known = decided
    .flatMap(({ decidedOn, ...rest }) => (decidedOn === null ? [] : [{ ...rest, decidedOn }]))
    .filter(({ decidedOn }) => decidedOn <= referenceDate)
    .sort((a, b) => a.decidedOn.localeCompare(b.decidedOn) || a.code.localeCompare(b.code));
  const issued = new Map<string, number>();
  return known.map((recognition) => {
    const year = recognition.decidedOn.slice(0, 4);
    const number = (issued.get(year) ?? 0) + 1;
    issued.set(year, number);
    return {
      ...recognition,
      decisionNo: `MH-${String(number).padStart(3, '0')}/${year}`,
      validFrom: recognition.decidedOn,
      revokedOn: '',
    };
  });
}
