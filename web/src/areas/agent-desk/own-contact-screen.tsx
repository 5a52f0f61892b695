/** A finished contact of the agent: its details, the agent's notes and its timeline. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { AgentDesktop, DesktopContact } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { callTime, lengthText } from "../calls/call-words.ts";
import { factsOf } from "../queues/contact-events.ts";
import { ContactEventList } from "../queues/contact-timeline.tsx";
import { ContactTicketPanel } from "../tickets/contact-tickets.tsx";
import { agentDesktopQuery, desktopContactQuery } from "./agent-desktop-data.ts";
import { dispositionsOf } from "./agent-desktop-view.ts";
import { PlanCallback } from "./callbacks/plan-callback.tsx";
import { MessagePanel } from "./message-panel.tsx";
import { NoteForm, Notes } from "./note-form.tsx";

/** The screen of `/layanan/meja/kontak/$id`. */
export function OwnContactScreen(): ReactNode {
  const t = useTranslations("web.agentDesk");
  const { id } = useParams({ from: "/layanan/meja/kontak/$id" });
  const contact = useQuery(desktopContactQuery(id));
  const desk = useQuery(agentDesktopQuery);
  return (
    <Page width="working" title={t("contactTitle")} back={{ to: "/layanan/meja", text: t("back") }}>
      <Awaiting query={contact} lines={6} />
      {contact.data === undefined || desk.data === undefined ? null : <Body contact={contact.data} desk={desk.data} />}
    </Page>
  );
}

function Body({ contact, desk }: { readonly contact: DesktopContact; readonly desk: AgentDesktop }): ReactNode {
  const t = useTranslations("web.agentDesk");
  const locale = useLocale();
  const { caller, called, calledLabel, queueId, queueName, joinedAt, waitedMs, choices, notes, story } = contact;
  const { talkMs } = factsOf(story.events);
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <div className="grid gap-6">
        <section className="card p-5" aria-label={t("facts")}>
          <p className="desk-number">{caller === "" ? t("unknownNumber") : caller}</p>
          {contact.isWhole || caller === "" ? null : <p className="text-small text-soft">{t("masked")}</p>}
          <dl className="desk-facts">
            <Fact name={t("at")} value={callTime(joinedAt, story.timeZone, locale)} />
            <Fact name={t("queue")} value={queueName ?? "–"} />
            <Fact
              name={t("called")}
              value={calledLabel === "" ? called || "–" : t("calledText", { called, label: calledLabel })}
            />
            <Fact name={t("waited")} value={waitedMs === null ? "–" : lengthText(waitedMs)} />
            <Fact name={t("talk")} value={talkMs === null ? "–" : lengthText(talkMs)} />
            <Fact name={t("choices")} value={choices.length === 0 ? t("noChoices") : choices.join(" › ")} />
          </dl>
        </section>
        {contact.isMessage ? (
          <div className="card p-5">
            <MessagePanel contactId={contact.contactId} timeZone={story.timeZone} isTalking={false} />
          </div>
        ) : null}
        <div className="card p-5">
          <ContactTicketPanel contactId={contact.contactId} timeZone={story.timeZone} />
        </div>
        <section className="card grid gap-4 p-5" aria-labelledby="contact-notes">
          <h2 id="contact-notes">{t("notes")}</h2>
          <Notes notes={notes} timeZone={story.timeZone} />
          <NoteForm contactId={contact.contactId} dispositions={dispositionsOf(desk.dispositions, queueId)} />
          <PlanCallback contactId={contact.contactId} queueId={queueId} />
        </section>
      </div>
      <ContactEventList story={story} />
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
