import { randomBytes } from "node:crypto";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type Asking, actedEntry, LINES_CHANGED } from "../../tenancy/tenants/index.ts";
import { CHANCE_BYTES, phonePassword } from "./phone-form.ts";
import { sealPhoneSecret } from "./phone-secret.effects.ts";
import {
  deleteSitting,
  findSeat,
  hasLivingSitting,
  isSeatTaken,
  lockOwnAgent,
  renewSitting,
  replaceSitting,
} from "./sitting.store.ts";
import { type SittingRefusal, sittingUsername } from "./sitting.ts";

/** What sittings need beside the kit: the key of this installation's phone secrets. */
export interface SittingOptions {
  readonly kit: Kit;
  readonly key: Buffer;
}

/** Who asks, and in which session. */
interface AskingAtPage extends Asking {
  readonly sessionId: string;
}

/** What a page signs in with; the password is told this once. */
export interface SittingSecret {
  readonly id: string;
  readonly extension: string;
  readonly username: string;
  readonly password: string;
}

/**
 * Lets an agent sit down at a phone in his browser. It takes the place of where he sat before: whoever opens a second page has his
 * telephone there, and not in the first one any more.
 */
export async function openSitting(
  { kit, key }: SittingOptions,
  asking: AskingAtPage,
  phoneId: string,
): Promise<SittingSecret | { readonly refusal: SittingRefusal }> {
  const { tenantId, personId, sessionId } = asking;
  const id = kit.ids.next();
  const username = sittingUsername(randomBytes(CHANCE_BYTES));
  const password = phonePassword(randomBytes(CHANCE_BYTES));
  const sealedSecret = sealPhoneSecret(key, { id, username, password });
  try {
    const done = await inTenant(kit.db, tenantId, async (trx) => {
      const agentId = await lockOwnAgent(trx, personId);
      if (agentId === undefined) return { refusal: "no-own-agent" as const };
      const seat = await findSeat(trx, { phoneId, agentId });
      if (seat === undefined) return { refusal: "no-such-phone" as const };
      if (seat.isTaken) return { refusal: "sitting-phone-taken" as const };
      const openedAt = new Date(kit.clock.nowMs());
      await replaceSitting(trx, {
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
      await recordAudit(trx, kit, actedEntry(asking, { ...fact, detail: { extension } }));
      return { id, extension, username, password };
    });
    kit.news.announce(LINES_CHANGED);
    return done;
  } catch (error) {
    if (isSeatTaken(error)) return { refusal: "sitting-phone-taken" };
    throw error;
  }
}

/** Lets a sitting go on whose page is still there; where it is over, says whether another page of the agent has his telephone. */
export async function goOnSitting(
  { kit }: Pick<SittingOptions, "kit">,
  { tenantId, personId, sessionId }: AskingAtPage,
  id: string,
): Promise<"renewed" | { readonly refusal: SittingRefusal }> {
  return inTenant(kit.db, tenantId, async (trx) => {
    if (await renewSitting(trx, { id, personId, sessionId })) return "renewed";
    return { refusal: (await hasLivingSitting(trx, personId)) ? "sitting-elsewhere" : "sitting-over" };
  });
}

/** Ends a sitting: its page rings no more, and the devices of the phone do again. */
export async function endSitting(
  { kit }: Pick<SittingOptions, "kit">,
  { tenantId, personId, sessionId }: AskingAtPage,
  id: string,
): Promise<"ended" | { readonly refusal: SittingRefusal }> {
  const isEnded = await inTenant(kit.db, tenantId, (trx) => deleteSitting(trx, { id, personId, sessionId }));
  kit.news.announce(LINES_CHANGED);
  return isEnded ? "ended" : { refusal: "sitting-over" };
}
