import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { angleBetween, bearingOfKey, neighbourToward } from '#client/map/direction.ts';

const at = (code: string, bearingDegrees: number, sharedM = 1000) => ({ code, bearingDegrees, sharedM });

describe('the neighbour that an arrow key leads to', () => {
  test('is the one most nearly in that direction', () => {
    const neighbours = [at('north-east', 40), at('east', 95), at('south', 180)];
    expect(neighbourToward(neighbours, 90)).toBe('east');
    expect(neighbourToward(neighbours, 0)).toBe('north-east');
    expect(neighbourToward(neighbours, 180)).toBe('south');
  });

  test('counts bearings around north', () => {
    expect(neighbourToward([at('a', 350), at('b', 60)], 0)).toBe('a');
    expect(neighbourToward([at('a', 359)], 1)).toBe('a');
  });

  test('is the one with the longer shared boundary where two lie nearly the same way', () => {
    expect(neighbourToward([at('short', 85, 100), at('long', 80, 5000)], 90)).toBe('long');
  });

  test('is none where nothing lies that way: the cursor never jumps behind itself', () => {
    expect(neighbourToward([at('west', 270)], 90)).toBeNull();
    expect(neighbourToward([], 0)).toBeNull();
  });

  test('exists in some direction for every neighbour: a unit with neighbours can always be left', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 359.999, noNaN: true }), (bearing) => {
        const reached = Object.values(bearingOfKey).map((key) => neighbourToward([at('only', bearing)], key));
        expect(reached).toContain('only');
      }),
    );
  });
});

test('the angle between two bearings is symmetric and at most 180', () => {
  const bearing = fc.double({ min: 0, max: 360, noNaN: true });
  fc.assert(
    fc.property(bearing, bearing, (a, b) => {
      expect(angleBetween(a, b)).toBeCloseTo(angleBetween(b, a));
      expect(angleBetween(a, b)).toBeLessThanOrEqual(180);
    }),
  );
});
