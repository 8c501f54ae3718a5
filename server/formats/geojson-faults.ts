import type { Feature } from 'geojson';
import { scavenge, type HintIssue } from '@placemarkio/check-geojson';
import validation from 'geojson-validation';
import type { Text } from '#contract/common.ts';
import type { Fault } from './driver.ts';
import { mostCharactersChecked, placeOf } from './parse-json.ts';

/** Where faults of features are looked for: a text that is a FeatureCollection once `before` and `after` stand round it. */
export interface FaultText {
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

const todo: Text = { vi: 'Sửa đối tượng này hoặc xuất lại tệp.', en: 'Mend this feature or export the file again.' };

/**
 * The fault of each feature, or null. The checker that knows places is asked only where there is a fault; `lines` are those
 * of the features instead, where each has its own.
 */
export function faultsOf(
  features: readonly unknown[],
  { text, before, after }: FaultText,
  lines: readonly number[] | null,
): (Fault | null)[] {
  const found = features.map((feature) => validation.isFeature(feature, true)[0]);
  const sought = lines === null && text.length <= mostCharactersChecked && found.some((fault) => fault !== undefined);
  const places = sought ? placesOf(before + text + after) : new Map<number, HintIssue>();
  const boundless = hasHugeNumber(text);
  return features.map((feature, index) => {
    const message = found[index];
    const place = places.get(index);
    const line = lines?.[index];
    if (message === undefined) return boundless ? hugeNumber(feature) : null;
    if (line !== undefined) return badStructure(message, { vi: ` ở dòng ${line}`, en: ` in line ${line}` });
    if (place === undefined) return badStructure(message, { vi: '', en: '' });
    const at = place.from - before.length;
    return badStructure(message, {
      vi: ` ở ký tự ${at + 1} (dòng ${placeOf(text, at).line})`,
      en: ` at character ${at + 1} (line ${placeOf(text, at).line})`,
    });
  });
}

/** First fault of each feature that the checker rejects, by index: it gives them in order, but not their index. */
function placesOf(text: string): Map<number, HintIssue> {
  const places = new Map<number, HintIssue>();
  const { rejected } = scavenge(text);
  // As the checker has read them: what is kept has long integers as text.
  const { features } = JSON.parse(text) as { features: unknown[] };
  let next = 0;
  features.forEach((feature, index) => {
    const candidate = rejected[next];
    if (candidate === undefined || JSON.stringify(candidate.feature) !== JSON.stringify(feature)) return;
    const [reason] = candidate.reasons;
    if (reason) places.set(index, reason);
    next++;
  });
  return places;
}

/** A fault of structure; `at` says where it stands, with a blank in front. */
export function badStructure(message: string, at: Text): Fault {
  return {
    code: 'badStructure',
    reason: {
      vi: `Cấu trúc GeoJSON sai${at.vi}: ${vietnamese(message)}.`,
      en: `The GeoJSON structure is wrong${at.en}: ${message.replace(/^(at \d+: )+/, '')}.`,
    },
    todo,
  };
}

function vietnamese(message: string): string {
  if (/four positions/.test(message)) return 'vòng ranh giới cần ít nhất bốn tọa độ';
  if (/first and last/i.test(message)) return 'vòng ranh giới chưa khép kín';
  if (/only contain numbers/.test(message)) return 'tọa độ phải là số';
  const member = /member with the name "?(\w+)/.exec(message)?.[1];
  if (member !== undefined) return `thiếu thành phần "${member}"`;
  return message.replace(/^(at \d+: )+/, '');
}

/** Whether a number may be larger than any that is held: then it is read as infinite. */
function hasHugeNumber(text: string): boolean {
  return /\d[eE]\+?\d{2}|\d{309}/.test(text);
}

function hugeNumber(feature: unknown): Fault | null {
  const { properties, geometry } = feature as Partial<Feature>;
  const [name] = Object.entries(properties ?? {}).find(([, value]) => isHuge(value)) ?? [];
  if (name === undefined && !isHuge(geometry)) return null;
  return {
    code: 'hugeNumber',
    reason:
      name === undefined
        ? { vi: 'Tọa độ có con số quá lớn.', en: 'A coordinate is too large a number.' }
        : { vi: `"${name}" có con số quá lớn.`, en: `"${name}" is too large a number.` },
    todo,
  };
}

function isHuge(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(isHuge);
}
