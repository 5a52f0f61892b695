import { sql } from "kysely";
import { type Database, type DatabaseTransaction, PREPARED } from "../platform/database/index.ts";
import type { Kit } from "../platform/kit/index.ts";
import { type CompanyMessage, mailText, type NotifyCompany, queueMail } from "../platform/mail/index.ts";

/** Maximum number of notified members of one company. */
const RECEIVERS_MAX = 50;

/**
 * Notifies all members of a company, each in their own language by a separate mail, which is sent and retried
 * independently. A text that fails for one recipient is logged and does not block the others.
 */
export function companyTeller(kit: Pick<Kit, "clock" | "ids" | "texts" | "log">): NotifyCompany {
  return async (trx, message) => {
    for (const reader of await readersOf(trx, message, new Date(kit.clock.nowMs()))) {
      const written = write(kit, message, reader);
      if (written === undefined) continue;
      const { organisationId, attachmentFileId } = message;
      await queueMail(trx, kit, {
        dedupeKey: `${message.dedupeKey} ${reader.id}`,
        toPersonId: reader.id,
        toAddress: reader.email,
        locale: reader.locale,
        organisationId,
        ...written,
        ...(attachmentFileId === undefined ? {} : { attachmentFileId }),
      });
    }
  };
}

interface Reader {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: "id" | "en";
}

/** The present members of the company: an expired or future letter of authority receives no mail. */
async function readersOf(
  trx: Database | DatabaseTransaction,
  message: CompanyMessage,
  now: Date,
): Promise<readonly Reader[]> {
  let asked = trx
    .selectFrom("membership as m")
    .modifyFront(sql.raw(PREPARED))
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["p.id", "p.email", "p.name", "p.locale"])
    .distinct()
    .where("m.organisationId", "=", message.organisationId)
    .where("m.endedAt", "is", null)
    .where((eb) => eb.or([eb("m.validFrom", "is", null), eb("m.validFrom", "<=", now)]))
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", now)]))
    .where("p.disabledAt", "is", null);
  if (message.exceptPersonId !== undefined) asked = asked.where("p.id", "!=", message.exceptPersonId);
  const rows = await asked.orderBy("p.id").limit(RECEIVERS_MAX).execute();
  return rows.map((row) => ({ ...row, locale: row.locale === "en" ? "en" : "id" }));
}

function write(kit: Pick<Kit, "texts" | "log">, message: CompanyMessage, { locale, name, id }: Reader) {
  const { template, params } = message;
  try {
    const words = { name, ...(typeof params === "function" ? params(locale) : params) };
    return mailText(kit.texts, { locale, template, params: words });
  } catch (error) {
    kit.log.error({ err: error, template, personId: id }, "mail.not-written");
    return undefined;
  }
}
