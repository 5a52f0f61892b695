/** One ticket: target times, customer, actions and history. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { TicketActions } from "./ticket-actions.tsx";
import { DueLine, TicketBadge } from "./ticket-badges.tsx";
import { ticketQuery, type WholeTicket } from "./ticket-data.ts";
import { ContactsPart, CustomerPart, EscalationPart, PromisePart, ReadOutPart } from "./ticket-facts.tsx";
import { TicketHistory } from "./ticket-history.tsx";

/** The screen of `/layanan/tiket/$id`. */
export function TicketScreen(): ReactNode {
  const t = useTranslations("web.tickets.one");
  const { id } = useParams({ from: "/layanan/tiket/$id" });
  const found = useQuery(ticketQuery(id));
  const { data } = found;
  return (
    <Page
      width="working"
      title={data === undefined ? t("title", { number: "" }) : t("title", { number: data.number })}
      lead={data === undefined ? undefined : <Lead ticket={data} />}
      back={{ to: "/layanan/tiket", text: t("back") }}
    >
      <Awaiting query={found} lines={8} />
      {data === undefined ? null : <Body ticket={data} />}
    </Page>
  );
}

function Lead({ ticket }: { readonly ticket: WholeTicket }): ReactNode {
  const t = useTranslations("web.tickets");
  return (
    <span className="grid justify-items-start gap-2">
      <span className="text-lead text-[var(--text)] [overflow-wrap:anywhere]">{ticket.subject}</span>
      <span className="flex flex-wrap items-center gap-3">
        <TicketBadge state={ticket.state} />
        <span>
          {t(`priorities.${ticket.priority}`)} · {ticket.categoryName}
        </span>
        {ticket.dueAt === null ? null : <DueLine ticket={ticket} zone={ticket.timeZone} />}
      </span>
    </span>
  );
}

function Body({ ticket }: { readonly ticket: WholeTicket }): ReactNode {
  const t = useTranslations("web.tickets.one");
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <div className="grid min-w-0 gap-6">
        <TicketActions key={ticket.id} ticket={ticket} />
        {ticket.description === "" ? null : (
          <section className="card p-5" aria-labelledby="ticket-description">
            <h2 id="ticket-description" className="text-lead">
              {t("description")}
            </h2>
            <p className="mt-2 whitespace-pre-wrap [overflow-wrap:anywhere]">{ticket.description}</p>
          </section>
        )}
        <TicketHistory ticket={ticket} />
      </div>
      <div className="grid min-w-0 gap-6">
        <PromisePart ticket={ticket} />
        <CustomerPart ticket={ticket} />
        <ReadOutPart ticket={ticket} />
        <EscalationPart ticket={ticket} />
        <ContactsPart ticket={ticket} />
      </div>
    </div>
  );
}
