/** A ticket for its customer: status, target times, messages and reply form. */
import { type FormEvent, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { LIMITS } from "../../../../src/service/acd/tickets/ticket-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import type { paths } from "../../generated/api.d.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextArea } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Notice } from "../../parts/notice.tsx";
import { minuteTime } from "../calls/call-words.ts";
import { TICKET_STYLES } from "./ticket-badges.tsx";

/** The credentials of a ticket. */
export interface TicketKey {
  readonly number: string;
  readonly code: string;
}

/** A ticket as the HTTP API returns it to its customer. */
export type PublicTicket =
  paths["/api/ticket-pages/{page}/ticket"]["post"]["responses"]["200"]["content"]["application/json"];

interface ViewProps {
  readonly page: string;
  readonly ticketKey: TicketKey;
  readonly found: PublicTicket;
  readonly onAnother: () => void;
}

/** The ticket; takes the focus when it appears. */
export function PublicTicketView({ page, ticketKey, found, onAnother }: ViewProps): ReactNode {
  const t = useTranslations("web.publicTicket");
  const heading = useRef<HTMLHeadingElement>(null);
  const [ticket, setTicket] = useState(found);
  const [isSent, setSent] = useState(false);
  useLayoutEffect(() => heading.current?.focus(), []);
  const { number, subject, state } = ticket;
  return (
    <>
      <div className="grid justify-items-start gap-2">
        <h1 ref={heading} tabIndex={-1}>
          {t("ticketOf", { number })}
        </h1>
        <p className="text-lead [overflow-wrap:anywhere]">{subject}</p>
        <Badge {...TICKET_STYLES[state]}>{t(`states.${state}`)}</Badge>
      </div>
      <Facts ticket={ticket} />
      <Messages ticket={ticket} />
      <p role="status">{isSent ? t("sent") : ""}</p>
      {ticket.mayReply ? (
        <ReplyForm
          key={ticket.notes.length}
          page={page}
          ticketKey={ticketKey}
          mayReopen={ticket.mayReopen}
          onSent={(next) => {
            setTicket(next);
            setSent(true);
          }}
        />
      ) : state === "closed" ? (
        <Notice>{t("closedText")}</Notice>
      ) : null}
      <div>
        <button type="button" className="button" onClick={onAnother}>
          {t("another")}
        </button>
      </div>
    </>
  );
}

function usePromiseText(zone: string): (promise: PublicTicket["answer"]) => string {
  const t = useTranslations("web.publicTicket");
  const locale = useLocale();
  return ({ state, dueAt }) => {
    if (state === "kept") return t("kept");
    if (state === "missed") return t("missed");
    if (state === "paused") return t("paused");
    if (dueAt === null) return t("noHours");
    return t(state === "late" ? "late" : "dueAt", { at: minuteTime(dueAt, zone, locale) });
  };
}

function Facts({ ticket }: { readonly ticket: PublicTicket }): ReactNode {
  const t = useTranslations("web.publicTicket");
  const locale = useLocale();
  const { timeZone, openedAt, categoryName, answer, solution } = ticket;
  const promiseText = usePromiseText(timeZone);
  const facts = [
    [t("category"), categoryName],
    [t("opened"), minuteTime(openedAt, timeZone, locale)],
    [t("answer"), promiseText(answer)],
    [t("solution"), promiseText(solution)],
  ] as const;
  return (
    <dl className="card grid gap-3 p-5 sm:grid-cols-2">
      {facts.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="text-small text-soft">{name}</dt>
          <dd className="[overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Messages({ ticket: { notes, timeZone } }: { readonly ticket: PublicTicket }): ReactNode {
  const t = useTranslations("web.publicTicket");
  const locale = useLocale();
  return (
    <section className="grid gap-3" aria-labelledby="ticket-messages">
      <h2 id="ticket-messages" className="text-lead">
        {t("messages")}
      </h2>
      {notes.length === 0 ? <p className="text-soft">{t("noMessages")}</p> : null}
      <ol className="grid gap-3">
        {notes.map(({ at, isByCustomer, text }) => (
          <li key={`${at} ${text}`} className={isByCustomer ? "card ml-6 p-4" : "card mr-6 p-4"}>
            <p className="text-small text-soft">
              {t(isByCustomer ? "you" : "us")} ·{" "}
              <span className="tabular-nums">{minuteTime(at, timeZone, locale)}</span>
            </p>
            <p className="mt-1 whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function ReplyForm({
  page,
  ticketKey,
  mayReopen,
  onSent,
}: {
  readonly page: string;
  readonly ticketKey: TicketKey;
  readonly mayReopen: boolean;
  readonly onSent: (ticket: PublicTicket) => void;
}): ReactNode {
  const t = useTranslations("web.publicTicket");
  const [text, setText] = useState("");
  const [wishId] = useState(() => crypto.randomUUID());
  const sending = useMutation({
    mutationFn: (isUnsolved: boolean) => {
      const body = { ...ticketKey, wishId, isUnsolved, text: text.trim() };
      return read<PublicTicket>(api.POST("/api/ticket-pages/{page}/replies", { params: { path: { page } }, body }));
    },
    onSuccess: onSent,
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(sending.error);
  const send = (isUnsolved: boolean): void => {
    if (isFree(text.trim() === "" ? [{ field: "text", message: t("replyFault") }] : [])) sending.mutate(isUnsolved);
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send(false);
  };
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <TextArea
        name="text"
        label={t("reply")}
        hint={`${mayReopen ? `${t("unsolvedHint")} ` : ""}${t("replyHint")}`}
        error={faultOf("text")}
        rows={4}
        maxLength={LIMITS.text}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-main" isBusy={sending.isPending}>
          {t("send")}
        </BusyButton>
        {mayReopen ? (
          <BusyButton type="button" className="button" isBusy={sending.isPending} onClick={() => send(true)}>
            {t("unsolved")}
          </BusyButton>
        ) : null}
      </div>
    </form>
  );
}
