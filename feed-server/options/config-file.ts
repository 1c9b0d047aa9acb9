// Options in a file, YAML or JSON, which is YAML too: a map of their names.
import { readFileSync } from 'node:fs';
import { isScalar, isSeq, parseDocument, stringify, type YAMLError } from 'yaml';
import { nearest } from '../nearest.ts';
import { OptionError } from './option-error.ts';
import type { Finds, Found } from './settings.ts';
import type { Option, Table } from './table.ts';

/** `place`: the option that names the file, as it was written. @throws OptionError */
export function readConfigFile(file: string, place: string, table: Table): Finds {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new OptionError(place, `a file that can be read (${(error as NodeJS.ErrnoException).code ?? 'why'})`, file);
  }
  return readConfig(content, file, table);
}

/** `file` is named where something in it is wrong. @throws OptionError */
export function readConfig(content: string, file: string, table: Table): Finds {
  const document = parseDocument(content);
  const [wrong] = document.errors;
  if (wrong) throw wrongYaml(wrong, content, file);
  const options: unknown = document.toJS();
  const found = new Map<string, Found>();
  if (options === null) return found;
  if (typeof options !== 'object' || Array.isArray(options))
    throw new OptionError(
      file,
      'a map of options such as "speed: 60"',
      typeof options === 'string' ? options : JSON.stringify(options),
    );
  const allowed = Object.keys(table).filter((name) => table[name]?.reach === undefined);
  for (const [key, value] of Object.entries(options as Record<string, unknown>)) {
    const place = `${file}, ${key}`;
    const option = allowed.includes(key) ? table[key] : undefined;
    if (!option) throw new OptionError(place, 'one of the options of --help', key, nearest(key, allowed));
    if (value === null) continue;
    const written = option.kind.verbatim ? writtenTexts(document.get(key, true)) : undefined;
    found.set(key, { level: 'file', place, texts: written ?? textsOf(value, option, place) });
  }
  return found;
}

/** A value on one line of such a file. */
export function writeValue(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

function wrongYaml({ code, pos, linePos, message }: YAMLError, content: string, file: string): OptionError {
  const place = `${file}, line ${linePos?.[0].line ?? 1}`;
  if (code !== 'DUPLICATE_KEY') return new OptionError(place, 'YAML or JSON', firstLine(message));
  const [, key = ''] = /^["']?([^:"'\n]*)/.exec(content.slice(pos[0])) ?? [];
  return new OptionError(place, 'every option once', key.trim());
}

/** What stands in the file, with nothing made of it; undefined where it is neither a value nor a list of them. */
function writtenTexts(node: unknown): string[] | undefined {
  const nodes: readonly unknown[] = isSeq(node) ? node.items : [node];
  const texts = nodes.flatMap((one) =>
    isScalar(one) && one.value !== null && one.source !== undefined ? [one.source] : [],
  );
  return texts.length === nodes.length ? texts : undefined;
}

function textsOf(value: unknown, { kind }: Option<unknown>, place: string): string[] {
  const many = kind.form === 'list' || kind.form === 'several';
  return (many && Array.isArray(value) ? (value as unknown[]) : [value]).map((one) => {
    if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') return String(one);
    throw new OptionError(place, many ? `${kind.expected}, or a list` : kind.expected, JSON.stringify(one));
  });
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
