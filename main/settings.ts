// The user's settings, stored as JSON in one file.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseFeedChoice } from './feed-choice.ts';
import type { FeedChoice } from './ipc/contract.ts';

export interface Settings {
  readonly feed: FeedChoice;
}

export const DEFAULTS: Settings = { feed: { kind: 'built-in' } };

/** The content of `file`; or the defaults, with a warning for the user if the file is damaged. */
export function loadSettings(file: string): { readonly settings: Settings; readonly warning: string | undefined } {
  try {
    return { settings: parse(readFileSync(file, 'utf8')), warning: undefined };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const warning = code === 'ENOENT' ? undefined : `${file}: ${message}. Tapewire starts with its built-in feed.`;
    return { settings: DEFAULTS, warning };
  }
}

/** Replaces the file atomically: if this fails, the old content stays. @throws the system's error */
export function saveSettings(file: string, settings: Settings): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporaryFile = `${file}.new`;
  writeFileSync(temporaryFile, `${JSON.stringify(settings, undefined, 2)}\n`);
  renameSync(temporaryFile, file);
}

function parse(text: string): Settings {
  const content: unknown = JSON.parse(text);
  const choice: unknown =
    typeof content === 'object' && content !== null && 'feed' in content ? content.feed : undefined;
  const feed = parseFeedChoice(choice);
  if (!feed) throw new Error(`feed: expected a built-in feed or one at an address, found ${JSON.stringify(choice)}`);
  return { feed };
}
