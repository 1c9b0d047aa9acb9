// Why the feed is unreachable, as text that components show.
import { LinkDiagnosis, describeDiagnosis, type LinkDiagnosisOptions } from '../../feed-client/index.ts';

export interface DiagnosisText {
  readonly finding: string;
  readonly advice: string;
}

export class DiagnosisState {
  #text = $state.raw<DiagnosisText>();

  /** `url`: the feed's address. */
  constructor(url: string, options: Omit<LinkDiagnosisOptions, 'onChange'>) {
    const diagnosis: LinkDiagnosis = new LinkDiagnosis({
      ...options,
      onChange: () => (this.#text = diagnosis.current && describeDiagnosis(diagnosis.current, url)),
    });
  }

  /** Undefined while no problem is known. */
  get text(): DiagnosisText | undefined {
    return this.#text;
  }
}
