/** Tickets on the agent desktop: those of this contact, those of the customer, and a button to open one. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { spokenCode } from "../../../../src/service/acd/tickets/ticket-number.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { loadWords } from "../../shell/speech.tsx";
import { minuteTime } from "../calls/call-words.ts";
import { TICKET_STYLES } from "./ticket-badges.tsx";
import { type ContactTickets, contactTicketsQuery, TICKETS_KEY } from "./ticket-data.ts";

type Short = ContactTickets["ofContact"][number];

const LazyTicketDialog = lazy(() =>
  Promise.all([import("./open-ticket-dialog.tsx"), loadWords("tickets")]).then(([file]) => ({
    default: file.ContactTicketDialog,
  })),
);

/** The panel of a contact. */
export function ContactTicketPanel({
  contactId,
  timeZone,
}: {
  readonly contactId: string;
  readonly timeZone: string;
}): ReactNode {
  const t = useTranslations("web.deskTickets");
  const { data, error, refetch } = useQuery(contactTicketsQuery(contactId));
  const [isOpening, setOpening] = useState(false);
  const [made, setMade] = useState("");
  const close = (): void => setOpening(false);
  return (
    <section className="grid gap-3" aria-labelledby={`tickets-${contactId}`}>
      <h3 id={`tickets-${contactId}`}>{t("title")}</h3>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? null : (
        <>
          {data.ofContact.length === 0 ? <p className="text-small text-soft">{t("none")}</p> : null}
          <ul className="grid gap-2">
            {data.ofContact.map((ticket) => (
              <TicketLine key={ticket.id} ticket={ticket} timeZone={timeZone} isRead />
            ))}
          </ul>
          {data.ofCustomer.length === 0 ? null : (
            <>
              <h4 className="text-small font-semibold">{t("others")}</h4>
              <ul className="grid gap-2">
                {data.ofCustomer.map((ticket) => (
                  <TicketLine key={ticket.id} ticket={ticket} timeZone={timeZone}>
                    <LinkButton ticket={ticket} contactId={contactId} />
                  </TicketLine>
                ))}
              </ul>
            </>
          )}
          {data.begin.hasNumber ? null : <p className="text-small text-soft">{t("noNumber")}</p>}
          <div>
            <button type="button" className="button" onClick={() => setOpening(true)}>
              {t("new")}
            </button>
          </div>
          {isOpening ? (
            <Suspense fallback={null}>
              <LazyTicketDialog
                contactId={contactId}
                begin={data.begin}
                onMade={({ number }) => {
                  setMade(number);
                  close();
                }}
                onClose={close}
              />
            </Suspense>
          ) : null}
        </>
      )}
      <p role="status" className="text-small text-soft">
        {made === "" ? "" : t("made", { number: made })}
      </p>
    </section>
  );
}

function TicketLine({
  ticket: { id, number, subject, state, dueAt, code },
  timeZone,
  isRead = false,
  children,
}: {
  readonly ticket: Short;
  readonly timeZone: string;
  /** Whether number and code are shown for reading aloud. */
  readonly isRead?: boolean;
  readonly children?: ReactNode;
}): ReactNode {
  const t = useTranslations("web.deskTickets");
  const locale = useLocale();
  return (
    <li className="grid min-w-0 justify-items-start gap-1 border-l-2 border-line pl-3 text-small">
      <Link to="/layanan/tiket/$id" params={{ id }} className="font-semibold [overflow-wrap:anywhere]">
        {number} · {subject}
      </Link>
      <span className="flex flex-wrap items-center gap-2">
        <Badge {...TICKET_STYLES[state]}>{t(`states.${state}`)}</Badge>
        {dueAt === null ? null : (
          <span className="tabular-nums">{t("dueAt", { at: minuteTime(dueAt, timeZone, locale) })}</span>
        )}
      </span>
      {isRead ? <span className="tabular-nums">{t("readOut", { number, code: spokenCode(code) })}</span> : null}
      {children}
    </li>
  );
}

function LinkButton({ ticket, contactId }: { readonly ticket: Short; readonly contactId: string }): ReactNode {
  const t = useTranslations("web.deskTickets");
  const cache = useQueryClient();
  const [wishId] = useState(() => crypto.randomUUID());
  const linking = useMutation({
    mutationFn: () => {
      const params = { path: { id: contactId } };
      return read(
        api.POST("/api/service/desk/contacts/{id}/ticket-links", { params, body: { ticketId: ticket.id, wishId } }),
      );
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: TICKETS_KEY }),
  });
  return (
    <>
      {linking.error === null ? null : <FailureNotice error={linking.error} />}
      <BusyButton
        type="button"
        className="button button-small"
        aria-label={t("linkOf", { number: ticket.number })}
        isBusy={linking.isPending}
        onClick={() => linking.mutate()}
      >
        {t("link")}
      </BusyButton>
    </>
  );
}
