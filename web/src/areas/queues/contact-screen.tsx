/** The timeline of a contact, from entering the queue to the end, with each offer and its reason. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { callTime, lengthText } from "../calls/call-words.ts";
import { BeginEvaluation } from "../evaluations/begin-evaluation.tsx";
import { factsOf } from "./contact-events.ts";
import { ContactEventList, EventsTable } from "./contact-timeline.tsx";
import { type ContactTimeline, contactQuery, isContactClosed } from "./queue-data.ts";

/** The screen of `/layanan/kontak/$id`. */
export function ContactScreen(): ReactNode {
  const t = useTranslations("web.queues.story");
  const { id } = useParams({ from: "/layanan/kontak/$id" });
  const story = useQuery(contactQuery(id));
  return (
    <Page width="working" title={t("title")} lead={t("lead")} back={{ to: "/layanan/papan", text: t("back") }}>
      <Awaiting query={story} lines={8} />
      {story.data === undefined ? null : <ContactDetails story={story.data} />}
    </Page>
  );
}

function ContactDetails({ story }: { readonly story: ContactTimeline }): ReactNode {
  const t = useTranslations("web.queues.story");
  return (
    <div className="grid gap-6">
      {isContactClosed(story) ? null : (
        <Notice tone="info" title={t("goesOnTitle")}>
          {t("goesOnText")}
        </Notice>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Facts story={story} />
        <ContactEventList story={story} />
      </div>
      <EventsTable story={story} />
    </div>
  );
}

const OUTCOME_STYLES = {
  answered: { shape: "tick", tone: "good" },
  abandoned: { shape: "cross", tone: "bad" },
  left: { shape: "arrow", tone: "quiet" },
  overflowed: { shape: "triangle", tone: "wait" },
  refused: { shape: "cross", tone: "wait" },
  "callback-unreached": { shape: "ring", tone: "wait" },
  "callback-expired": { shape: "ring", tone: "wait" },
  "callback-barred": { shape: "ring", tone: "wait" },
  "system-restart": { shape: "cross", tone: "bad" },
} as const satisfies Readonly<Record<string, { readonly shape: Shape; readonly tone: Tone }>>;

function OutcomeBadge({ outcome }: { readonly outcome: string | null }): ReactNode {
  const t = useTranslations("web.queues.story.outcomes");
  if (outcome === null)
    return (
      <Badge shape="half" tone="info">
        {t("open")}
      </Badge>
    );
  if (!Object.hasOwn(OUTCOME_STYLES, outcome)) return outcome;
  const known = outcome as keyof typeof OUTCOME_STYLES;
  return <Badge {...OUTCOME_STYLES[known]}>{t(known)}</Badge>;
}

type Line = readonly [string, ReactNode];

function callLine(name: string, text: string, callId: string | null): readonly Line[] {
  if (callId === null) return [];
  const link = (
    <Link to="/layanan/panggilan/$id" params={{ id: callId }}>
      {text}
    </Link>
  );
  return [[name, link]];
}

function Facts({ story }: { readonly story: ContactTimeline }): ReactNode {
  const t = useTranslations("web.queues.story");
  const locale = useLocale();
  const facts = factsOf(story.events);
  const nameIn = (named: ContactTimeline["queues"], id: string | null) =>
    named.find((one) => one.id === id)?.name ?? "–";
  const length = (ms: number | null) => <span className="tabular-nums">{ms === null ? "–" : lengthText(ms)}</span>;
  const lines: readonly Line[] = [
    [t("outcome"), <OutcomeBadge key="outcome" outcome={facts.outcome} />],
    [t("entered"), facts.enteredAt === null ? "–" : callTime(facts.enteredAt, story.timeZone, locale)],
    [t("queue"), nameIn(story.queues, facts.queueId)],
    [t("agent"), nameIn(story.agents, facts.agentId)],
    [t("waited"), length(facts.waitedMs)],
    [t("talked"), length(facts.talkMs)],
    [t("held"), length(facts.holdMs)],
    ...callLine(t("call"), t("toCall"), facts.callId),
    ...callLine(t("callbackCall"), t("toCallback"), facts.callbackCallId),
  ];
  return (
    <section className="card p-5" aria-labelledby="contact-facts">
      <h2 id="contact-facts">{t("facts")}</h2>
      <dl className="facts mt-2">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {facts.agentId === null || !isContactClosed(story) ? null : (
        <p className="mt-4">
          <BeginEvaluation contact={{ contactId: story.contactId, agentId: facts.agentId }} />
        </p>
      )}
    </section>
  );
}
