// Why the feed cannot be reached, in the words that components show.
import { LinkDiagnosis, diagnosisWords, type LinkDiagnosisOptions } from '../../feed-client/index.ts';

export interface DiagnosisWords {
  readonly finding: string;
  readonly advice: string;
}

export class DiagnosisState {
  #words = $state.raw<DiagnosisWords>();

  /** `url`: of the feed. */
  constructor(url: string, options: Omit<LinkDiagnosisOptions, 'changed'>) {
    const diagnosis: LinkDiagnosis = new LinkDiagnosis({
      ...options,
      changed: () => (this.#words = diagnosis.current && diagnosisWords(diagnosis.current, url)),
    });
  }

  /** Undefined while nothing is known to be wrong. */
  get words(): DiagnosisWords | undefined {
    return this.#words;
  }
}
