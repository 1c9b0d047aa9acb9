// The error about an option that is wrong.
import { complaintText, type Complaint } from './complaint.ts';

/** Names the option as it was written, what was expected and what was found. */
export class OptionError extends Error {
  readonly code = 'bad-option';

  constructor(option: string, ...complaint: Complaint) {
    super(`${option}: ${complaintText(...complaint)}`);
    this.name = 'OptionError';
  }
}
