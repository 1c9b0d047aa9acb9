// The settings of a feed server, with the defaults that it has, for tests that care for a few of them.
import { findSettings, serveOptions, type ServeOptions } from '../../../feed-server/options/serve-options.ts';
import { RETENTION } from '../wire/builders.ts';

type Groups = Pick<ServeOptions, 'listen' | 'market' | 'retention' | 'delivery' | 'admin'>;
type Given = { readonly [G in keyof Groups]?: Partial<Groups[G]> };

const DEFAULTS = serveOptions(findSettings());

/** On any free port of 127.0.0.1, with the memory of RETENTION and no dashboard, unless `given` says otherwise. */
export function feedSettings({ listen, market, retention, delivery }: Omit<Given, 'admin'> = {}) {
  return {
    listen: { ...DEFAULTS.listen, port: 0, ...listen },
    market: { ...DEFAULTS.market, ...market },
    retention: { ...RETENTION, ...retention },
    delivery: { ...DEFAULTS.delivery, ...delivery },
    admin: DEFAULTS.admin,
    dashboard: undefined,
  };
}
