import type { CompanyFacts, LicenceForm } from "../requirements/index.ts";
import type { LicenceState } from "./licence-words.ts";

/** The facts about an application that its operational test needs. */
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
  /** The licence of the application is on record already, so no test is needed. */
  readonly isLicensed: boolean;
  readonly form: LicenceForm;
  readonly company: CompanyFacts;
  /** All officers who checked, endorsed or verified its documents. */
  readonly judges: readonly string[];
}
