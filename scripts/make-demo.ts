// Writes data/demo anew from data/admin-units: npx tsx scripts/make-demo.ts [boundaries|assessments|programme|later|collections]
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Topology } from 'topojson-specification';
import { makeCollections } from '../data/demo/make/collections/make-collections.ts';
import { readCrosswalks } from '../data/demo/make/later-units.ts';
import { makeAssessments } from '../data/demo/make/make-assessments.ts';
import { makeBoundaries } from '../data/demo/make/make-boundaries.ts';
import { makeLater } from '../data/demo/make/make-later.ts';
import { makeProgramme } from '../data/demo/make/make-programme.ts';
import { readCsv, readOutline, readUnits } from '../data/demo/make/read-units.ts';

const here = (path: string): URL => new URL(`../data/${path}`, import.meta.url);
const wanted = process.argv[2];
const units = readUnits(here('admin-units/admin-units.csv'));
const crosswalks = readCrosswalks((day) => here(`admin-units/succession-${day}.csv`));

function write(path: string, content: string | Uint8Array): void {
  writeFileSync(here(path), content);
  console.log(`data/${path}: ${Buffer.byteLength(content)} bytes`);
}

if (wanted === undefined || wanted === 'boundaries') {
  const outline = readOutline(here('admin-units/province-outline.csv'));
  write('demo/boundaries.topojson', makeBoundaries(units, outline, crosswalks));
}
if (wanted === undefined || wanted === 'assessments') {
  const { assessments, recognitions } = makeAssessments(units);
  write('demo/assessments.csv', assessments);
  write('demo/recognitions.csv', recognitions);
}
if (wanted === undefined || wanted === 'programme') {
  const files = makeProgramme(units, readCsv(here('demo/settings/thresholds.csv')));
  for (const [name, text] of Object.entries(files)) write(`demo/${name}.csv`, text);
}
if (wanted === undefined || wanted === 'later') {
  for (const [name, text] of Object.entries(makeLater(units, crosswalks))) write(`demo/${name}.csv`, text);
}
if (wanted === undefined || wanted === 'collections') {
  const files = makeCollections({
    topology: JSON.parse(readFileSync(here('demo/boundaries.topojson'), 'utf8')) as Topology,
    units: readCsv(here('admin-units/admin-units.csv')),
    assessments: readCsv(here('demo/assessments.csv')),
    recognitions: readCsv(here('demo/recognitions.csv')),
    figures: readCsv(here('demo/target-figures.csv')),
  });
  for (const [id, text] of Object.entries(files)) {
    write(`demo/collections/${id}.geojson.gz`, gzipSync(text, { level: 9 }));
  }
}
