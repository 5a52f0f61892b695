import { type Following, follow } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { queueMail } from "../../platform/mail/index.ts";
import type { EffectHandler } from "../../platform/outbox/index.ts";
import { displayCode } from "./access-code.ts";
import { expireHolds } from "./hold.store.ts";

/** A countdown that people watch ends on its second. */
const SWEEP_MS = 1_000;

/** Ends holds whose countdown is over, every second until closed. */
export function openHoldSweeper(kit: Kit): Following {
  return follow({
    look: async () => {
      const freed = await expireHolds(kit.db, kit);
      if (freed.length > 0) kit.news.announce("inventory");
    },
    everyMs: SWEEP_MS,
    onFault: (error) => kit.log.warn({ err: error }, "hold.sweep-failed"),
  });
}

/** Tells the other people of a company that a colleague holds a code, and until when. */
export function holdNotice(kit: Kit): EffectHandler {
  return async (payload) => {
    const hold = await kit.db
      .selectFrom("codeHold as h")
      .innerJoin("person as p", "p.id", "h.personId")
      .select(["h.id", "h.code", "h.heldUntil", "h.personId", "h.organisationId", "p.name"])
      .where("h.id", "=", payload["holdId"] ?? "")
      .executeTakeFirst();
    if (hold === undefined) return;
    const colleagues = await kit.db
      .selectFrom("membership as m")
      .innerJoin("person as p", "p.id", "m.personId")
      .select(["p.id", "p.email", "p.locale"])
      .where("m.organisationId", "=", hold.organisationId)
      .where("m.endedAt", "is", null)
      .where("p.id", "!=", hold.personId)
      .limit(50)
      .execute();
    for (const colleague of colleagues) {
      const locale = colleague.locale === "en" ? "en" : "id";
      const params = { code: displayCode(hold.code), name: hold.name, until: clockTime(hold.heldUntil, locale) };
      await queueMail(kit.db, kit, {
        dedupeKey: `hold ${hold.id} ${colleague.id}`,
        toPersonId: colleague.id,
        toAddress: colleague.email,
        locale,
        subject: kit.texts.text(locale, "mail.hold.subject", params),
        bodyText: kit.texts.text(locale, "mail.hold.body", params),
      });
    }
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
