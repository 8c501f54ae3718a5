/** From which part of a unit's ground on something is said of it by its boundary alone; below it lines were drawn otherwise. */
export const speakingShare = 0.1;
/** From which part on two boundaries are of the same ground, or a unit's ground went to one other as a whole. */
export const wholeShare = 0.8;
/** Below which part nothing of a unit lies where a decision says that it went. */
export const nothingShare = 0.01;
/** How far the numbers given for the parts of one unit may be from one whole. */
const roundedOff = 0.02;

/** How much of a unit of before goes to one of since: as a whole, in part, or as a number from 0 to 1. */
export type StatedShare = 'full' | 'partial' | number;

/** A part of a unit whose size is known, with where it is known from; null where nothing tells how large it is. */
export interface Part {
  readonly share: number | null;
  readonly from: 'decision' | 'computed';
}

/**
 * The parts of one unit, in the order given, so that they sum to 1. Numbers that are stated are taken (and made to sum to 1 where
 * nothing else is stated); what they leave is parted among `partial` ones by `ground`, the part of the unit's area that lies in
 * each by the boundaries (0 to 1). Null where the numbers cannot be those of one unit.
 */
export function partsOf(
  parts: readonly { readonly stated: StatedShare; readonly ground: number }[],
): readonly Part[] | null {
  const [only, another] = parts;
  if (only !== undefined && another === undefined)
    return only.stated === 'full' ? [{ share: 1, from: 'decision' }] : null;
  if (parts.some(({ stated }) => stated === 'full' || (typeof stated === 'number' && !(stated > 0 && stated < 1))))
    return null;
  const sum = parts.reduce((total, { stated }) => total + (typeof stated === 'number' ? stated : 0), 0);
  const open = parts.filter(({ stated }) => stated === 'partial');
  if (sum > 1 + roundedOff || (open.length > 0 && sum >= 1) || (open.length === 0 && sum < 1 - roundedOff)) return null;
  const ground = open.reduce((total, part) => total + part.ground, 0);
  const known = open.every((part) => part.ground > 0) || open.length === 1;
  return parts.map(({ stated, ground: own }): Part => {
    if (typeof stated === 'number') return { share: open.length === 0 ? stated / sum : stated, from: 'decision' };
    if (!known) return { share: null, from: 'computed' };
    return { share: (1 - sum) * (open.length === 1 ? 1 : own / ground), from: 'computed' };
  });
}
