import type { CompanyFacts, LicenceForm } from "../requirements/index.ts";
import type { LicenceState } from "./licence-words.ts";

/** What an operational test needs to know of the application it belongs to. */
export interface LicenceForTest {
  readonly id: string;
  readonly number: string | null;
  readonly state: LicenceState;
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    readonly nib: string | null;
    readonly npwp: string;
    readonly address: string;
    readonly isVerified: boolean;
  };
  readonly isNibBlocked: boolean;
  /** The licence that the application is for is on record: nothing is left to test. */
  readonly isLicensed: boolean;
  readonly form: LicenceForm;
  readonly company: CompanyFacts;
  /** Everybody who checked, endorsed or verified its documents. */
  readonly judges: readonly string[];
}
