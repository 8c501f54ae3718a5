import { at } from '../geometry.ts';
import { drawRandom } from '../draw-random.ts';

const first = [
  'Phú',
  'Hòa',
  'Long',
  'Mỹ',
  'Xuân',
  'Tân',
  'Đông',
  'Thạnh',
  'Bình',
  'Phước',
  'Vĩnh',
  'An',
  'Lạc',
  'Trung',
];
const second = [
  'Lộc',
  'Sơn',
  'Hội',
  'Diễn',
  'Thành',
  'Hậu',
  'Lâm',
  'Phong',
  'Giang',
  'Điền',
  'Khánh',
  'Mỹ',
  'Lợi',
  'Tiến',
];
const highlandNames = [
  'Ma Lúa',
  'Ea Trôl',
  'Krông Bút',
  'Ea Đin',
  'Suối Mây',
  'Hòn Ông',
  'Ma Vanh',
  'Ea Bông',
  'Chư Sai',
];

/** Invented names of the hamlets of a commune, each once; quarters have numbers. */
export function nameHamlets(code: string, kinds: readonly string[]): string[] {
  const draw = drawRandom(`names|${code}`);
  const taken = new Set<string>();
  return kinds.map((kind, index) => {
    if (kind === 'quarter') return `Khu phố ${index + 1}`;
    for (;;) {
      const pick = (from: readonly string[]) => at(from, Math.floor(draw() * from.length));
      const name = kind === 'village' ? `Buôn ${pick(highlandNames)}` : `Thôn ${pick(first)} ${pick(second)}`;
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  });
}
