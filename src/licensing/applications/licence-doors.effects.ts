import type { Permission, Team } from "../../people/index.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { TellCompany, TellPeople } from "../../platform/mail/index.ts";
import type { FileFacts } from "../requirements/index.ts";

/** Finds the officers who may do something in a team; given by the people room through the process. */
export type OfficersWho = (
  db: Database | DatabaseTransaction,
  asked: {
    readonly permission: Permission;
    readonly team: Team;
    readonly now: Date;
    readonly exceptOrganisationId: string;
  },
) => Promise<readonly string[]>;

/** What the other rooms do for licence applications; given through the process. */
export interface LicenceDoors {
  readonly kit: Kit;
  readonly tellCompany: TellCompany;
  readonly tellPeople: TellPeople;
  readonly officersWho: OfficersWho;
  /** Reads in a file what a program can read; the bytes are in the store under their digest. */
  readonly readFile: (file: { readonly sha256: string; readonly bytes: number }) => Promise<FileFacts>;
}
