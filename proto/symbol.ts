// The rule for symbols, the same for servers, files, clients and stored lists; and suggestions for mistyped ones.

/** Limit of a symbol, Unicode code points. */
export const MAX_SYMBOL_LENGTH = 32;

/** Completes "expected ..." in error messages. */
export const A_SYMBOL = `a symbol of 1 to ${MAX_SYMBOL_LENGTH} printable characters (no space at either end)`;

/**
 * Without control and format characters, lone surrogates, line separators and the replacement character, which stands for
 * undecodable bytes. Spaces at the ends would be lost wherever people type symbols.
 */
const SYMBOL = new RegExp(
  `^(?!\\p{White_Space})[^\\p{C}\\p{Zl}\\p{Zp}\\uFFFD]{1,${MAX_SYMBOL_LENGTH}}(?<!\\p{White_Space})$`,
  'u',
);

/** The most suggestions in a message. */
const MAX_SUGGESTIONS = 3;

/** Symbols are exact: upper and lower case differ. */
export function isSymbol(text: string): boolean {
  return SYMBOL.test(text);
}

/** Finds symbols that differ from a mistyped one in case alone. */
export class SymbolSuggestions {
  readonly #symbols: Iterable<string>;
  /** Symbols by their lower-case form; built on first use. */
  #alike: Map<string, string[]> | undefined;

  constructor(symbols: Iterable<string>) {
    this.#symbols = symbols;
  }

  /** A message such as `no symbol "btcusdt"; did you mean BTCUSDT?`; undefined if no symbol differs in case alone. */
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
