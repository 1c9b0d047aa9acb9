// Settings for a feed server in tests: the server's defaults, except where overridden.
import { findSettings, serveOptions, type ServeOptions } from '../../../feed-server/options/serve-options.ts';
import { RETENTION } from '../wire/builders.ts';

type Groups = Pick<ServeOptions, 'listen' | 'market' | 'retention' | 'delivery' | 'admin'>;
type SettingsOverrides = { readonly [G in keyof Groups]?: Partial<Groups[G]> };

const DEFAULTS = serveOptions(findSettings());

/** By default on any free port of 127.0.0.1, with RETENTION and without a dashboard. */
export function feedSettings({ listen, market, retention, delivery }: Omit<SettingsOverrides, 'admin'> = {}) {
  return {
    listen: { ...DEFAULTS.listen, port: 0, ...listen },
    market: { ...DEFAULTS.market, ...market },
    retention: { ...RETENTION, ...retention },
    delivery: { ...DEFAULTS.delivery, ...delivery },
    admin: DEFAULTS.admin,
    dashboard: undefined,
  };
}
