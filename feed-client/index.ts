// The entry point of 'tapewire/client': the feed client, its types, and what programs need to read its events.
export { FeedClient, type FeedClientOptions } from './client.ts';
export type { Clock, Random } from './connection/clock.ts';
export type { Connect, Connection, ConnectionListener } from './connection/connection.ts';
export { connectSocket } from './connection/socket.ts';
export { systemClock } from './connection/system-clock.ts';
export { diagnose, describeDiagnosis, type HttpProbe, type Diagnosis } from './diagnosis/diagnosis.ts';
export { pageScheme, probeHttp } from './diagnosis/http-probe.ts';
export { LinkDiagnosis, type LinkDiagnosisOptions } from './diagnosis/link-diagnosis.ts';
export type { FeedEvents, SkippedTrades } from './events.ts';
export type { Answer } from './history/history-requests.ts';
export type { RecoveryCounts, RecoverySummary } from './machine/recovery.ts';
export type { Outage, SubscriptionReceipt } from './machine/state.ts';
export type { FeedInfo, FeedStatus, Link, Verification } from './status.ts';
export type { SubscribeOptions, SubscriptionHandle } from './subscriptions/handles.ts';
export {
  BAR_INTERVALS_S,
  MAX_INTERVAL_MS,
  PROTOCOL_VERSION,
  type Accepted,
  type Bar,
  type Bars,
  type BarsRequest,
  type Batch,
  type Close,
  type Hole,
  type Instrument,
  type MarketSession,
  type Mode,
  type Position,
  type Quote,
  type Receipt,
  type Refusal,
  type RefusalKind,
  type ResetReason,
  type Snapshot,
  type StatusReason,
  type SymbolState,
  type TradeSummary,
  type TradesRequest,
  type TradingStatus,
} from '../proto/messages.ts';
export type { QuoteRows, SaleRows, StatusRows, TapeRows } from '../proto/rows.ts';
export { stateDigest } from '../proto/state-digest.ts';
