// The message and the exit code for an error that ends a command. Errors of classes that are not listed here are bugs.
import { WorkersError } from '../workers/worker-pool.ts';
import { stackOf } from '../logging/error-text.ts';
import { BadRecordError } from '../recordings/bad-record.ts';
import { EmptySelectionError, UnknownSectorError, UnknownSymbolError } from '../market/instruments.ts';
import { BadDateError } from '../market/new-york.ts';
import { OptionError } from '../options/option-error.ts';
import { RecordingError } from '../recordings/recording-error.ts';
import { ScenarioError } from '../scenarios/scenario-error.ts';
import { DashboardError } from '../transport/dashboard-files.ts';
import { ListenError } from '../transport/http.ts';
import { INCORRECT_USAGE, FAILED } from './exit-codes.ts';
import { FeedError } from './feed-error.ts';
import { ProtoFilesError } from './proto.ts';

export interface Failure {
  readonly text: string;
  readonly code: number;
}

type ErrorClass = abstract new (...args: never) => Error;

const USAGE_ERRORS: readonly ErrorClass[] = [
  OptionError,
  DashboardError,
  UnknownSymbolError,
  UnknownSectorError,
  EmptySelectionError,
  ScenarioError,
];
const FAILURES: readonly ErrorClass[] = [
  RecordingError,
  BadRecordError,
  BadDateError,
  ListenError,
  WorkersError,
  FeedError,
  ProtoFilesError,
];

export function failureOf(error: unknown): Failure {
  const isInstance = (type: ErrorClass): boolean => error instanceof type;
  if (error instanceof Error) {
    if (USAGE_ERRORS.some(isInstance) || isUsageError(error)) return { text: error.message, code: INCORRECT_USAGE };
    if (FAILURES.some(isInstance)) return { text: error.message, code: FAILED };
  }
  return { text: `a bug ended this command; please report it: ${stackOf(error)}`, code: FAILED };
}

function isUsageError(error: Error): boolean {
  return error instanceof RecordingError && ['no-date', 'unsupported-option', 'no-symbol'].includes(error.code);
}
