// Why the feed is unreachable, as text that components show.
import { LinkDiagnosis, diagnosisWords, type LinkDiagnosisOptions } from '../../feed-client/index.ts';

export interface DiagnosisText {
  readonly finding: string;
  readonly advice: string;
}

export class DiagnosisState {
  #text = $state.raw<DiagnosisText>();

  /** `url`: the feed's address. */
  constructor(url: string, options: Omit<LinkDiagnosisOptions, 'changed'>) {
    const diagnosis: LinkDiagnosis = new LinkDiagnosis({
      ...options,
      changed: () => (this.#text = diagnosis.current && diagnosisWords(diagnosis.current, url)),
    });
  }

  /** Undefined while no problem is known. */
  get text(): DiagnosisText | undefined {
    return this.#text;
  }
}
