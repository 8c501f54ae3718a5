import type { UnitProfile } from '#contract/admin-units.ts';
import type { Bbox } from '#contract/common.ts';
import { m } from '#client/text/compiled/messages.js';
import { insideSentence } from '#client/text/format.ts';
import { directionWord } from '#client/text/words.ts';
import { partOf } from '#client/map/outline.ts';
import type { Expression, Scalar } from '#rules/cql2/expression.ts';
import { writeCql2Text } from '#rules/cql2/write-text.ts';

type Placed = Pick<UnitProfile, 'level' | 'ancestors' | 'neighbours'>;

/**
 * Which boundaries show where a unit lies, as a CQL2 filter: those of its district or, for a district, of its province,
 * and those that it touches. Of a province without districts only those: all its communes would be too many.
 */
export function placeFilter({ code, level, ancestors, neighbours }: Placed & Pick<UnitProfile, 'code'>): string {
  const parent = ancestors.at(-1);
  const around: Expression = {
    kind: 'in',
    value: propertyOf('code'),
    list: [code, ...neighbours.map((neighbour) => neighbour.code)].map(textOf),
  };
  const whole = parent !== undefined && (level === 'district' || parent.level === 'district');
  if (!whole) return writeCql2Text(around);
  const inside: Expression = {
    kind: 'compare',
    op: '=',
    left: propertyOf('parent_code'),
    right: textOf(parent.code),
  };
  return writeCql2Text({ kind: 'logic', op: 'or', parts: [inside, around] });
}

const propertyOf = (name: string): Scalar => ({ kind: 'property', name, folded: false, unaccented: false, at: null });
const textOf = (value: string): Scalar => ({ kind: 'text', value, folded: false, unaccented: false, at: null });

/** The small map in words: in which part of its parent a unit lies, and what it touches on which side. */
export function placeWords(profile: Placed & Pick<UnitProfile, 'name' | 'point'>, parentExtent: Bbox | null): string {
  const { name, point, ancestors, neighbours } = profile;
  const parent = ancestors.at(-1);
  const parts: string[] = [];
  if (parent !== undefined && point !== null && parentExtent !== null) {
    const words = { unit: name, parent: insideSentence(parent.name) };
    const part = partOf(parentExtent, point);
    parts.push(part === null ? m.place_middle(words) : m.place_part({ ...words, direction: directionWord(part) }));
  }
  if (neighbours.length > 0) {
    const list = neighbours.map((neighbour) =>
      m.place_touch({ unit: insideSentence(neighbour.name), direction: directionWord(neighbour.bearingDegrees) }),
    );
    parts.push(m.place_touches({ list: list.join(', ') }));
  }
  return parts.join(' ');
}
