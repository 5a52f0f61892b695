import { randomBytes } from "node:crypto";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { LINES_CHANGED, type RequestContext } from "../../tenancy/tenants/index.ts";
import { CHANCE_BYTES, phonePassword } from "./phone-form.ts";
import { sealPhoneSecret } from "./phone-secret.effects.ts";
import {
  deleteSoftphoneSession,
  findSoftphonePhone,
  hasLiveSoftphoneSession,
  lockOwnAgent,
  renewSoftphoneSession,
  replaceSoftphoneSession,
} from "./softphone-session.store.ts";
import { type SoftphoneRefusal, softphoneUsername } from "./softphone-session.ts";

/** Dependencies of softphone sessions beside the kit: the key of this installation's phone secrets. */
export interface SoftphoneSessionOptions {
  readonly kit: Kit;
  readonly key: Buffer;
}

/** The request context with its session. */
interface SoftphonePageContext extends RequestContext {
  readonly sessionId: string;
}

/** The SIP credentials of a page; the password is returned only here. */
export interface SoftphoneCredentials {
  readonly id: string;
  readonly extension: string;
  readonly username: string;
  readonly password: string;
}

/**
 * Opens a softphone session of an agent at a phone in the browser. It replaces the agent's earlier one: a second page takes the softphone over from the
 * first one.
 */
export async function openSoftphoneSession(
  { kit, key }: SoftphoneSessionOptions,
  pageContext: SoftphonePageContext,
  phoneId: string,
): Promise<Result<SoftphoneCredentials, SoftphoneRefusal>> {
  const { tenantId, personId, sessionId } = pageContext;
  const id = kit.ids.next();
  const username = softphoneUsername(randomBytes(CHANCE_BYTES));
  const password = phonePassword(randomBytes(CHANCE_BYTES));
  const sealedSecret = sealPhoneSecret(key, { id, username, password });
  const taken = { softphone_session_phone: "sitting-phone-taken" } as const;
  return tenantCommand(kit, pageContext, { taken, announces: LINES_CHANGED }, async ({ trx, at, audit }) => {
    const agentId = await lockOwnAgent(trx, personId);
    if (agentId === undefined) return refuse("no-own-agent");
    const phone = await findSoftphonePhone(trx, { phoneId, agentId });
    if (phone === undefined) return refuse("no-such-phone");
    if (phone.isTaken) return refuse("sitting-phone-taken");
    await replaceSoftphoneSession(trx, {
      id,
      tenantId,
      agentId,
      phoneId,
      personId,
      sessionId,
      username,
      sealedSecret,
      openedAt: at,
    });
    const { extension } = phone;
    await audit({ action: "phone.sitting-opened", subjectKind: "phone", subjectId: phoneId, detail: { extension } });
    return ok({ id, extension, username, password });
  });
}

/** Extends a softphone session whose page is still open; for an ended one, returns whether another page of the agent has a softphone. */
export async function extendSoftphoneSession(
  { kit }: Pick<SoftphoneSessionOptions, "kit">,
  { tenantId, personId, sessionId }: SoftphonePageContext,
  id: string,
): Promise<Result<null, SoftphoneRefusal>> {
  return inTenant(kit.db, tenantId, async (trx) => {
    if (await renewSoftphoneSession(trx, { id, personId, sessionId })) return ok(null);
    return refuse((await hasLiveSoftphoneSession(trx, personId)) ? "sitting-elsewhere" : "sitting-over");
  });
}

/** Ends a softphone session: its page no longer rings, and the devices of the phone ring again. */
export async function endSoftphoneSession(
  { kit }: Pick<SoftphoneSessionOptions, "kit">,
  pageContext: SoftphonePageContext,
  id: string,
): Promise<Result<null, SoftphoneRefusal>> {
  const { personId, sessionId } = pageContext;
  return tenantCommand(kit, pageContext, { announces: LINES_CHANGED }, async ({ trx }) =>
    (await deleteSoftphoneSession(trx, { id, personId, sessionId })) ? ok(null) : refuse("sitting-over"),
  );
}
