import { type Following, follow } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyCompany } from "../../../platform/mail/index.ts";
import type { EffectHandler } from "../../../platform/outbox/index.ts";
import { displayCode } from "../codes/access-code.ts";
import { expireHolds } from "./hold.store.ts";

/** Users watch the countdown, so a hold must end within its second. */
const SWEEP_MS = 1_000;

/** Ends expired holds every second until closed. */
export function openHoldSweeper(kit: Kit): Following {
  return follow({
    look: async () => {
      const freed = await expireHolds(kit.db, kit);
      if (freed.length > 0) kit.changeFeed.announce("inventory");
    },
    everyMs: SWEEP_MS,
    onFault: (error) => kit.log.warn({ err: error }, "hold.sweep-failed"),
  });
}

/** Notifies the other members of a company that a colleague holds a code, and until when. */
export function holdNotice(kit: Kit, tellCompany: NotifyCompany): EffectHandler {
  return async (payload) => {
    const hold = await kit.db
      .selectFrom("codeHold as h")
      .innerJoin("person as p", "p.id", "h.personId")
      .select(["h.id", "h.code", "h.heldUntil", "h.personId", "h.organisationId", "p.name"])
      .where("h.id", "=", payload["holdId"] ?? "")
      .executeTakeFirst();
    if (hold === undefined) return;
    await tellCompany(kit.db, {
      organisationId: hold.organisationId,
      template: "hold",
      dedupeKey: `hold ${hold.id}`,
      exceptPersonId: hold.personId,
      params: (locale) => ({ code: displayCode(hold.code), name: hold.name, until: clockTime(hold.heldUntil, locale) }),
    });
  };
}

function clockTime(at: Date, locale: "id" | "en"): string {
  const format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "id-ID", {
    timeZone: "Asia/Jakarta",
    hour: "2-digit",
    minute: "2-digit",
  });
  return `${format.format(at)} WIB`;
}
