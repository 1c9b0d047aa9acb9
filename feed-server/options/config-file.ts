// Reads options from a file that maps their names to values. JSON is valid, since it is YAML too.
import {
  isAlias,
  isCollection,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  stringify,
  visit,
  type Document,
} from 'yaml';
import { OptionError } from './option-error.ts';
import { nearest } from './nearest.ts';
import type { FoundOptions, FoundOption, Option, Table } from './option.ts';
import { readTextFile } from './text-file.ts';
import { yamlProblem, type YamlProblem } from './yaml-problem.ts';

/** All options together take about 1 KB. */
const MAX_BYTES = 65_536;
/** Options need two levels. With a few more, the message about a mistake still names the option. */
const MAX_DEPTH = 4;

/** `place`: the option that names the file, as the user wrote it. @throws OptionError */
export function readConfigFile(file: string, place: string, table: Table): FoundOptions {
  return readConfig(readTextFile(place, file, MAX_BYTES), file, table);
}

/** `file`: the name to use in errors. @throws OptionError */
export function readConfig(content: string, file: string, table: Table): FoundOptions {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number): string => `${file}, line ${lines.linePos(offset).line}`;
  const problem = yamlProblem(document, content);
  if (problem) throw yamlError(problem, content, placeAt);
  expectPlain(document, placeAt);
  const options: unknown = document.toJS();
  const found = new Map<string, FoundOption>();
  if (options === null) return found;
  if (typeof options !== 'object' || Array.isArray(options))
    throw new OptionError(
      file,
      'a map of options such as "speed: 60"',
      typeof options === 'string' ? options : JSON.stringify(options),
    );
  const allowed = [...table.values()].flatMap(({ flag, scope }) => (scope === undefined ? [flag] : []));
  for (const [key, value] of Object.entries(options as Record<string, unknown>)) {
    const place = `${file}, ${key}`;
    const option = allowed.includes(key) ? table.get(key) : undefined;
    if (!option) throw new OptionError(place, 'an option listed by --help', key, nearest(key, allowed));
    if (value === null) continue;
    const written = option.kind.verbatim ? textsAsWritten(document.get(key, true)) : undefined;
    found.set(key, { level: 'file', place, texts: written ?? textsOf(value, option, place) });
  }
  return found;
}

/**
 * Refuses YAML that options never need and that can take hours to expand from a few bytes: aliases, keys that are lists or maps,
 * deep nesting. @throws OptionError
 */
function expectPlain(document: Document, placeAt: (offset: number) => string): void {
  visit(document, {
    Node(key, node, path) {
      const found = isAlias(node)
        ? 'an alias'
        : key === 'key' && !isScalar(node)
          ? 'a key that is a list or a map'
          : isCollection(node) && path.filter(isCollection).length >= MAX_DEPTH
            ? 'lists or maps nested too deeply'
            : undefined;
      if (found !== undefined)
        throw new OptionError(placeAt(node.range?.[0] ?? 0), 'options with plain values or lists of them', found);
    },
  });
}

/**
 * The effective options as a configuration file, each with its source. Omits the values of secrets, options that a file cannot
 * contain, and the flags in `omitted`.
 */
export function printConfig(table: Table, found: FoundOptions, omitted: readonly string[]): string {
  const lines = [...table.values()].flatMap(({ flag, kind, scope, secret }) => {
    if (scope !== undefined || omitted.includes(flag)) return [];
    const { level, place, texts } = found.get(flag) ?? {};
    if (texts === undefined) return [`# ${flag}: not set`];
    const from = level === 'fallback' ? 'default' : place;
    if (secret) return [`# ${flag}: not shown, from ${from}`];
    return [`${flag}: ${writeValue(kind.write(kind.read(texts)))} # ${from}`];
  });
  return `${lines.join('\n')}\n`;
}

/** A value on one line of a configuration file. */
function writeValue(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

function yamlError(
  { code, offset, text }: YamlProblem,
  content: string,
  placeAt: (offset: number) => string,
): OptionError {
  if (code !== 'DUPLICATE_KEY') return new OptionError(placeAt(offset), text);
  const [, key = ''] = /^["']?([^:"'\n]*)/.exec(content.slice(offset)) ?? [];
  return new OptionError(placeAt(offset), 'every option only once', key.trim());
}

/** Values as spelled in the file, before YAML turns them into numbers or booleans; undefined unless they are plain. */
function textsAsWritten(node: unknown): string[] | undefined {
  const nodes: readonly unknown[] = isSeq(node) ? node.items : [node];
  const texts = nodes.flatMap((item) =>
    isScalar(item) && item.value !== null && item.source !== undefined ? [item.source] : [],
  );
  return texts.length === nodes.length ? texts : undefined;
}

function textsOf(value: unknown, { kind }: Option<unknown>, place: string): string[] {
  const allowsList = kind.form === 'list' || kind.form === 'several';
  return (allowsList && Array.isArray(value) ? (value as unknown[]) : [value]).map((item) => {
    if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean') return String(item);
    throw new OptionError(place, allowsList ? `${kind.expected}, or a list` : kind.expected, JSON.stringify(item));
  });
}
