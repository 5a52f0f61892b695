import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { harmlessParams, mailText, queueMail } from "../../../platform/mail/index.ts";
import { centreName } from "./ticket-list.store.ts";
import { spokenCode, spokenNumber } from "./ticket-number.shared.ts";

/** Events of a ticket that its customer is written about; afterwards he sees what is new on his page. */
const EVENTS_MAX = 60;

/** What a customer is written. */
export interface CustomerMail {
  readonly ticket: {
    readonly id: string;
    readonly tenantId: string;
    readonly number: number;
    readonly code: string;
    readonly customerName: string;
    readonly customerEmail: string | null;
    readonly locale: string;
  };
  readonly page: string;
  readonly what: "opened" | "news" | "solved";
  /** The number of the event that it tells of; one mail for each. */
  readonly event: number;
}

/** The address at which a customer sees his ticket; number and code stand behind the `#`, which browsers send to nobody. */
function customerLink(
  kit: Pick<Kit, "publicUrl">,
  { page, number, code }: Record<"page" | "code", string> & { readonly number: number },
): string {
  return `${kit.publicUrl()}/tiket/${page}#${spokenNumber(number)}.${code}`;
}

/** Writes to a customer who wanted that, in his language; nothing of the matter stands in the mail itself. */
export async function notifyCustomer(trx: DatabaseTransaction, kit: Kit, mail: CustomerMail): Promise<void> {
  const { ticket, page, what, event } = mail;
  const { id, number, code, customerEmail: toAddress } = ticket;
  if (toAddress === null || event > EVENTS_MAX) return;
  const locale = ticket.locale === "en" ? "en" : "id";
  const centre = await centreName(trx, ticket.tenantId);
  const words = {
    centre,
    name: ticket.customerName,
    number: spokenNumber(number),
    code: spokenCode(code),
    address: customerLink(kit, { page, number, code }),
  };
  const greeting = ticket.customerName === "" ? "greeting" : "greetingNamed";
  const params = {
    ...words,
    greeting: kit.texts.text(locale, `mail.ticket-opened.${greeting}`, harmlessParams(words)),
  };
  await queueMail(trx, kit, {
    dedupeKey: `ticket-customer ${id} ${event}`,
    toPersonId: null,
    toAddress,
    locale,
    ...mailText(kit.texts, { locale, template: `ticket-${what}`, params }),
  });
}
