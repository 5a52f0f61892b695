/** The facts of a ticket, beside its actions. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { spokenCode } from "../../../../src/service/acd/tickets/ticket-number.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { minuteTime, shortFigure } from "../calls/call-words.ts";
import { PromiseBadge } from "./ticket-badges.tsx";
import { TICKETS_KEY, type WholeTicket } from "./ticket-data.ts";

interface PartProps {
  readonly ticket: WholeTicket;
}

const MINUTES = 60;

function Part({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="card grid min-w-0 gap-3 p-5" aria-labelledby={id}>
      <h2 id={id} className="text-lead">
        {title}
      </h2>
      {children}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="min-w-0">
      <dt className="text-small text-soft">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** Both target times: duration, due time and state. */
export function PromisePart({ ticket }: PartProps): ReactNode {
  const t = useTranslations("web.tickets.one");
  const locale = useLocale();
  const { minutes, timeZone } = ticket;
  return (
    <Part id="ticket-promise" title={t("promise")}>
      <dl className="grid gap-3">
        {(["answer", "solution"] as const).map((goal) => {
          const { state, dueAt } = ticket[goal];
          const hours = minutes[goal] / MINUTES;
          return (
            <Fact key={goal} name={t(goal)}>
              <span className="grid justify-items-start gap-1">
                <PromiseBadge state={state} />
                {dueAt === null ? (
                  <NoDue state={state} />
                ) : (
                  <span>{t("dueAt", { at: minuteTime(dueAt, timeZone, locale) })}</span>
                )}
                <span className="text-small text-soft">{t("terms", { hours: shortFigure(hours, locale) })}</span>
              </span>
            </Fact>
          );
        })}
      </dl>
    </Part>
  );
}

/** The reason why no due time exists; renders nothing for a target met while the time was paused. */
function NoDue({ state }: { readonly state: WholeTicket["answer"]["state"] }): ReactNode {
  const t = useTranslations("web.tickets.one");
  if (state === "paused") return <span>{t("noDue")}</span>;
  return state === "running" ? <span>{t("noHours")}</span> : null;
}

/** The customer of the ticket. */
export function CustomerPart({ ticket }: PartProps): ReactNode {
  const t = useTranslations("web.tickets.one");
  const list = useTranslations("web.tickets");
  const locale = useLocale();
  const { customerName, cardName, customerNumber, customerEmail, consent, timeZone, openedAt, openedByName } = ticket;
  return (
    <Part id="ticket-customer" title={t("customer")}>
      <p className="font-semibold [overflow-wrap:anywhere]">
        {customerName === "" ? (cardName ?? list("anonymous")) : customerName}
      </p>
      {cardName === null || cardName === "" || cardName === customerName ? null : (
        <p className="text-small text-soft [overflow-wrap:anywhere]">{t("card", { name: cardName })}</p>
      )}
      <dl className="grid gap-3">
        <Fact name={t("number")}>
          {customerNumber === null ? t("noNumber") : <a href={`tel:${customerNumber}`}>{customerNumber}</a>}
        </Fact>
        <Fact name={t("email")}>{customerEmail ?? t("noEmail")}</Fact>
      </dl>
      {consent === null ? null : (
        <p className="text-small text-soft">
          {t("consent", { at: minuteTime(consent.at, timeZone, locale), name: consent.byName })}
        </p>
      )}
      <p className="text-small text-soft">
        {t("opened", { at: minuteTime(openedAt, timeZone, locale), name: openedByName })}
      </p>
    </Part>
  );
}

/** Ticket number and code, to read out or send to the customer. */
export function ReadOutPart({ ticket }: PartProps): ReactNode {
  const t = useTranslations("web.tickets.one");
  const [isRecoding, setRecoding] = useState(false);
  const { number, code, page } = ticket;
  const address = `${window.location.origin}/tiket/${page}`;
  const copying = useMutation({ mutationFn: () => navigator.clipboard.writeText(`${address}#${number}.${code}`) });
  return (
    <Part id="ticket-read-out" title={t("forCustomer")}>
      <p className="text-small text-soft">{t("readOut")}</p>
      <dl className="grid gap-3">
        <Fact name={t("spokenNumber")}>
          <span className="text-lead font-semibold tabular-nums">{number}</span>
        </Fact>
        <Fact name={t("spokenCode")}>
          <span className="text-lead font-semibold tabular-nums">{spokenCode(code)}</span>
        </Fact>
        <Fact name={t("page")}>{address}</Fact>
      </dl>
      <div className="flex flex-wrap items-center gap-2">
        <button type="button" className="button" onClick={() => copying.mutate()}>
          {t("copy")}
        </button>
        <button type="button" className="button" onClick={() => setRecoding(true)}>
          {t("recode")}
        </button>
        <span role="status" className="text-small text-soft">
          {copying.isSuccess ? t("copied") : copying.isError ? t("notCopied") : ""}
        </span>
      </div>
      {isRecoding ? <Recode ticket={ticket} onClose={() => setRecoding(false)} /> : null}
    </Part>
  );
}

function Recode({ ticket, onClose }: PartProps & { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.tickets.one");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const recoding = useMutation({
    mutationFn: () => read(api.POST("/api/service/tickets/{id}/code", { params: { path: { id: ticket.id } } })),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: TICKETS_KEY });
      onClose();
    },
  });
  return (
    <Dialog title={t("recode")} onClose={onClose}>
      <div className="grid gap-5">
        <p>{t("recodeText")}</p>
        {recoding.error === null ? null : <FailureNotice error={recoding.error} />}
        <div className="flex flex-wrap gap-2">
          <BusyButton
            type="button"
            className="button button-main"
            isBusy={recoding.isPending}
            onClick={() => recoding.mutate()}
          >
            {t("recodeYes")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** The recipients of escalations. */
export function EscalationPart({ ticket: { escalations, timeZone } }: PartProps): ReactNode {
  const t = useTranslations("web.tickets.one");
  const locale = useLocale();
  return (
    <Part id="ticket-escalations" title={t("escalations")}>
      {escalations.length === 0 ? <p className="text-soft">{t("noEscalations")}</p> : null}
      <ol className="grid gap-2">
        {escalations.map(({ goal, told, percent, at, people }) => (
          <li key={`${goal} ${told}`} className="border-l-2 border-line pl-3 text-small">
            <p className="tabular-nums text-soft">{minuteTime(at, timeZone, locale)}</p>
            <p className="[overflow-wrap:anywhere]">
              {t("toldLine", {
                goal: t(goal),
                percent,
                people: people.length === 0 ? t("nobodyTold") : `${people.join(", ")} (${t(`toldTo.${told}`)})`,
              })}
            </p>
          </li>
        ))}
      </ol>
    </Part>
  );
}

/** The contacts of the ticket. */
export function ContactsPart({ ticket: { contacts, timeZone } }: PartProps): ReactNode {
  const t = useTranslations("web.tickets.one");
  const locale = useLocale();
  return (
    <Part id="ticket-contacts" title={t("contacts")}>
      {contacts.length === 0 ? <p className="text-soft">{t("noContacts")}</p> : null}
      <ul className="grid gap-1">
        {contacts.map(({ contactId, linkedAt }) => (
          <li key={contactId}>{t("contact", { at: minuteTime(linkedAt, timeZone, locale) })}</li>
        ))}
      </ul>
    </Part>
  );
}
