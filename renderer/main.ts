// The dashboard's composition root: which feed, then everything over it.
import '@fontsource-variable/inter';
import { mount } from 'svelte';
import App from './App.svelte';
import { browserClock } from './browser-clock.ts';
import { feedAddress } from './feed-address.ts';
import { connectSocket } from './feed/socket.ts';
import { Dashboard } from './state/dashboard.ts';
import './theme.css';
import Failure from './views/Failure.svelte';

const target = document.querySelector('#app') as HTMLElement;

async function start(): Promise<void> {
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
  window.desktop?.onWake(retry);
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
