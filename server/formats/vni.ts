const vniBases: Record<string, string> = { ô: 'ơ', Ô: 'Ơ', ö: 'ư', Ö: 'Ư' };
const vniAlone: Record<string, string> = {
  ...vniBases,
  ...{ ñ: 'đ', Ñ: 'Đ', í: 'í', Í: 'Í', ì: 'ì', Ì: 'Ì', æ: 'ỉ', Æ: 'Ỉ', ó: 'ĩ', Ó: 'Ĩ', ò: 'ị', Ò: 'Ị', î: 'ỵ', Î: 'Ỵ' },
};
const [grave, acute, hook, tilde, dot, circumflex, breve] = [
  '\u0300',
  '\u0301',
  '\u0309',
  '\u0303',
  '\u0323',
  '\u0302',
  '\u0306',
];
const vniMarks: Record<string, string> = {
  ...{ ø: grave, ù: acute, û: hook, õ: tilde, ï: dot },
  ...{
    â: circumflex,
    à: circumflex + grave,
    á: circumflex + acute,
    å: circumflex + hook,
    ã: circumflex + tilde,
    ä: circumflex + dot,
  },
  ...{ ê: breve, è: breve + grave, é: breve + acute, ú: breve + hook, ü: breve + tilde, ë: breve + dot },
};

/** VNI for Windows: a vowel and its marks are two characters. */
export function decodeVni(text: string): string {
  return text.replace(
    /([aeouyôö])([øùûõïâàáåãäêèéúüë])|([ñíìæóòîôö])/gi,
    (whole, base?: string, mark?: string, alone?: string) => {
      if (alone !== undefined) return vniAlone[alone] ?? whole;
      const marks = vniMarks[(mark ?? '').toLowerCase()];
      return marks === undefined ? whole : (vniBases[base ?? ''] ?? base ?? '') + marks;
    },
  );
}
