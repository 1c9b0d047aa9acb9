// The symbols that faults name. Checks that the feed has them, and finds the muted instruments.
import { excerpt } from '../../proto/shown-text.ts';
import { SymbolSuggestions } from '../../proto/symbol.ts';
import type { Fault, TimedFault } from './faults.ts';
import { ScenarioError } from './scenario-error.ts';

export class FaultSymbols {
  readonly #ids: ReadonlyMap<string, number>;

  /** `symbols`: the feed's symbols, by id. */
  constructor(symbols: readonly string[]) {
    this.#ids = new Map(symbols.map((symbol, id) => [symbol, id]));
  }

  /** @throws ScenarioError for a symbol that this feed does not have */
  expectKnownSymbols({ fault, target, text }: TimedFault): void {
    const symbols = 'symbols' in fault ? fault.symbols : target.symbols;
    for (const symbol of symbols) {
      if (this.#ids.has(symbol)) continue;
      const place = `fault "${excerpt(text)}": symbols`;
      const suggestion = new SymbolSuggestions(this.#ids.keys()).for(symbol);
      if (suggestion !== undefined) throw new ScenarioError(place, suggestion);
      throw new ScenarioError(place, 'symbols of this feed', symbol);
    }
  }

  /** Ids of the instruments that any of `faults` mutes. */
  mutedBy(faults: Iterable<Fault>): ReadonlySet<number> {
    const muted = new Set<number>();
    for (const fault of faults) {
      if (fault.kind !== 'mute') continue;
      const ids =
        fault.symbols.length === 0 ? this.#ids.values() : fault.symbols.map((symbol) => this.#ids.get(symbol));
      for (const id of ids) if (id !== undefined) muted.add(id);
    }
    return muted;
  }
}
