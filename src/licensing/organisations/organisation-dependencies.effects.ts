import { permissionsOf } from "../../identity/index.ts";
import type { Result } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { NotifyCompany } from "../../platform/mail/index.ts";
import type { Nib, NibRecord, OssRefusal } from "../../protocols/oss/index.ts";
import type { RegistrationRefusals } from "./refusals.ts";
import type { RegistrationActor } from "./registration/registration.ts";

/** Looks up companies: OSS in production, its simulator otherwise. */
export interface NibRegister {
  inquireNib(nib: Nib): Promise<Result<NibRecord, OssRefusal>>;
}

/** Operations of the identity modules on memberships; injected by the composition. */
export interface MembershipPort {
  insertMembership(
    trx: DatabaseTransaction,
    row: {
      readonly id: string;
      readonly personId: string;
      readonly role: string;
      readonly team: string | null;
      readonly organisationId: string | null;
      readonly grantedBy: string | null;
      readonly grantedAt: Date;
      readonly validFrom?: Date;
      readonly validTo?: Date;
    },
  ): Promise<boolean>;
  /** Ends one membership; undefined when it has ended already. */
  endMembership(
    trx: DatabaseTransaction,
    options: { readonly id: string; readonly by: string; readonly at: Date },
  ): Promise<unknown>;
  /** Ends all memberships of an organisation. */
  endMembershipsOf(
    trx: DatabaseTransaction,
    options: { readonly organisationId: string; readonly by: string; readonly at: Date },
  ): Promise<readonly string[]>;
  /** Invalidates the cache of permissions, so that a new membership takes effect immediately. */
  forgetCallers(): void;
}

/** Dependencies of this module's routes. */
export interface OrganisationOptions {
  readonly kit: Kit;
  readonly oss: NibRegister;
  /** False if the installation has no credentials for OSS; NIB data is then entered by hand and compared with the NIB's PDF. */
  readonly isOssConfigured?: boolean;
  readonly people: MembershipPort;
  readonly tellCompany: NotifyCompany;
}

/** The caller and the request. */
export interface CallerContext {
  readonly caller: Caller;
  readonly requestId: string;
}

/** The outcome of a step on a registration. */
export type Written = Result<{ readonly id: string }, RegistrationRefusals>;

/** The person behind a caller with all their organisations, for the four-eyes check. */
export function actorOf(caller: Caller): RegistrationActor {
  return actorWith(caller, () => true);
}

/** The person behind a caller with the organisations they may edit. */
export function writerOf(caller: Caller): RegistrationActor {
  return actorWith(caller, (membership) => permissionsOf([membership]).has("organisation.write"));
}

function actorWith(caller: Caller, counts: (membership: Caller["memberships"][number]) => boolean): RegistrationActor {
  const ids = caller.memberships
    .filter(counts)
    .flatMap(({ organisationId }) => (organisationId === null ? [] : [organisationId]));
  return { personId: caller.personId, organisationIds: new Set(ids) };
}

/** Writes the audit entry of a step on a registration, in the transaction of the step. */
export async function auditOrganisation(
  kit: Kit,
  trx: DatabaseTransaction,
  fact: { readonly callerContext: CallerContext; readonly id: string; readonly action: string },
): Promise<void> {
  await recordAudit(trx, kit, {
    actorPersonId: fact.callerContext.caller.personId,
    actorRole: null,
    action: fact.action,
    subjectKind: "organisation",
    subjectId: fact.id,
    detail: {},
    requestId: fact.callerContext.requestId,
  });
}
