import { randomBytes } from "node:crypto";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, LINES_CHANGED, type RequestContext } from "../../tenancy/tenants/index.ts";
import { CHANCE_BYTES, phonePassword } from "./phone-form.ts";
import { sealPhoneSecret } from "./phone-secret.effects.ts";
import {
  deleteSoftphoneSession,
  findSoftphonePhone,
  hasLiveSoftphoneSession,
  isPhoneTaken,
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
): Promise<SoftphoneCredentials | { readonly refusal: SoftphoneRefusal }> {
  const { tenantId, personId, sessionId } = pageContext;
  const id = kit.ids.next();
  const username = softphoneUsername(randomBytes(CHANCE_BYTES));
  const password = phonePassword(randomBytes(CHANCE_BYTES));
  const sealedSecret = sealPhoneSecret(key, { id, username, password });
  try {
    const done = await inTenant(kit.db, tenantId, async (trx) => {
      const agentId = await lockOwnAgent(trx, personId);
      if (agentId === undefined) return { refusal: "no-own-agent" as const };
      const seat = await findSoftphonePhone(trx, { phoneId, agentId });
      if (seat === undefined) return { refusal: "no-such-phone" as const };
      if (seat.isTaken) return { refusal: "sitting-phone-taken" as const };
      const openedAt = new Date(kit.clock.nowMs());
      await replaceSoftphoneSession(trx, {
        id,
        tenantId,
        agentId,
        phoneId,
        personId,
        sessionId,
        username,
        sealedSecret,
        openedAt,
      });
      const { extension } = seat;
      const fact = { action: "phone.sitting-opened", subjectKind: "phone", subjectId: phoneId } as const;
      await recordAudit(trx, kit, actedEntry(pageContext, { ...fact, detail: { extension } }));
      return { id, extension, username, password };
    });
    kit.changeFeed.announce(LINES_CHANGED);
    return done;
  } catch (error) {
    if (isPhoneTaken(error)) return { refusal: "sitting-phone-taken" };
    throw error;
  }
}

/** Extends a softphone session whose page is still open; for an ended one, returns whether another page of the agent has a softphone. */
export async function extendSoftphoneSession(
  { kit }: Pick<SoftphoneSessionOptions, "kit">,
  { tenantId, personId, sessionId }: SoftphonePageContext,
  id: string,
): Promise<"renewed" | { readonly refusal: SoftphoneRefusal }> {
  return inTenant(kit.db, tenantId, async (trx) => {
    if (await renewSoftphoneSession(trx, { id, personId, sessionId })) return "renewed";
    return { refusal: (await hasLiveSoftphoneSession(trx, personId)) ? "sitting-elsewhere" : "sitting-over" };
  });
}

/** Ends a softphone session: its page no longer rings, and the devices of the phone ring again. */
export async function endSoftphoneSession(
  { kit }: Pick<SoftphoneSessionOptions, "kit">,
  { tenantId, personId, sessionId }: SoftphonePageContext,
  id: string,
): Promise<"ended" | { readonly refusal: SoftphoneRefusal }> {
  const isEnded = await inTenant(kit.db, tenantId, (trx) => deleteSoftphoneSession(trx, { id, personId, sessionId }));
  kit.changeFeed.announce(LINES_CHANGED);
  return isEnded ? "ended" : { refusal: "sitting-over" };
}
