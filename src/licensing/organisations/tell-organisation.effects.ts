import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { queueMail } from "../../platform/mail/index.ts";
import { peopleOfOrganisation } from "./organisation.store.ts";
import type { OrganisationRow } from "./organisation-row.ts";
import type { ReturnReason } from "./registration.ts";

/** Queues a mail about a verifier's decision to everyone who acts for the company, in his language. */
export async function tellOrganisation(
  kit: Kit,
  trx: DatabaseTransaction,
  news: {
    readonly row: OrganisationRow;
    readonly verdict: "accept" | "return";
    readonly reasons: readonly ReturnReason[];
  },
): Promise<void> {
  const { row, verdict, reasons } = news;
  const key = verdict === "accept" ? "organisation-verified" : "organisation-returned";
  for (const person of await peopleOfOrganisation(trx, row.id)) {
    const locale = person.locale === "en" ? "en" : "id";
    const list = reasons.map(({ text }) => `- ${text}`).join("\n");
    const params = { name: person.name, company: row.name, nib: row.nib, reasons: list, url: kit.publicUrl() };
    await queueMail(trx, kit, {
      dedupeKey: `${key}:${row.id}:${row.version}:${person.id}`,
      toPersonId: person.id,
      toAddress: person.email,
      locale,
      subject: kit.texts.text(locale, `mail.${key}.subject`, params).slice(0, SUBJECT_MAX),
      bodyText: kit.texts.text(locale, `mail.${key}.body`, params).slice(0, BODY_MAX),
    });
  }
}

const SUBJECT_MAX = 200;
const BODY_MAX = 20_000;
