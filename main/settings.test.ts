// The settings file: saved and loaded, missing, damaged, and unwritable.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEFAULTS, loadSettings, saveSettings, type Settings } from './settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tapewire-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('loads what was saved, and leaves no temporary files', () => {
  const file = path.join(folder, 'new/settings.json');
  const settings: Settings = { feed: { kind: 'address', url: 'http://host:1' } };
  saveSettings(file, DEFAULTS);
  saveSettings(file, settings);
  expect(loadSettings(file)).toEqual({ settings, warning: undefined });
  expect(readdirSync(path.dirname(file))).toEqual(['settings.json']);
});

test('uses defaults without a warning if there is no file', () => {
  expect(loadSettings(path.join(folder, 'none.json'))).toEqual({ settings: DEFAULTS, warning: undefined });
});

test.for([
  ['{"feed":', 'JSON'],
  ['7', 'found undefined'],
  ['{"feed":{"kind":"address","url":"nonsense"}}', 'found {"kind":"address","url":"nonsense"}'],
])('uses defaults for %s, with a warning that contains its path and "%s"', ([text = '', expected = '']) => {
  const file = path.join(folder, 'settings.json');
  writeFileSync(file, text);
  const { settings, warning } = loadSettings(file);
  expect(settings).toEqual(DEFAULTS);
  expect(warning).toContain(file);
  expect(warning).toContain(expected);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('throws the system error if the folder cannot be created', () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(() => saveSettings(path.join(file, 'settings.json'), DEFAULTS)).toThrow(/ENOTDIR|EEXIST/);
});
