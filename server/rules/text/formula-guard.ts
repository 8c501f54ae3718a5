/**
 * What spreadsheets take for the beginning of a formula, behind apostrophes that were there before: its signs, in full width
 * and after spaces too, and what moves on to another cell or line.
 */
const formula = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** A text that a spreadsheet opens as text: what begins like a formula gets an apostrophe before it. */
export function guardFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The text that `guardFormula` was given, so that a file that went out comes in as it was. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}
