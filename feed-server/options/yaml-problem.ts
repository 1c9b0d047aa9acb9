// Describes an error in a YAML file for its author; the library's own messages are for programmers.
import type { Document, ErrorCode, YAMLError } from 'yaml';
import { excerpt } from '../../proto/shown-text.ts';

const PROBLEMS: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias with an anchor or a tag',
  BAD_ALIAS: 'an anchor or alias without a valid name',
  BAD_COLLECTION_TYPE: 'a tag that does not fit its list or map',
  BAD_DIRECTIVE: 'an unknown directive (a line that starts with %)',
  BAD_DQ_ESCAPE: 'an unknown escape sequence in double quotes; in single quotes a backslash stands for itself',
  BAD_INDENT: 'wrong indentation, or a bracket that is never closed',
  BAD_PROP_ORDER: 'a tag or anchor in the wrong place',
  BAD_SCALAR_START: 'a value without quotes that starts with a reserved character',
  BLOCK_AS_IMPLICIT_KEY: 'a second key on one line, or a line that is indented too far',
  BLOCK_IN_FLOW: 'an indented list or map inside brackets',
  DUPLICATE_KEY: 'a key that appears twice',
  IMPOSSIBLE: 'text that makes no sense here',
  KEY_OVER_1024_CHARS: 'a key of more than 1024 characters',
  MISSING_CHAR: 'a missing colon, comma, space, dash or closing quote',
  MULTILINE_IMPLICIT_KEY: 'a key that spans several lines',
  MULTIPLE_ANCHORS: 'two anchors on one value',
  MULTIPLE_DOCS: 'a second document (after "---" or "..."); the file can have only one',
  MULTIPLE_TAGS: 'two tags on one value',
  NON_STRING_KEY: 'a key that is not text',
  RESOURCE_EXHAUSTION: 'lists or maps nested too deeply',
  TAB_AS_INDENT: 'a tab as indentation; use spaces',
  TAG_RESOLVE_FAILED: 'a tag (a word that starts with "!") that is unknown or does not fit its value',
  UNEXPECTED_TOKEN: 'unexpected text',
};

export interface YamlProblem {
  readonly code: ErrorCode;
  /** The position of the error, UTF-16 code units from the start of the file. */
  readonly offset: number;
  readonly text: string;
}

/**
 * The first error in `document`; undefined if there is none. The library's warnings, such as an unknown tag, count as errors, because
 * the value would be ignored. `content`: the text of `document`.
 */
export function yamlProblem({ errors, warnings }: Document, content: string): YamlProblem | undefined {
  const [first]: readonly YAMLError[] = [...errors, ...warnings];
  if (first === undefined) return undefined;
  const { code, pos } = first;
  const [offset] = pos;
  const [rest = ''] = content.slice(offset).split('\n', 1);
  const found = rest.trim() === '' ? '' : `, at "${excerpt(rest.trim())}"`;
  return { code, offset, text: `invalid YAML: ${PROBLEMS[code]}${found}` };
}
