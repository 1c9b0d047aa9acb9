// Scenario files: faults in YAML.
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument, type Node, type Pair, type YAMLMap } from 'yaml';
import { yamlProblem } from '../options/yaml-problem.ts';
import { readFault } from './fault-text.ts';
import type { TimedFault } from './faults.ts';
import type { Field } from './fields.ts';
import { ScenarioError } from './scenario-error.ts';

const EXAMPLE = 'faults:, a list with entries such as { fault: stall, at: 10s, for: 3s }';

/** `file`: its name in errors, which also name the line. @throws ScenarioError */
export function parseScenario(text: string, file: string): readonly TimedFault[] {
  const lines = new LineCounter();
  // The library takes quadratic time to check for duplicate keys. `#expectUniqueKeys` checks where keys matter.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const problem = yamlProblem(document, text);
  if (problem) throw new ScenarioError(`${file}:${lines.linePos(problem.offset).line}`, problem.text);
  const reader = new ScenarioReader(file, lines);
  return reader.read(document.contents);
}

class ScenarioReader {
  readonly #file: string;
  readonly #lines: LineCounter;

  constructor(file: string, lines: LineCounter) {
    this.#file = file;
    this.#lines = lines;
  }

  read(root: Node | null): readonly TimedFault[] {
    if (!isMap(root)) throw new ScenarioError(this.#placeOf(root), EXAMPLE, describe(root));
    for (const pair of root.items)
      if (keyOf(pair) !== 'faults') throw new ScenarioError(this.#placeOf(pair.key), 'faults', keyOf(pair));
    this.#expectUniqueKeys(root);
    const faults = root.get('faults', true) as Node | undefined;
    if (!isSeq(faults)) throw new ScenarioError(`${this.#placeOf(faults ?? root)}: faults`, EXAMPLE, describe(faults));
    return faults.items.map((item) => this.#readEntry(item));
  }

  #readEntry(entry: unknown): TimedFault {
    if (!isMap(entry))
      throw new ScenarioError(this.#placeOf(entry), 'a fault such as { fault: stall, at: 10s }', describe(entry));
    this.#expectUniqueKeys(entry);
    const fields = new Map(entry.items.map((pair): [string, Field] => [keyOf(pair), this.#readField(pair)]));
    const kind = fields.get('fault') ?? { text: '', place: this.#placeOf(entry) };
    fields.delete('fault');
    return readFault({ text: kind.text, place: `${kind.place}: fault` }, fields, textOf(kind.text, entry));
  }

  #readField(pair: Pair): Field {
    const place = this.#placeOf(pair.key);
    const { value } = pair;
    if (isSeq(value) && value.items.every(isScalar)) return { text: value.items.map(scalarText).join(), place };
    if (isScalar(value)) return { text: scalarText(value), place };
    throw new ScenarioError(`${place}: ${keyOf(pair)}`, 'a value, or a list of values', describe(value));
  }

  #expectUniqueKeys({ items }: YAMLMap): void {
    const keys = new Set<string>();
    for (const pair of items) {
      if (keys.has(keyOf(pair))) throw new ScenarioError(this.#placeOf(pair.key), `${keyOf(pair)} once`, 'it again');
      keys.add(keyOf(pair));
    }
  }

  #placeOf(node: unknown): string {
    const range = (node as Partial<Node> | null | undefined)?.range;
    return `${this.#file}:${range ? this.#lines.linePos(range[0]).line : 1}`;
  }
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? scalarText(key) : describe(key);
}

/** As written, not as YAML reads it: 1e3 and yes have no special meaning here. */
function scalarText({ source, value }: { source?: string; value: unknown }): string {
  return source ?? String(value);
}

function describe(node: unknown): string {
  if (isAlias(node)) return `the alias *${node.source}`;
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return 'a list';
  return isScalar(node) ? scalarText(node) : '';
}

function textOf(kind: string, entry: YAMLMap): string {
  const pairs = entry.items
    .filter((pair) => keyOf(pair) !== 'fault')
    .map((pair) => `${keyOf(pair)}=${valueText(pair.value)}`);
  return [kind, ...pairs].join(' ');
}

function valueText(value: unknown): string {
  const text = isSeq(value)
    ? value.items.map((item) => (isScalar(item) ? scalarText(item) : '')).join()
    : isScalar(value)
      ? scalarText(value)
      : '';
  return text.includes(' ') ? `"${text}"` : text;
}
