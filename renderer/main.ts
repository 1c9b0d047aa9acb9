// The dashboard's composition root: chooses the feed and builds the dashboard for it.
import '@fontsource-variable/inter';
import { mount } from 'svelte';
import App from './App.svelte';
import { probeHttp, connectSocket, diagnose, pageScheme, systemClock } from '../feed-client/index.ts';
import { feedAddress, isForeign } from './feed-address.ts';
import { Dashboard } from './state/dashboard.ts';
import { FailureState } from './state/failure.svelte.ts';
import './theme.css';
import Failure from './views/Failure.svelte';
import FeedAddressPane from './views/FeedAddressPane.svelte';

const target = document.querySelector('#app') as HTMLElement;

async function start(): Promise<void> {
  const { desktop } = window;
  // The built scripts are in a folder of their own; scripts injected by others have other addresses, or none.
  const failure = new FailureState(import.meta.url.replace(/[^/]*$/, ''));
  failure.watch(window);
  // Independent of the dashboard: if that cannot start, choosing another feed is the way out.
  if (desktop) mount(FeedAddressPane, { target: document.body, props: { desktop } });
  const url = await feedAddress(window);
  const dashboard = new Dashboard({
    url,
    clock: systemClock,
    random: Math.random,
    connect: connectSocket,
    diagnose: (feed) => diagnose(feed, probeHttp, pageScheme()),
    storage: browserStorage(),
    foreign: isForeign(url, window),
    failure,
  });
  const { client } = dashboard;
  const nudge = failure.guard(() => client.nudge());
  window.addEventListener('online', nudge);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) nudge();
  });
  desktop?.onWake(failure.guard(() => client.handleWake()));
  desktop?.onUnlock(nudge);
  mount(App, { target, props: { dashboard, failure } });
  dashboard.start();
}

/** Undefined if the browser blocks local storage. */
function browserStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  mount(Failure, { target, props: { title: 'Tapewire cannot start', message } });
});
