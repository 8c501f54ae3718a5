import type { Geometry, Position as Coordinates } from 'geojson';
import type { Position, Text } from '#contract/common.ts';
import type { ImportReport } from '#contract/imports.ts';
import { toWgs84 } from '#geo/transform.ts';
import { findCrs, type CrsSystem } from '#rules/crs/systems.ts';
import { recogniseCrs } from '#rules/crs/recognise.ts';
import { guessCrs, judgeCrs, type CrsGuess, type CrsVerdict, type Sample } from '#geo/judge-crs.ts';
import { describeNumber } from '#rules/criteria/describe-value.ts';
import type { Findings } from './findings.ts';

/** The system in which a file's numbers are to be read; `transform` is null where that is not settled. */
export interface SettledCrs {
  readonly report: ImportReport['crs'];
  readonly transform: ((position: Coordinates) => Position) | null;
}

type Contradiction = Extract<CrsVerdict, { verdict: 'contradicted' }>;

/**
 * Settles a file's coordinate system: what `--crs` says, else what the file states, as long as the numbers do not
 * contradict it. Without either it is an issue that asks, with a guess from the numbers.
 */
export function settleCrs(
  stated: unknown,
  wanted: CrsSystem | null,
  samples: readonly Sample[],
  findings: Findings,
): SettledCrs {
  const file = recogniseCrs(stated);
  const found = file.kind === 'none' ? null : file.label;
  const system = wanted ?? (file.kind === 'known' ? file.crs : null);
  if (system === null) {
    const guess =
      guessCrs(samples) ?? (file.kind === 'other' && file.likely ? { epsg: file.likely.epsg, offKm: null } : null);
    const { reason, todo } = file.kind === 'none' ? askFor(guess) : unknownSystem(file.label, guess);
    findings.issue(file.kind === 'none' ? 'noCrs' : 'unknownCrs', {}, reason, todo);
    return { report: { found, used: null, guess: label(guess) }, transform: null };
  }
  const verdict = judgeCrs(system.epsg, samples);
  if (verdict.verdict === 'contradicted') {
    findings.issue('contradictedCrs', {}, contradicted(system, verdict), answerWith(verdict.guess, verdict.why));
    return { report: { found, used: null, guess: label(verdict.guess) }, transform: null };
  }
  if (wanted !== null && file.kind === 'known' && file.crs.epsg !== wanted.epsg) {
    findings.note(
      'crsOverruled',
      {},
      {
        vi: `Tệp ghi ${file.label}; đã dùng EPSG:${wanted.epsg} theo --crs.`,
        en: `The file says ${file.label}; EPSG:${wanted.epsg} was used as --crs says.`,
      },
      { vi: 'Kiểm tra vị trí trên bản đồ sau khi nhập.', en: 'Look at the place on the map after the import.' },
    );
  }
  return { report: { found, used: `EPSG:${system.epsg}`, guess: null }, transform: toWgs84(system) };
}

/** The middle of a geometry's extent, in its own numbers; null where it has none. */
export function middleOf(geometry: Geometry | null): number[] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    const [x, y] = node as unknown[];
    if (typeof x === 'number' && typeof y === 'number') {
      [west, east] = [Math.min(west, x), Math.max(east, x)];
      [south, north] = [Math.min(south, y), Math.max(north, y)];
    } else node.forEach(visit);
  };
  if (geometry && geometry.type !== 'GeometryCollection') visit(geometry.coordinates);
  return west <= east ? [(west + east) / 2, (south + north) / 2] : null;
}

function label(guess: CrsGuess | null): string | null {
  return guess === null ? null : `EPSG:${guess.epsg} (${findCrs(guess.epsg)?.name ?? '?'})`;
}

function askFor(guess: CrsGuess | null): { reason: Text; todo: Text } {
  return {
    reason: {
      vi: `Tệp không cho biết hệ tọa độ. Tọa độ này thuộc hệ nào?${guessed(guess).vi}`,
      en: `The file does not say its coordinate system. Which one is it?${guessed(guess).en}`,
    },
    todo: answerWith(guess, null),
  };
}

function unknownSystem(name: string, guess: CrsGuess | null): { reason: Text; todo: Text } {
  return {
    reason: {
      vi: `Hệ tọa độ ghi trong tệp ("${name}") không thuộc các hệ được nhận (WGS 84 và VN-2000).${guessed(guess).vi}`,
      en: `The coordinate system stated in the file ("${name}") is none that is taken (WGS 84 and VN-2000).${guessed(guess).en}`,
    },
    todo: answerWith(guess, null),
  };
}

function guessed(guess: CrsGuess | null): Text {
  if (guess === null) return { vi: '', en: '' };
  const off = guess.offKm === null ? null : describeNumber(Number(guess.offKm.toFixed(1)));
  return {
    vi: ` Theo các con số, có lẽ là ${label(guess) ?? ''}${off === null ? '' : `: các đơn vị nằm cách vị trí trong danh mục khoảng ${off.vi} km`}.`,
    en: ` From its numbers it may be ${label(guess) ?? ''}${off === null ? '' : `: units then lie about ${off.en} km from where the list has them`}.`,
  };
}

function answerWith(guess: CrsGuess | null, why: Contradiction['why'] | null): Text {
  if (why === 'swapped') {
    return {
      vi: 'Đổi lại thứ tự: kinh độ trước, vĩ độ sau, rồi xuất lại tệp.',
      en: 'Put longitude before latitude and export the file again.',
    };
  }
  if (guess === null) {
    return {
      vi: 'Hỏi nơi lập bản đồ kinh tuyến trục, rồi thêm --crs EPSG:n (ví dụ EPSG:9218 cho VN-2000 TM-3 108°30′).',
      en: 'Ask who drew it for its central meridian, then add --crs EPSG:n (EPSG:9218 is VN-2000 TM-3 108°30′).',
    };
  }
  return {
    vi: `Nếu đúng, nhập lại với --crs EPSG:${guess.epsg}.`,
    en: `If that is right, import again with --crs EPSG:${guess.epsg}.`,
  };
}

function contradicted(system: CrsSystem, { why, guess }: Contradiction): Text {
  const named = `EPSG:${system.epsg} (${system.name})`;
  const reasons: Record<Contradiction['why'], Text> = {
    degrees: { vi: 'các con số là độ', en: 'the numbers are degrees' },
    metres: { vi: 'các con số là mét', en: 'the numbers are metres' },
    swapped: { vi: 'vĩ độ đứng trước kinh độ', en: 'latitude stands before longitude' },
    elsewhere: { vi: 'như vậy dữ liệu nằm ngoài Việt Nam', en: 'that puts the file outside Vietnam' },
    zone: {
      vi: 'như vậy các đơn vị nằm sai chỗ so với danh mục',
      en: 'that puts units away from where the list has them',
    },
  };
  return {
    vi: `Hệ tọa độ ${named} không khớp với số liệu: ${reasons[why].vi}.${guessed(guess).vi}`,
    en: `The coordinate system ${named} is contradicted by the numbers: ${reasons[why].en}.${guessed(guess).en}`,
  };
}
