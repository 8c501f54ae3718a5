import { shown } from '#rules/text/shown.ts';
import { nothingToDo, type SourceNote } from './driver.ts';
import type { Mend } from './mend-text.ts';

interface Contradicted {
  readonly claimed: string;
  readonly guess: string;
  /** Whether a person asked for the encoding; it is used then. */
  readonly asked: boolean;
  readonly texts: number;
}

const ifWrong = {
  vi: 'Nếu chữ sai dấu, nhập lại với --encoding.',
  en: 'If words look wrong, import again with --encoding.',
};

/** What a file states of its text, or a person, and what its bytes look like. */
export function contradictedNote({ claimed, guess, asked, texts }: Contradicted): SourceNote {
  const [vi, en] = countOf(texts);
  if (asked) {
    return {
      code: 'encodingContradicted',
      reason: {
        vi: `Chữ đã đọc bằng ${claimed} như yêu cầu, nhưng có vẻ là ${guess} (${vi}).`,
        en: `The text was read as ${claimed}, as asked, but looks like ${guess} (${en}).`,
      },
      todo: withEncoding(guess),
    };
  }
  return {
    code: 'encodingContradicted',
    reason: {
      vi: `Tệp ghi bảng mã ${claimed} nhưng chữ là ${guess}; đã đọc bằng ${guess} (${vi}).`,
      en: `The file states ${claimed}, but its text is ${guess} and was read so (${en}).`,
    },
    todo: claimed === 'utf-8' ? ifWrong : withEncoding(claimed),
  };
}

/** An encoding that a person asks for where all text is Unicode as it stands. */
export function fontNotNeededNote(asked: string): SourceNote {
  return {
    code: 'encodingNotNeeded',
    reason: {
      vi: `Chữ trong tệp là Unicode đúng như đang có; --encoding ${asked} không được dùng đến.`,
      en: `The text of the file is Unicode as it stands; --encoding ${asked} was not needed and not used.`,
    },
    todo: nothingToDo,
  };
}

/** A name of an encoding that nobody knows. */
export function unknownStatedNote(statement: string, used: string): SourceNote {
  return {
    code: 'unknownStatedEncoding',
    reason: {
      vi: `Tệp ghi bảng mã "${shown(statement)}", không rõ là gì; đã đoán là ${used}.`,
      en: `The file states the encoding "${shown(statement)}", which is not known; ${used} was guessed.`,
    },
    todo: ifWrong,
  };
}

/** Texts that are no UTF-8, where the others are or a person asked for it. */
export function mixedNote(count: number, encoding: string): SourceNote {
  const [vi, en] = countOf(count);
  return {
    code: 'mixedEncodings',
    reason: {
      vi: `Chữ không phải utf-8 đã được đọc bằng ${encoding} (${vi}).`,
      en: `Text that is no utf-8 was read as ${encoding} (${en}).`,
    },
    todo: {
      vi: 'Kiểm tra các giá trị đó, sửa trong tệp nếu sai.',
      en: 'Check it, and mend it in the file if it is wrong.',
    },
  };
}

/** Texts that end within a letter. */
export function cutNote(count: number): SourceNote {
  const [vi, en] = countOf(count);
  return {
    code: 'textCut',
    reason: {
      vi: `Cột quá hẹp nên giá trị bị cắt giữa một chữ; đã bỏ phần chữ dở dang (${vi}).`,
      en: `A column is too narrow: text ends in the middle of a letter, which was left out (${en}).`,
    },
    todo: {
      vi: 'Xuất lại tệp với cột rộng hơn, hoặc bằng GeoPackage.',
      en: 'Export the file again with wider columns, or as GeoPackage.',
    },
  };
}

/** Text that is Unicode by name and shows right in a font of old days alone. */
export function legacyFontNote(font: string, before: string, after: string): SourceNote {
  const name = { tcvn3: 'TCVN3 (.VnTime)', vni: 'VNI' }[font] ?? font;
  // A soft hyphen is the letter "ư" there.
  const typed = shown(before.replaceAll('\u00ad', '-'));
  return {
    code: 'legacyFont',
    reason: {
      vi: `Chữ có vẻ gõ bằng phông ${name}: "${typed}" là "${shown(after)}".`,
      en: `The text seems to be typed with a ${name} font: "${typed}" is "${shown(after)}".`,
    },
    todo: { vi: `Nhập lại với --encoding ${font}.`, en: `Import again with --encoding ${font}.` },
  };
}

/** Text that was encoded twice; `lost` more of them cannot be read any more. */
export function doubledNote(count: number, lost: number, before: string, after: string): SourceNote {
  const [vi, en] = countOf(count);
  const more = lost === 0 ? ['', ''] : [`; ${lost} giá trị khác đã mất chữ`, `; letters are lost in ${lost} more`];
  return {
    code: 'doubleEncoded',
    reason: {
      vi: `Chữ bị mã hoá utf-8 hai lần (${vi}): "${shown(before)}" là "${shown(after)}"${more[0]}.`,
      en: `Text was encoded as utf-8 twice (${en}): "${shown(before)}" is "${shown(after)}"${more[1]}.`,
    },
    todo: {
      vi: 'Nhập lại với --encoding utf-8, hoặc xuất lại tệp từ nguồn.',
      en: 'Import again with --encoding utf-8, or export the file again from its source.',
    },
  };
}

const mends: Record<Mend, { readonly code: string; readonly vi: string; readonly en: string }> = {
  eth: { code: 'lettersMended', vi: 'Chữ ð đã được đổi thành đ', en: 'The letter ð was read as đ' },
  unseen: {
    code: 'lettersMended',
    vi: 'Ký tự không nhìn thấy đã được bỏ',
    en: 'Characters that are not seen were taken out',
  },
  spaces: {
    code: 'lettersMended',
    vi: 'Dấu cách không ngắt dòng đã được đổi thành dấu cách thường',
    en: 'No-break spaces were read as spaces',
  },
  controls: {
    code: 'lettersMended',
    vi: 'Ký tự điều khiển đã được bỏ',
    en: 'Control characters were taken out',
  },
  composed: {
    code: 'decomposedUnicode',
    vi: 'Unicode tổ hợp đã được đổi sang Unicode dựng sẵn',
    en: 'Decomposed Unicode was composed',
  },
  lost: { code: 'undecodable', vi: 'Có chữ đã mất (\ufffd)', en: 'Letters are lost (\ufffd)' },
};

/** What was mended in so many texts, with one of them. */
export function mendNote(mend: Mend, count: number, example: string): SourceNote {
  const { code, vi, en } = mends[mend];
  const where = count === 1 ? 'one value or name of a column' : `${count} values or names of columns`;
  return {
    code,
    reason: {
      vi: `${vi} trong ${count} giá trị hay tên cột, ví dụ "${shown(example)}".`,
      en: `${en} in ${where}, as in "${shown(example)}".`,
    },
    todo:
      mend === 'lost'
        ? {
            vi: 'Xuất lại tệp từ nguồn với bảng mã UTF-8, hoặc nhập lại với --encoding.',
            en: 'Export the file again from its source in UTF-8, or import again with --encoding.',
          }
        : nothingToDo,
  };
}

/** Texts in which a program has put "?" for the letters that an encoding lacks. */
export function lostNote(count: number, example: string): SourceNote {
  const [vi, en] = countOf(count);
  return {
    code: 'lettersLost',
    reason: {
      vi: `Chữ có dấu có vẻ đã mất, thay bằng dấu ? (${vi}), ví dụ "${shown(example)}".`,
      en: `Letters seem to be lost, with ? in their place (${en}), as in "${shown(example)}".`,
    },
    todo: {
      vi: 'Xuất lại tệp từ nguồn với bảng mã UTF-8: chữ đã mất không đọc lại được.',
      en: 'Export the file again from its source as UTF-8: lost letters cannot be read again.',
    },
  };
}

function withEncoding(name: string): SourceNote['todo'] {
  return {
    vi: `Nếu chữ sai dấu, nhập lại với --encoding ${name}.`,
    en: `If words look wrong, import again with --encoding ${name}.`,
  };
}

function countOf(texts: number): [vi: string, en: string] {
  return [`${texts} giá trị`, texts === 1 ? 'one text' : `${texts} texts`];
}
