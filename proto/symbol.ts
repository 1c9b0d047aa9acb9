// What a symbol may be, and which symbol someone may have meant: one rule for servers, files, clients and stored lists.

/** Characters of a symbol at most, counted as Unicode code points. */
export const MAX_SYMBOL_LENGTH = 32;

/** Completes "expected". */
export const A_SYMBOL = `a symbol of 1 to ${MAX_SYMBOL_LENGTH} printable characters (no space at either end)`;

/**
 * Printable: no control or format character, no half of a surrogate pair, no line separator, and not the replacement
 * character, which stands for bytes that were no text. Spaces around a symbol are dropped where one is typed.
 */
const SYMBOL = new RegExp(
  `^(?!\\p{White_Space})[^\\p{C}\\p{Zl}\\p{Zp}\\uFFFD]{1,${MAX_SYMBOL_LENGTH}}(?<!\\p{White_Space})$`,
  'u',
);

/** Suggestions that a message names at most. */
const MAX_SUGGESTIONS = 3;

/** Symbols are exact: those that differ in case alone are different ones. */
export function isSymbol(text: string): boolean {
  return SYMBOL.test(text);
}

/** Finds symbols that differ from a mistyped one in case alone. */
export class SymbolSuggestions {
  readonly #symbols: Iterable<string>;
  /** By their lower-case form; made when first needed. */
  #alike: Map<string, string[]> | undefined;

  constructor(symbols: Iterable<string>) {
    this.#symbols = symbols;
  }

  /** `no symbol "btcusdt"; did you mean BTCUSDT?`, undefined where nothing differs in case alone. */
  for(symbol: string): string | undefined {
    const alike = this.#index().get(symbol.toLowerCase())?.slice(0, MAX_SUGGESTIONS);
    return alike && `no symbol "${symbol}"; did you mean ${alike.join(' or ')}?`;
  }

  #index(): ReadonlyMap<string, readonly string[]> {
    if (this.#alike) return this.#alike;
    const alike = (this.#alike = new Map<string, string[]>());
    for (const symbol of this.#symbols) {
      const key = symbol.toLowerCase();
      const same = alike.get(key);
      if (same) same.push(symbol);
      else alike.set(key, [symbol]);
    }
    return alike;
  }
}
