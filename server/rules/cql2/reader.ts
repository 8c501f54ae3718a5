import { FilterFault } from './expression.ts';
import type { Token } from './tokens.ts';

/** The tokens of a text and how far they are read. */
export class Reader {
  #index = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.#index + ahead, this.tokens.length - 1)] as Token;
  }
  next(): Token {
    const token = this.peek();
    this.#index++;
    return token;
  }
  /** Whether the next token is this sign or this word, whatever its case. */
  isAt(value: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return (token.kind === 'sign' || token.kind === 'word') && token.value.toLowerCase() === value;
  }
  take(value: string): boolean {
    if (!this.isAt(value)) return false;
    this.#index++;
    return true;
  }
  expect(value: string): void {
    if (!this.take(value)) throw this.unexpected(`"${value.toUpperCase()}"`);
  }
  isAtNumber(): boolean {
    return this.peek().kind === 'number' || this.isAt('-') || this.isAt('+');
  }
  unexpected(wanted: string): FilterFault {
    const token = this.peek();
    const found = token.kind === 'end' ? 'the filter ends' : `"${token.value.slice(0, 30)}" stands`;
    return new FilterFault(`${wanted} is expected where ${found}.`, token.at);
  }
  number(wanted: string): number {
    const negative = this.take('-');
    if (!negative) this.take('+');
    const token = this.peek();
    if (token.kind !== 'number' || !Number.isFinite(Number(token.value))) throw this.unexpected(wanted);
    this.next();
    return negative ? -Number(token.value) : Number(token.value);
  }
}
