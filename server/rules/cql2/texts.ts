const controls: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
};

/**
 * The text between the quotes of CQL2 text: `''` and `\'` are an apostrophe, `\\` a backslash, `\a \b \t \n \v \f \r` control
 * characters; before anything else a backslash is one.
 */
export function readText(written: string): string {
  return written.replace(/''|\\([abtnvfr\\'])/g, (_, escaped?: string) =>
    escaped === undefined ? "'" : (controls[escaped] ?? escaped),
  );
}

/** A text as it stands between the quotes of CQL2 text. */
export function writeText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "''");
}

/**
 * The pattern between the quotes of CQL2 text. In a pattern too a backslash takes the next character as it is: both are read
 * at once, so that `\%` and `\\` mean what they do in JSON.
 */
export function readPattern(written: string): string {
  return plainPattern(
    written.replace(/''|\\(.)/gs, (taken: string, escaped?: string) =>
      escaped === undefined || escaped === "'" ? "'" : (controls[escaped] ?? taken),
    ),
  );
}

/** A pattern as it stands between the quotes of CQL2 text. */
export function writePattern(pattern: string): string {
  return plainPattern(pattern).replaceAll("'", "''");
}

/** The same pattern with a backslash only before what means something there. */
export function plainPattern(pattern: string): string {
  return pattern.replace(/\\(.)/gsu, (taken: string, escaped: string) => (/[\\%_]/.test(escaped) ? taken : escaped));
}
