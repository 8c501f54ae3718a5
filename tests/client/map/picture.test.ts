import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import type { Fill } from '#client/map/fills.ts';
import Picture from '#client/map/Picture.svelte';
import type { PictureOf } from '#client/map/picture.ts';
import { lightTheme } from '#client/map/theme.ts';
import { twoSquares } from './two-squares.ts';

const plain: Fill = { colour: '#253494', pattern: null, dimmed: false, outlined: false };
const fills = new Map<string, Fill>([
  ['1', plain],
  ['2', { colour: '#fcfcfb', pattern: 'hatch', dimmed: true, outlined: true }],
]);
const camera = { center: [0, 0] as [number, number], zoom: 10 };
const of = {
  outlines: twoSquares,
  fills,
  theme: lightTheme,
  camera,
  size: { width: 100, height: 100 },
  language: 'vi' as const,
};
const drawn = (more: Partial<PictureOf> = {}, label: string | null = null) =>
  render(Picture, { props: { of: { ...of, ...more }, label } }).body;

test('each unit has its colour, and its pattern over it, paler where it is dimmed', () => {
  const svg = drawn();
  expect(svg).toMatch(/<path d="M562 50[^"]*Z" fill="#253494"[^>]* data-code="1"/);
  expect(svg.match(/fill="url\(#[^"]+-hatch\)"[^>]* opacity="0.25"/g)).toHaveLength(1);
  expect(svg).not.toMatch(/fill="url\(#[^"]+-(dots|cross)\)"/);
});

test('pale units are outlined, the unit looked at stands out, and only what is drawn has lines', () => {
  expect(drawn().match(/stroke-width="0.4"/g)).toHaveLength(1);
  expect(drawn()).not.toContain('stroke-width="2.5"');
  expect(drawn({ selected: { level: 'commune', code: '2' } }).match(/stroke-width="(5|2)\.5"/g)).toHaveLength(2);
  expect(drawn()).not.toContain(lightTheme.provinceLine);
});

test('a picture that stands alone says what it shows; one under a map is none for who cannot see it', () => {
  expect(drawn({}, 'Số tiêu chí đạt')).toContain('role="img" aria-label="Số tiêu chí đạt"');
  expect(drawn()).toContain('aria-hidden="true"');
});

test('no picture of the country is without its sea and archipelagos, whatever it holds', () => {
  const country = { center: [109, 14] as [number, number], zoom: 5 };
  const svg = drawn({ camera: country, size: { width: 900, height: 900 } });
  expect(svg.match(/<circle /g)?.length).toBeGreaterThan(15);
  for (const name of ['Biển Đông', 'Quần đảo Hoàng Sa', '(thành phố Đà Nẵng)', 'Quần đảo Trường Sa'])
    expect(svg).toContain(`>${name}</text>`);
  expect(drawn({ camera: country, size: { width: 900, height: 900 }, language: 'en' })).toContain(
    'Biển Đông (East Sea)',
  );
  // One of a province shows what lies in it.
  expect(drawn()).not.toContain('<text');
});
