// What other programs import: the feed client, its types, and what is needed to read what it brings.
export { FeedClient, type FeedClientOptions } from './client.ts';
export type { Clock, Random } from './connection/clock.ts';
export type { Connect, Connection, ConnectionListener } from './connection/connection.ts';
export { connectSocket } from './connection/socket.ts';
export { systemClock } from './connection/system-clock.ts';
export { diagnose, diagnosisWords, type Ask, type Diagnosis } from './diagnosis/diagnosis.ts';
export { pageScheme, probeHttp } from './diagnosis/http-probe.ts';
export { LinkDiagnosis, neverConnected, type LinkDiagnosisOptions } from './diagnosis/link-diagnosis.ts';
export type { FeedEvents, SkippedTrades } from './events.ts';
export type { Answer } from './history/history-requests.ts';
export { RESTART_AFTER_MS } from './machine/connecting.ts';
export type { RecoveryCounts, RecoverySummary } from './machine/recovery.ts';
export type { Outage, SubscriptionReceipt } from './machine/state.ts';
export type { FeedFacts, FeedStatus, Link, Verified } from './status.ts';
export type { SubscribeOptions, SubscriptionHandle } from './subscriptions/handles.ts';
export * from '../proto/messages.ts';
export { stateDigest } from '../proto/state-digest.ts';
