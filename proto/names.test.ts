// Fields of the .proto files have names that are easy to use in other languages.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const FIELD = /^ *(?:repeated |optional )?[\w.]+ (\w+) = \d+;/gm;
/** Words that Python, JavaScript, Go, Rust, C#, Java or C++ reserves: a generated field of that name is awkward to write. */
const RESERVED = new Set(
  [
    'abstract and as assert async auto await base bool break byte case catch chan char checked class const continue crate',
    'debugger decimal def default defer del delete do double dyn elif else enum event except explicit export extends extern',
    'fallthrough finally fixed float fn for friend from func function global go goto if impl implicit import in inline',
    'instanceof int interface internal is lambda let lock long loop map match mod move mut namespace new nonlocal not object',
    'operator or out override package params pass private protected pub public raise range readonly ref register return sbyte',
    'sealed select self short signed static struct super switch template this throw trait try type typeof union unsafe',
    'unsigned use using var virtual void volatile where while with yield',
  ].flatMap((words) => words.split(' ')),
);

const folder = import.meta.dirname;
const fields = readdirSync(folder)
  .filter((name) => name.endsWith('.proto'))
  .flatMap((name) => [...readFileSync(path.join(folder, name), 'utf8').matchAll(FIELD)].map(([, field = '']) => field));

it('has no field name that is a keyword of a common language', () => {
  expect(fields).toContain('reconnect_after_ms');
  expect(fields.filter((field) => RESERVED.has(field))).toEqual([]);
});
