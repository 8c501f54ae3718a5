import type { SourceNote } from '#formats/driver.ts';
import type { SourceHead } from '#formats/source.ts';
import type { Findings } from './findings.ts';

/** Notes that say already how the encoding was found. */
const saidAlready: readonly string[] = ['encodingContradicted', 'unknownStatedEncoding'];

/** Tells what reading the file as a whole had to say, and an encoding that was only guessed. */
export function noteSource(
  { encoding }: Pick<SourceHead, 'encoding'>,
  notes: readonly SourceNote[],
  findings: Findings,
): void {
  findings.noteAll(notes, {});
  if (encoding.how !== 'guess' || encoding.used === 'utf-8') return;
  if (notes.some(({ code }) => saidAlready.includes(code))) return;
  findings.note(
    'encodingGuessed',
    {},
    {
      vi: `Bảng mã của chữ trong tệp đã được đoán là ${encoding.used}.`,
      en: `The encoding of the file’s text was guessed to be ${encoding.used}.`,
    },
    { vi: 'Nếu chữ sai dấu, nhập lại với --encoding.', en: 'If words look wrong, import again with --encoding.' },
  );
}
