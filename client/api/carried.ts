/** An answer of the API that came with the page, and its headers. */
interface Carried {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The page asks what it opens with at once; what is asked for later is asked for anew. */
const heldMs = 20_000;

let answers = new Map<string, Carried>();
let heldUntil = 0;

/** Holds the answers that came with the page, by their addresses, written as JSON. */
export function carryAnswers(text: string): void {
  answers = new Map(Object.entries(JSON.parse(text) as Record<string, Carried>));
  heldUntil = performance.now() + heldMs;
}

/** The answer to a GET of an address where it came with the page: once, and only at first. */
export function takeCarried(address: string): { readonly headers: Headers; readonly body: unknown } | null {
  const found = answers.get(address);
  answers.delete(address);
  return found === undefined || performance.now() > heldUntil
    ? null
    : { headers: new Headers(found.headers), body: found.body };
}
