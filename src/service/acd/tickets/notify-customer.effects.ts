import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { harmlessParams, mailText, queueMail } from "../../../platform/mail/index.ts";
import { centreName } from "./ticket-list.store.ts";
import { spokenCode, spokenNumber } from "./ticket-number.shared.ts";

/** The maximum of events with a mail to the customer; later events appear on the customer's page only. */
const EVENTS_MAX = 60;

/** A mail to a customer. */
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
  /** The number of the event; one mail for each event. */
  readonly event: number;
}

/** The link to a ticket for its customer; number and code are in the fragment, which browsers do not send to servers. */
function customerLink(
  kit: Pick<Kit, "publicUrl">,
  { page, number, code }: Record<"page" | "code", string> & { readonly number: number },
): string {
  return `${kit.publicUrl()}/tiket/${page}#${spokenNumber(number)}.${code}`;
}

/** Sends a mail in the customer's language to a customer who has consented; the mail contains nothing of the ticket's content. */
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
