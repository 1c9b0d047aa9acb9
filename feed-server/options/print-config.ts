// The options in force as a configuration file, each with where it comes from.
import { writeValue } from './config-file.ts';
import type { Setting, Settings } from './settings.ts';
import type { Table } from './table.ts';

/** What a secret is set to stays out, and so do options that a file cannot hold. `leftOut`: those that do not apply. */
export function printConfig<T extends Table>(table: T, settings: Settings<T>, leftOut: readonly string[]): string {
  const all = settings as Readonly<Record<string, Setting<unknown> | undefined>>;
  const lines = Object.entries(table).flatMap(([name, { kind, reach, secret }]) => {
    if (reach !== undefined || leftOut.includes(name)) return [];
    const setting = all[name];
    if (!setting) return [`# ${name}: not set`];
    const from = setting.level === 'fallback' ? 'default' : setting.place;
    if (secret) return [`# ${name}: not shown, from ${from}`];
    return [`${name}: ${writeValue(kind.write(setting.value))} # ${from}`];
  });
  return `${lines.join('\n')}\n`;
}
