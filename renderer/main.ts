// The dashboard's composition root: which feed, then everything over it.
import '@fontsource-variable/inter';
import { mount } from 'svelte';
import App from './App.svelte';
import { browserClock } from './browser-clock.ts';
import FeedAddressDialog from './components/feed-address/FeedAddressDialog.svelte';
import { feedAddress } from './feed-address.ts';
import { connectSocket } from './feed/socket.ts';
import { Dashboard } from './state/dashboard.ts';
import './theme.css';
import Failure from './views/Failure.svelte';

const target = document.querySelector('#app') as HTMLElement;

async function start(): Promise<void> {
  const { desktop } = window;
  // Apart from the dashboard: where that cannot start, another feed is the way out.
  if (desktop) mount(FeedAddressDialog, { target: document.body, props: { desktop } });
  const dashboard = new Dashboard({
    url: await feedAddress(window),
    clock: browserClock,
    random: Math.random,
    connect: connectSocket,
    storage: browserStorage(),
  });
  const retry = (): void => dashboard.client.retryNow();
  window.addEventListener('online', retry);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) retry();
  });
  desktop?.onWake(retry);
  mount(App, { target, props: { dashboard } });
  dashboard.start();
}

/** Undefined where the browser forbids it. */
function browserStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

start().catch((error: unknown) => {
  mount(Failure, { target, props: { message: error instanceof Error ? error.message : String(error) } });
});
