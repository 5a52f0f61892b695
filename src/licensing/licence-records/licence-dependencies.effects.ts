import type { Permission, Team } from "../../identity/index.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { NotifyCompany, NotifyPeople } from "../../platform/mail/index.ts";

/** Dependencies on other modules; injected by the composition. */
export interface RecordDependencies {
  readonly kit: Kit;
  readonly tellCompany: NotifyCompany;
  readonly tellPeople: NotifyPeople;
  readonly officersWho: (
    db: Database | DatabaseTransaction,
    asked: {
      readonly permission: Permission;
      readonly team: Team;
      readonly now: Date;
      readonly exceptOrganisationId: string;
    },
  ) => Promise<readonly string[]>;
  /** Switches every active code of a company, inside the transaction that changes its licence; returns the changed codes. */
  readonly switchCodes: (
    trx: DatabaseTransaction,
    asked: {
      readonly organisationId: string;
      readonly mode: "off" | "open";
      readonly note: { readonly by: string | null; readonly role: string | null; readonly note: string };
      readonly now: Date;
    },
  ) => Promise<readonly string[]>;
  /** Consumes a code of a person's second factor. */
  readonly spendSecondFactor: (
    trx: DatabaseTransaction,
    asked: { readonly personId: string; readonly code: string; readonly nowMs: number },
  ) => Promise<"fits" | "wrong" | "not-enrolled">;
  /** Records a report to OSS, inside the deciding transaction. */
  readonly reportCase: (
    trx: DatabaseTransaction,
    change: {
      readonly applicationId: string;
      readonly organisationId: string;
      readonly kind: "licence-record";
      readonly state: "active" | "suspended" | "resumed" | "revoked";
      readonly at: Date;
      readonly note: string | null;
      readonly by: { readonly personId: string; readonly isOfficer: boolean } | null;
    },
  ) => Promise<void>;
}
