import { shown } from '#rules/text/shown.ts';
import type { Level } from './admin-units.ts';
import type { Text } from './common.ts';
import { wordPeriods } from './periods.ts';
import type { ProblemCode } from './problem.ts';

/** The problem that a fault is answered as, and its English sentence, which becomes the problem's `detail`. */
type Entry = readonly [problem: ProblemCode, sentence: string];

// A sentence names the thing and says what to do. `{name}` in it is a parameter and a text; `{name:kind}` is
//   number   a number
//   given    a word of the client: cut, and without characters that are not seen
//   level    a level of administrative units
//   both     a phrase in both languages
//   periods  names with periods, as contract/periods.ts writes them
// A parameter `reason` is an English phrase of whoever read the request: a page shows it as English.

/** Faults that a person can meet: the page has words of its own for each (client/text/fault-words.ts). */
export const faultsForPeople = {
  // The portal and the moment
  requestsTooMany: ['tooManyRequests', 'This address asked too often: wait a minute and go on more slowly.'],
  databaseBusy: ['unavailable', 'The database does not answer just now: try again in a few seconds.'],
  portalStopping: [
    'unavailable',
    'The portal is being stopped and broke this off: nothing was changed. Send it again when it runs.',
  ],
  databaseReadOnly: [
    'unavailable',
    'The database takes no changes just now: try again later, or tell who runs the portal that it is read-only.',
  ],
  storageFull: [
    'noRoom',
    'The portal has no room left on its disk: tell who runs it, and try again when there is some.',
  ],
  serverBusy: ['unavailable', 'The portal has more to do than it can just now: try again in a few seconds.'],
  mistake: ['internal', 'The portal made a mistake and has logged it: try again, and report it if it stays.'],
  writesClosed: ['forbidden', 'This portal takes no writes over HTTP: start it with ADMIN_TOKEN set to allow them.'],
  originForeign: ['forbidden', 'A page of another site may not write here: use the portal’s own page.'],
  tokenWrong: ['unauthorised', 'Writing needs the header "Authorization: Bearer" with the portal’s ADMIN_TOKEN.'],
  tokensTooMany: [
    'tooManyRequests',
    'This address gave too many wrong tokens: wait a minute, then give the portal’s ADMIN_TOKEN.',
  ],

  // Addresses and their parameters
  addressUnknown: ['notFound', 'There is nothing at {path:given}: see /api for what there is.'],
  addressBroken: [
    'badRequest',
    'The address cannot be read (a broken %-escape, or a path that does not begin with one slash): write it anew.',
  ],
  requestNul: ['badRequest', 'The request has a character that no text may hold (U+0000): take it out.'],
  requestRefused: ['badRequest', 'The portal does not take this request: see /api/docs for what it takes.'],
  bodyTooLarge: ['tooLarge', '{reason}'],
  parameterTwice: ['badRequest', 'Parameter "{name:given}" is given twice: give it once.'],
  parameterUnknown: ['badRequest', 'There is no parameter "{name:given}" here: known are {known}.'],
  parameterTooMuch: ['badRequest', 'There is no parameter "{name:given}" here: it takes none.'],
  parameterInvalid: ['badRequest', 'Parameter "{name:given}": {reason}.'],
  parameterNul: ['badRequest', 'Parameter "{name:given}" has a character that no text may hold (U+0000): take it out.'],

  // Units and days
  unitUnknown: ['notFound', 'No administrative unit has the code {code}: look for it at /api/admin-units?q=.'],
  unitNotThen: ['notFound', 'No administrative unit has the code {code} on {at}. It was borne by: {known:periods}.'],
  changesNotEarlier: ['badRequest', 'from ({from}) must be a day before at ({at}): give an earlier one.'],

  // Criteria sets, measures and reports
  setUnknown: ['notFound', 'There is no criteria set "{set:given}": there are {known}.'],
  setUnknownAmongNone: ['notFound', 'There is no criteria set "{set:given}": there are none yet.'],
  setNone: ['notFound', 'There is no criteria set yet.'],
  setNoneThen: [
    'notFound',
    'No criteria set for the level {level:level} had begun on {at}: known are {known:periods}.',
  ],
  setNoneForLevel: ['notFound', 'No criteria set for the level {level:level} had begun on {at}: known are none.'],
  setNotHeld: ['notFound', 'What the set {set} ({decision}) asks for is not held here.'],
  setWithoutUnits: ['notFound', 'The set {set} is for no unit on {at}.'],
  setWithoutUnitsInside: ['notFound', 'The set {set} is for no unit inside {within} on {at}.'],
  setNotOfCommunes: ['badRequest', 'The set {set} is not of communes: the forms count communes.'],
  programmeUnknown: ['notFound', 'There is no programme of {period:given}: there are {known}.'],
  periodUnknown: ['badRequest', 'There is no such period: write 2024-Q3.'],
  periodNotBegun: [
    'badRequest',
    '{period:both} has not begun on {at}, the day of this portal: choose an earlier period.',
  ],
  measureUnknown: ['notFound', 'There is no measure "{measure:given}": see /api/measures for those there are.'],
  measureNotOfLevel: [
    'badRequest',
    'The measure {measure} has no values for the level {level:level}: it has them for {levels}.',
  ],
  measureWithoutChange: [
    'badRequest',
    'The measure {measure} has no change between two dates: leave "from" out and ask for each date.',
  ],
  changeNotEarlier: ['badRequest', '"from" ({from}) must be before "at" ({at}): give an earlier date.'],

  // Collections, their features and filters
  collectionUnknown: ['notFound', 'There is no collection "{collection:given}": there are {known}.'],
  featureUnknown: [
    'notFound',
    'The collection {collection} has no feature of that id on {at}: ids are as in /api/collections/{collection}/items.',
  ],
  fieldUnknown: ['badRequest', 'Parameter "fields": there is no field "{name:given}"; there are {known}.'],
  propertyUnknown: ['badRequest', 'Parameter "{parameter}": there is no property "{name:given}"; there are {known}.'],
  propertyNotTruth: ['badRequest', 'Parameter "{name}": must be true or false.'],
  propertyNotNumber: ['badRequest', 'Parameter "{name}": must be a number in plain decimal digits.'],
  propertyNotWhole: ['badRequest', 'Parameter "{name}": must be a whole number.'],
  propertyBelow: ['badRequest', 'Parameter "{name}": is never below {least:number}: give at least that.'],
  propertyAbove: ['badRequest', 'Parameter "{name}": is never above {most:number}: give at most that.'],
  propertyNotDate: ['badRequest', 'Parameter "{name}": must be a date (2024-10-31).'],
  propertyNotListed: ['badRequest', 'Parameter "{name}": must be one of {known}.'],
  filterUnreadable: ['badRequest', 'Parameter "filter": {reason}'],
  filterUnreadableAt: ['badRequest', 'Parameter "filter": {reason} (character {character:number})'],
  filterTooHeavy: [
    'badRequest',
    'Parameter "filter": it weighs {weight:number} and may weigh {most:number}, or it would keep the database busy: ask in several requests, with fewer or simpler geometries and fewer conditions with CASEI or ACCENTI (docs/api.md says what weighs how much).',
  ],
  filterMissing: ['badRequest', 'Parameter "{name}" says how a filter is written: give filter too.'],
  tilesWhole: ['badRequest', 'Tiles of boundaries are whole: leave out "{name}".'],
  crsUnknown: [
    'badRequest',
    'Parameter "{parameter}": there is no coordinate system "{crs:given}" here; the collection\'s "crs" lists them, for instance http://www.opengis.net/def/crs/EPSG/0/9218.',
  ],
  bboxOffEarth: [
    'badRequest',
    'Parameter "bbox": its corners must lie on the earth, in the system of bbox-crs (degrees where none is named), for instance 108.6,12.7,109.5,13.7.',
  ],
  bboxUpsideDown: [
    'badRequest',
    'Parameter "bbox": the lower edge must come before the upper one, for instance 108.6,12.7,109.5,13.7.',
  ],
  bboxBackwards: [
    'badRequest',
    'Parameter "bbox": the left edge must come before the right one, for instance 108.6,12.7,109.5,13.7.',
  ],
  cursorForeign: [
    'badRequest',
    'Parameter "cursor": this is no place in the answer to this question: ask without cursor for the first page, then follow its "next" links as they are.',
  ],
  cursorAndOffset: [
    'badRequest',
    'Parameters "cursor" and "offset" both say where the page begins: give one of them alone.',
  ],
  questionTooSlow: [
    'unavailable',
    'This takes the database longer than {seconds:number} s just now: ask for a smaller bbox, a shorter filter or a smaller distance, or try again when less is going on.',
  ],

  // Files to take away
  exportCrs: ['badRequest', 'Parameter "crs": KML is in WGS 84 only: leave crs out, or take gpkg.'],
  exportTooMany: [
    'badRequest',
    'Parameter "format": {format} takes at most {most:number} features here and these are {matched:number}: narrow them by filter or bbox, or take csv or geojson.',
  ],
  exportsBusy: [
    'unavailable',
    'Other files are being made just now: try again in some seconds, or take csv or geojson.',
  ],

  // Imports
  importSubjectMissing: [
    'badRequest',
    'Say what the file holds: collection={collections} or records={records}, one of the two.',
  ],
  importCollectionUnknown: ['badRequest', 'Nothing can be imported into "{collection:given}": there are {known}.'],
  importOneType: [
    'badRequest',
    '"{collection}" shows one type of geometry of "{whole}": import into "{whole}", which takes all types.',
  ],
  importCleanMisplaced: ['badRequest', '"clean" is for boundaries: leave it out.'],
  importNotUndoable: [
    'notFound',
    'There is no import of boundaries "{id:given}" that was put into place: only such a one can be taken back.',
  ],
  importDemoGone: [
    'conflict',
    'The invented province over which the import "{id:given}" came has been taken out since: import boundaries anew instead.',
  ],
  importUndone: ['conflict', 'The import "{id:given}" has been taken back already.'],
  importBuiltOn: ['conflict', 'Another import of boundaries stands on "{id:given}": take the later one back first.'],
  importMended: [
    'conflict',
    'Units of the import "{id:given}" have been told apart by hand since: it can be taken back no more. Import the boundaries of before again.',
  ],
  codeBorneTwice: [
    'conflict',
    'Two units would bear one code on one day ({codes}): nothing was written. Say in a table of decisions what became of who bore it before.',
  ],
  importRecordedOn: [
    'conflict',
    'Units that this import made have records ({what}): nothing was taken back, for those would belong to nobody.',
  ],
  importSuccessionUndated: [
    'badRequest',
    'What became of units is of a day: say with "validFrom" from which day on the boundaries hold.',
  ],
  importDecisionMisplaced: ['badRequest', '"decision" is for boundaries: leave it out.'],
  importReplaceUndated: ['badRequest', 'With "replace", boundaries say from which day on they hold: give "validFrom".'],
  importNotForRecords: ['badRequest', '"{name}" is for collections: leave it out with records=.'],
  importCrsUnknown: ['badRequest', '{crs} is none of the systems taken: see /api/docs.'],
  importMapUnreadable: ['badRequest', 'Write map as FIELD=property pairs, separated by commas.'],
  importOneFile: ['badRequest', 'Send one workbook or CSV at a time.'],
  templateUnknown: ['notFound', 'There is no template for "{id:given}": there are {known}.'],
  importUnknown: ['notFound', 'There is no import {id}.'],
  importEnded: ['conflict', 'The import {id} has ended already: there is nothing left to cancel.'],
  refusedRowsGone: [
    'notFound',
    'No refused rows of the import {id} are kept: they are for an hour, by the process that ran it. Give the file again.',
  ],
  importElsewhere: ['conflict', 'Another process runs the import {id}: cancel it there.'],
  importRunning: [
    'conflict',
    'An import of {collection} is running already, or this id was used before: wait for it to end, then try again.',
  ],
  changedMeanwhile: [
    'conflict',
    'Units or boundaries were changed by somebody else meanwhile: nothing was written, run it again.',
  ],
  fileUnsupported: ['unsupportedMediaType', '{why:both}'],
  fileRefused: ['unprocessable', '{why:both}'],
  fileTooLarge: ['tooLarge', '{why:both}'],
  fileMissing: ['badRequest', 'There is no file in the upload: add a part called "file".'],
  fileNameControl: ['badRequest', 'The name of a file has a control character: give the file another name.'],
  fileNameLong: ['badRequest', 'The name of a file has more than {most:number} letters: give it a shorter one.'],
  filesTooMany: ['tooLarge', 'At most {most:number} files are taken at once: zip them.'],
  uploadTooLarge: [
    'tooLarge',
    'The upload is larger than {megabytes:number} MB: divide it, or import it with npm run import.',
  ],
  uploadTooSlow: ['tooLarge', 'The upload took more than {seconds:number} seconds: send a smaller file.'],
  uploadBrokenOff: ['badRequest', 'The upload was broken off: send it anew.'],
} as const satisfies Readonly<Record<string, Entry>>;

/** Faults of programs alone: no page of ours asks so. */
export const faultsForPrograms = {
  parameterReserved: ['badRequest', 'There is no parameter "{name}" here.'],
  methodNotTaken: ['methodNotAllowed', 'This address does not take {method}: it takes {taken}.'],
  tileOutside: [
    'notFound',
    'The collection {collection} has no tile {tile} (zoom/row/column): the tileMatrixSetLimits of /api/collections/{collection}/tiles/WebMercatorQuad say where it has some.',
  ],
  metricsClosed: ['forbidden', 'Metrics are for this machine: send Authorization: Bearer with the ADMIN_TOKEN.'],
  headersTooLarge: [
    'headersTooLarge',
    'The address and the headers of the request have more than 16 kB together: send less.',
  ],
  requestTooSlow: ['timedOut', 'The request did not come in whole in time: send it anew.'],
  hostMissing: ['badRequest', 'The request has no Host header, which HTTP/1.1 asks for: send one.'],
  hostTwice: ['badRequest', 'The request has more than one Host header: send one.'],
  expectationUnknown: ['expectationFailed', 'The portal meets no expectation but 100-continue: leave Expect out.'],
  preconditionFailed: [
    'preconditionFailed',
    'What is here is not what If-Match or If-Unmodified-Since asks for: ask again without them.',
  ],
  rangeBeyond: [
    'rangeNotSatisfiable',
    'The range lies beyond the end of the file, whose length Content-Range says: ask for a part of it.',
  ],
  requestMalformed: ['badRequest', 'The request is not well-formed HTTP ({reason}): send it anew.'],
  uploadNotMultipart: ['unsupportedMediaType', 'Send the file as multipart/form-data in a part called "file".'],
  uploadEncoded: ['unsupportedMediaType', 'Send the upload without Content-Encoding: a zip is compressed enough.'],
  uploadUnreadable: ['badRequest', 'The multipart body cannot be read ({reason}): send it anew.'],
  uploadBroken: ['badRequest', 'The multipart body is broken ({reason}): send it anew.'],
  uploadUnended: [
    'badRequest',
    'The upload ends before its last boundary, "--" and the boundary of its Content-Type: send it anew.',
  ],
  uploadFieldGiven: [
    'badRequest',
    'The body takes files alone, each a part called "file" with a filename: the rest stands in the address.',
  ],
  partUnknown: ['badRequest', 'Call the part {known}.'],
  partTwice: ['badRequest', 'Give the part "{part:given}" once.'],
  partNameless: ['badRequest', 'A part does not say the name of the file: add filename="..." with its ending.'],
  partEncoded: ['badRequest', 'A part has Content-Transfer-Encoding "{encoding:given}": send the file as it is.'],
  partHeaderBroken: [
    'badRequest',
    'A header of a part is broken (a control character, a line without a colon or without CR LF, more than 16 kB, or cut short): mend what writes the upload and send it anew.',
  ],
} as const satisfies Readonly<Record<string, Entry>>;

const faults = { ...faultsForPeople, ...faultsForPrograms };
type Faults = typeof faults;

/** Every fault of the portal. Codes are for programs and pages: they stay. */
export type FaultCode = keyof Faults;

/** Types of the kinds of parameters; one without a kind is a text. */
interface Kinds {
  readonly number: number;
  readonly level: Level;
  readonly both: Text;
}
type Placeholder<Sentence> = Sentence extends `${string}{${infer Inside}}${infer Rest}`
  ? Inside | Placeholder<Rest>
  : never;
type NameOf<Inside> = Inside extends `${infer Name}:${string}` ? Name : Inside;
type TypeOf<Inside> = Inside extends `${string}:${infer Kind extends keyof Kinds}` ? Kinds[Kind] : string;

/** What a fault's sentence names, with its types. */
export type FaultParameters<Code extends FaultCode> = [Placeholder<Faults[Code][1]>] extends [never]
  ? Readonly<Record<string, never>>
  : { readonly [Inside in Placeholder<Faults[Code][1]> as NameOf<Inside> & string]: TypeOf<Inside> };

/** A parameter's value as a problem document carries it. */
export type FaultValue = string | number | Text;

/** What was asked cannot be done, for a reason that stands in the table. Its message is the English sentence. */
export class Fault<Code extends FaultCode = FaultCode> extends Error {
  readonly code: Code;
  /** As they may be shown: words of the client are cut and cleaned. */
  readonly parameters: Readonly<Record<string, FaultValue>>;
  /** Where in the request: `query.limit`, `path.code`, `body.file`. */
  readonly at: string | undefined;

  constructor(code: Code, parameters: FaultParameters<Code>, at?: string) {
    const [, sentence] = faults[code];
    const values = valuesIn(sentence, parameters);
    super(sentence.replace(placeholder, (_, name: string, kind?: string) => inEnglish(values[name] ?? '', kind)));
    this.code = code;
    this.parameters = values;
    this.at = at;
  }

  /** The problem that it is answered as. */
  get problem(): ProblemCode {
    return faults[this.code][0];
  }
}

const placeholder = /\{(\w+)(?::(\w+))?\}/g;

function valuesIn(sentence: string, given: Readonly<Record<string, FaultValue>>): Record<string, FaultValue> {
  const named = [...sentence.matchAll(placeholder)].map(([, name = '', kind]): [string, FaultValue] => {
    const value = given[name] ?? '';
    return [name, kind === 'given' && typeof value === 'string' ? shown(value) : value];
  });
  return Object.fromEntries(named);
}

function inEnglish(value: FaultValue, kind: string | undefined): string {
  if (typeof value === 'object') return value.en;
  return kind === 'periods' ? wordPeriods(String(value), periodInEnglish) : String(value);
}

function periodInEnglish(from: string, until: string | null): string {
  return until === null ? `from ${from}` : `from ${from} until before ${until}`;
}
