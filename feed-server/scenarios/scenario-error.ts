// The error for a fault that is written wrongly.
import { complaintText, type Complaint } from '../options/complaint.ts';

export class ScenarioError extends Error {
  readonly code = 'bad-scenario';

  /** `where` names the file and line or the fault, and the key. */
  constructor(where: string, ...complaint: Complaint) {
    super(`${where}: ${complaintText(...complaint)}`);
    this.name = 'ScenarioError';
  }
}
