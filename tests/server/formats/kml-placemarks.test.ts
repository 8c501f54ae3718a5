import { expect, test } from 'vitest';
import { numberPlacemarks } from '#formats/kml-placemarks.ts';
import { Unreadable } from '#formats/unreadable.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';

const point = '<Point><coordinates>109.3,13.1</coordinates></Point>';
const kml = (body: string) => `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${body}</Document></kml>`;

test.each<[what: string, placemark: string, fields: Record<string, unknown>]>([
  [
    'a name and a description',
    '<name>Trường 1</name><description>cũ</description>',
    { name: 'Trường 1', description: 'cũ' },
  ],
  [
    'CDATA, and signs by their names',
    '<name><![CDATA[A & B]]></name><description>a &lt; b</description>',
    { name: 'A & B', description: 'a < b' },
  ],
  [
    'data by name, in either quotes',
    `<ExtendedData><Data name='pupils'><displayName>Số</displayName><value>12</value></Data></ExtendedData>`,
    { pupils: '12' },
  ],
  [
    'data of a schema',
    '<ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="ma">1</SimpleData></SchemaData></ExtendedData>',
    { ma: '1' },
  ],
  [
    'a table in the description',
    '<description><![CDATA[<table><tr><td>ma</td> <td>7&amp;8</td></tr></table>]]></description>',
    { ma: '7&8', description: '<table><tr><td>ma</td> <td>7&amp;8</td></tr></table>' },
  ],
  ['a sign that only HTML knows', '<name>a&nbsp;b</name>', { name: 'a&nbsp;b' }],
  ['nothing', '', {}],
])('a placemark with %s', (_, placemark, fields) => {
  const { text, placemarks } = numberPlacemarks(kml(`<Placemark>${placemark}${point}</Placemark>`));
  expect([...placemarks]).toEqual([['#1', fields]]);
  expect(text).toBe(kml(`<Placemark><name>#1</name>${point}</Placemark>`));
});

test('folders stay with their names, elements with prefixes are those without, styles and comments go', () => {
  const given = `<kml:kml xmlns:kml="http://www.opengis.net/kml/2.2"><kml:Folder><kml:name>Lớp &amp; 1</kml:name><!-- <Placemark> --><kml:Style><kml:Point/></kml:Style><kml:Placemark id="a"><kml:MultiGeometry>${point}</kml:MultiGeometry></kml:Placemark></kml:Folder></kml:kml>`;
  expect(numberPlacemarks(given).text).toBe(
    `<kml xmlns="http://www.opengis.net/kml/2.2"><Folder><name>Lớp &amp; 1</name><Placemark><name>#1</name><MultiGeometry>${point}</MultiGeometry></Placemark></Folder></kml>`,
  );
});

const many = 300_000;
test.each([
  ['placemarks without an end', kml('<Placemark>'.repeat(many))],
  ['geometries without an end', kml(`<Placemark>${'<Point>'.repeat(many)}</Placemark>`)],
  ['tags without an end', kml('<Placemark '.repeat(many))],
  ['comments without an end', kml('<!-- '.repeat(many))],
  ['CDATA without an end', kml(`<Placemark>${'<![CDATA['.repeat(many)}</Placemark>`)],
  ['a file that is cut short', kml(`<Placemark><name>x</name>${point}</Placemark>`.repeat(20_000)).slice(0, -30)],
])('%s: refused with the line, in two seconds', async (_, text) => {
  await expectWithinMs(2_000, async () => {
    await Promise.resolve();
    expect(() => numberPlacemarks(text)).toThrow(Unreadable);
  });
});

test('a description of unended cells takes no time', async () => {
  await expectWithinMs(2_000, async () => {
    await Promise.resolve();
    numberPlacemarks(kml(`<Placemark><description><![CDATA[${'<td><td '.repeat(many)}]]></description></Placemark>`));
  });
});
