import type { Findings } from '../../findings.ts';

/** A unit that begins after the day of a file, on its ground. */
export interface LaterUnit {
  readonly code: string;
  readonly name: string;
  readonly since: string;
}

const named = (names: readonly string[]) => `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', ...' : ''}`;

/** Boundaries come in by the order of their days: of what was loaded out of order nobody knows which units went into which. */
export function tellLater(later: readonly LaterUnit[], day: string, findings: Findings): void {
  const units = new Map(later.map((unit) => [unit.code, unit]));
  const names = named([...units.values()].map(({ code, name, since }) => `${name} (${code}, ${since})`));
  findings.issue(
    'laterUnits',
    {},
    {
      vi: `Trên vùng của tệp đã có ${units.size} đơn vị bắt đầu sau ngày ${day}: ${names}.`,
      en: `On the file's ground there are ${units.size} unit(s) that begin after ${day}: ${names}.`,
    },
    {
      vi: 'Nhập theo thứ tự ngày: hoàn tác lần nhập sau (--undo), nhập tệp này, rồi nhập lại tệp sau.',
      en: 'Import in the order of the days: take the later import back (--undo), import this file, then the later one again.',
    },
  );
}

/** A unit that has a life after the day cannot cease on it. */
export function tellEndedLater(names: readonly string[], day: string, findings: Findings): void {
  findings.issue(
    'endedLater',
    {},
    {
      vi: `Có đơn vị kết thúc ngày ${day} mà hệ thống đã ghi nhận sau ngày đó: ${named(names)}.`,
      en: `Units that would cease on ${day} are known to be something later: ${named(names)}.`,
    },
    {
      vi: 'Nhập theo thứ tự ngày: hoàn tác lần nhập sau (--undo), nhập tệp này, rồi nhập lại tệp sau.',
      en: 'Import in the order of the days: take the later import back (--undo), import this file, then the later one again.',
    },
  );
}

/** Units above that cease would leave those below them under nobody. */
export function tellBelow(count: number, day: string, findings: Findings): void {
  findings.issue(
    'unitsBelow',
    {},
    {
      vi: `${count} đơn vị cấp dưới sẽ không còn cấp trên từ ngày ${day}.`,
      en: `${count} unit(s) below would stand under nobody from ${day} on.`,
    },
    {
      vi: 'Nhập các xã của ngày đó trước (--collection communes): cấp trên không còn đơn vị nào sẽ kết thúc theo.',
      en: 'Import the communes of that day first (--collection communes): units above that lose their last end with them.',
    },
  );
}

/** Districts of days without any are the wrong file or the wrong day. */
export function tellNoDistricts(findings: Findings): void {
  findings.issue(
    'noDistrictsThen',
    {},
    { vi: 'Từ ngày 01/07/2025 không còn cấp huyện.', en: 'There are no districts since 1 July 2025.' },
    {
      vi: 'Chọn ngày trước đó, hoặc lớp địa giới khác (--collection).',
      en: 'Choose an earlier day or another collection.',
    },
  );
}

/** A province of before stands beside the one that was made of it, for units below it are left. */
export function tellProvinceStands(name: string, code: string, findings: Findings): void {
  findings.issue(
    'provinceStands',
    {},
    {
      vi: `${name} (${code}) đã được thay bằng một tỉnh mới cùng mã, nhưng vẫn còn đơn vị cấp dưới không có trong tệp.`,
      en: `${name} (${code}) was replaced by a new province of the same code, but units below it are left that the file lacks.`,
    },
    {
      vi: 'Nhập trọn các xã của tỉnh mới trong một tệp, với bảng đơn vị cũ – mới hoặc --replace.',
      en: 'Import all communes of the new province in one file, with a table of what became of units or --replace.',
    },
  );
}
