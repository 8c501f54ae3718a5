import { expect, test } from 'vitest';
import { OneInFlight } from '#intake/kinds/features/stage.ts';

test('one piece runs beside whoever begins it; the next begins when it has ended', async () => {
  const told: string[] = [];
  const ends: (() => void)[] = [];
  const piece = (name: string) => async () => {
    told.push(`${name} begins`);
    await new Promise<void>((resolve) => ends.push(resolve));
    told.push(`${name} ends`);
  };
  const flight = new OneInFlight();
  await flight.begin(piece('first'));
  const second = flight.begin(piece('second'));
  await Promise.resolve();
  expect(told).toEqual(['first begins']);
  ends[0]?.();
  await second;
  expect(told).toEqual(['first begins', 'first ends', 'second begins']);
  ends[1]?.();
  await flight.done();
  expect(told.at(-1)).toBe('second ends');
});

test('what a piece throws is thrown to whoever begins the next, and in the end', async () => {
  const flight = new OneInFlight();
  await flight.begin(() => Promise.reject(new Error('lost')));
  await expect(flight.begin(() => Promise.resolve())).rejects.toThrow('lost');
  await expect(flight.done()).rejects.toThrow('lost');
});
