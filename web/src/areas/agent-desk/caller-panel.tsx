/** The panel of the current contact: customer, reason and duration. Its size is the same without a contact, so that the layout does not move. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type {
  AgentDesktop,
  DesktopContact,
  DesktopState,
} from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";
import { Badge } from "../../parts/badges.tsx";
import { useNow } from "../../parts/countdown.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { callMinute, callTime, lengthText } from "../calls/call-words.ts";
import { ContactTicketPanel } from "../tickets/contact-tickets.tsx";
import { desktopContactQuery } from "./agent-desktop-data.ts";
import { dispositionsOf, hasContact, type Mode, modeOf, numberText } from "./agent-desktop-view.ts";
import { CallActions } from "./call-actions.tsx";
import { PlanCallback } from "./callbacks/plan-callback.tsx";
import { CustomerCard, CustomerName, QueueScript } from "./customer-card.tsx";
import { FromWebsite, TalksFromWebsite } from "./from-website.tsx";
import { MessageOffer, MessagePanel } from "./message-panel.tsx";
import { NoteForm, Notes } from "./note-form.tsx";
import { RecordingFact } from "./recording-fact.tsx";

interface CallerPanelProps {
  readonly desk: AgentDesktop;
  readonly now: DesktopState;
  readonly aheadMs: number;
  /** Whether the agent answers in this page. */
  readonly isAtPage: boolean;
}

/** The panel of the current contact. */
export function CallerPanel(props: CallerPanelProps): ReactNode {
  const t = useTranslations("web.agentDesk");
  const mode = modeOf(props.now);
  const current = hasContact(mode) ? (props.now.standing?.contactId ?? null) : null;
  const [last, setLast] = useState(current);
  if (current !== null && current !== last) setLast(current);
  // A requested pause or logout replaces wrap-up: the notes of the last contact remain editable.
  const contactId = current ?? (mode === "paused" || mode === "away" ? last : null);
  return (
    <section className="desk-caller card" data-mode={mode} aria-labelledby="desk-caller">
      {contactId === null ? (
        <div className="desk-nobody">
          <h2 id="desk-caller">{t("nobodyTitle")}</h2>
          <p className="text-soft">{t(`nobody.${mode === "ready" ? "ready" : mode === "away" ? "away" : "others"}`)}</p>
        </div>
      ) : (
        <Contact key={contactId} {...props} mode={mode} contactId={contactId} />
      )}
    </section>
  );
}

/** Poll interval of the recording state during a call, because storage may be full and other parties may join. */
const RECORDING_POLL_MS = 10_000;

function Contact({
  desk,
  now,
  aheadMs,
  isAtPage,
  mode,
  contactId,
}: CallerPanelProps & { readonly mode: Mode; readonly contactId: string }): ReactNode {
  const t = useTranslations("web.agentDesk");
  const refetchInterval = mode === "talking" ? RECORDING_POLL_MS : false;
  const { data, error, refetch } = useQuery({ ...desktopContactQuery(contactId), refetchInterval });
  const live = now.caller?.contactId === contactId ? now.caller : null;
  const isMessage = live === null ? data?.isMessage === true : live.kind === "message";
  const talk = live?.talk?.state ?? null;
  // The contact record is updated by the switch until the call is answered, and a party who joins may end the recording, so the data is refetched.
  useEffect(() => {
    if (mode !== "ringing" || talk !== null) void refetch();
  }, [mode, talk, refetch]);
  const queueId = live?.queueId ?? data?.queueId ?? null;
  return (
    <>
      <h2 id="desk-caller" className="text-lead">
        {isMessage && mode !== "wrapping"
          ? t(mode === "ringing" ? "message.ringing" : "message.talking")
          : t(`contact.${mode === "ringing" ? "ringing" : mode === "talking" ? "talking" : "wrapping"}`)}
      </h2>
      <p className="desk-number">{numberText(live?.caller ?? data?.caller ?? "") ?? t("unknownNumber")}</p>
      <CustomerName contactId={contactId} />
      {!isMessage && (mode === "ringing" || mode === "talking") ? (
        <CallActions now={now} isTalking={mode === "talking"} isAtPage={isAtPage} />
      ) : null}
      {isMessage && mode === "ringing" ? <MessageOffer contactId={contactId} /> : null}
      {isMessage ? (
        <MessagePanel contactId={contactId} timeZone={desk.timeZone} isTalking={mode === "talking"} />
      ) : null}
      <Facts data={data} now={now} aheadMs={aheadMs} live={live} />
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data?.plan == null ? null : <PlannedFor contactId={contactId} plan={data.plan} timeZone={desk.timeZone} />}
      {data?.website == null ? null : <TalksFromWebsite contactId={contactId} name={data.website} />}
      <QueueScript contactId={contactId} />
      <div className="desk-columns">
        <div className="grid content-start gap-4">
          <NoteForm contactId={contactId} dispositions={dispositionsOf(desk.dispositions, queueId)} />
          {mode === "ringing" ? null : <PlanCallback contactId={contactId} queueId={queueId} />}
        </div>
        <div className="grid content-start gap-4">
          <CustomerCard contactId={contactId} />
          <ContactTicketPanel contactId={contactId} timeZone={desk.timeZone} />
          <Notes notes={data?.notes ?? []} timeZone={desk.timeZone} />
          <Earlier data={data} timeZone={desk.timeZone} />
        </div>
      </div>
    </>
  );
}

/** Details of a planned callback: the planning agent, the time, and the note for the agent who calls back. */
function PlannedFor({
  contactId,
  plan,
  timeZone,
}: {
  readonly contactId: string;
  readonly plan: NonNullable<DesktopContact["plan"]>;
  readonly timeZone: string;
}): ReactNode {
  const t = useTranslations("web.agentDesk.callbacks");
  const locale = useLocale();
  const { agentName, widgetName } = plan;
  if (widgetName !== null) {
    const at = callMinute(plan.dueAt, timeZone, locale);
    return <FromWebsite contactId={contactId} name={widgetName} at={at} note={plan.note} />;
  }
  return (
    <Notice tone="info" title={t("this")}>
      <p>{t("thisText", { name: agentName ?? "", at: callMinute(plan.dueAt, timeZone, locale) })}</p>
      {plan.tries === 0 ? null : <p>{t("thisTries", { count: plan.tries })}</p>}
      {plan.note === "" ? null : <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{plan.note}</p>}
    </Notice>
  );
}

interface FactsProps {
  readonly data: DesktopContact | undefined;
  readonly now: DesktopState;
  readonly aheadMs: number;
  readonly live: DesktopState["caller"];
}

function Facts({ data, now, aheadMs, live }: FactsProps): ReactNode {
  const t = useTranslations("web.agentDesk");
  const nowMs = useNow() + aheadMs;
  const mode = modeOf(now);
  const joinedAt = live?.joinedAt ?? data?.joinedAt;
  const waitedMs = data?.waitedMs ?? (joinedAt === undefined ? null : nowMs - Date.parse(joinedAt));
  const called = live?.called ?? data?.called ?? "";
  const label = data?.calledLabel ?? "";
  const choices = data?.choices ?? [];
  const isMessage = live === null ? data?.isMessage === true : live.kind === "message";
  return (
    <dl className="desk-facts">
      <div>
        <dt>{t("queue")}</dt>
        <dd>{live?.queueName ?? data?.queueName ?? "–"}</dd>
      </div>
      <div>
        <dt>{t(isMessage ? "message.wroteTo" : "called")}</dt>
        <dd>{label === "" ? called : t("calledText", { called, label })}</dd>
      </div>
      <div>
        <dt>{t("waited")}</dt>
        <dd className="tabular-nums">{waitedMs === null ? "–" : lengthText(waitedMs)}</dd>
      </div>
      <div>
        <dt>{t(isMessage ? "message.answering" : "talking")}</dt>
        <dd className="tabular-nums">
          {mode === "talking" && now.standing !== null ? lengthText(nowMs - Date.parse(now.standing.since)) : "–"}
        </dd>
      </div>
      {isMessage ? null : (
        <div className="desk-wide">
          <dt>{t("choices")}</dt>
          <dd>{choices.length === 0 ? t("noChoices") : choices.join(" › ")}</dd>
        </div>
      )}
      {data?.recording == null || mode !== "talking" ? null : <RecordingFact stand={data.recording} />}
    </dl>
  );
}

function Earlier({
  data,
  timeZone,
}: {
  readonly data: DesktopContact | undefined;
  readonly timeZone: string;
}): ReactNode {
  const t = useTranslations("web.agentDesk");
  const locale = useLocale();
  return (
    <div>
      <h3>{t("earlier")}</h3>
      {data === undefined || data.earlier.length === 0 ? (
        <p className="text-small text-soft">{t(data === undefined ? "earlierLoading" : "noEarlier")}</p>
      ) : (
        <ol className="mt-1 grid gap-2">
          {data.earlier.map(({ at, queueName, isAnswered, disposition, note }) => (
            <li key={at} className="border-l-2 border-line pl-3 text-small">
              <p className="flex flex-wrap items-center gap-2">
                <span className="tabular-nums">{callTime(at, timeZone, locale)}</span>
                <Badge shape={isAnswered ? "tick" : "cross"} tone={isAnswered ? "good" : "wait"}>
                  {t(isAnswered ? "wasAnswered" : "wasNotAnswered")}
                </Badge>
              </p>
              <p className="[overflow-wrap:anywhere]">{[queueName, disposition].filter(Boolean).join(" · ")}</p>
              {note === null ? null : <p className="whitespace-pre-wrap text-soft [overflow-wrap:anywhere]">{note}</p>}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
