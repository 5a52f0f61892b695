/** The history of a ticket, newest first: events with author, and messages with their visibility. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { minuteTime } from "../calls/call-words.ts";
import type { WholeTicket } from "./ticket-data.ts";

type Event = WholeTicket["events"][number];
const PLAIN = ["opened", "changed", "assigned", "linked", "recoded"] as const;

function useTitleOf(): (event: Event) => string {
  const t = useTranslations("web.tickets");
  return ({ kind, isPublic, isByCustomer, to, what }) => {
    if (to !== null) return t("one.events.moved", { to: t(`states.${to}`) });
    if (kind === "noted") return t(`one.events.${isByCustomer ? "replied" : isPublic ? "notedPublic" : "noted"}`);
    const known = PLAIN.find((one) => one === kind) ?? "changed";
    return t(`one.events.${known}`, { what: what.length === 0 ? t("one.events.nobody") : what.join(", ") });
  };
}

/** The list of events. */
export function TicketHistory({ ticket: { events, timeZone } }: { readonly ticket: WholeTicket }): ReactNode {
  const t = useTranslations("web.tickets.one");
  const locale = useLocale();
  const titleOf = useTitleOf();
  return (
    <section className="card p-5" aria-labelledby="ticket-history">
      <h2 id="ticket-history" className="text-lead">
        {t("history")}
      </h2>
      <ol className="mt-3 grid gap-4">
        {events.map((event) => (
          <li key={event.number} className="min-w-0 border-l-2 border-line pl-3">
            <p className="font-semibold [overflow-wrap:anywhere]">{titleOf(event)}</p>
            <p className="text-small text-soft [overflow-wrap:anywhere]">
              <span className="tabular-nums">{minuteTime(event.at, timeZone, locale)}</span>
              {" · "}
              {event.byName ?? t(event.isByCustomer ? "byCustomer" : "bySystem")}
            </p>
            {event.text === null ? null : (
              <p className="mt-1 whitespace-pre-wrap [overflow-wrap:anywhere]">{event.text}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
