/** The events of a contact: a timeline with the reason of each offer, and a table. */
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Glyph } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { lengthText, timeOfDay } from "../calls/call-words.ts";
import { knownState } from "./agent-state.tsx";
import { type ContactEvent, reasonOf, sentenceOf } from "./contact-events.ts";
import { OfferWhy } from "./offer-why.tsx";
import type { ContactTimeline } from "./queue-data.ts";

const TONES: Readonly<Record<string, string>> = {
  "contact.answered": "tone-good",
  "contact.refused": "tone-bad",
  "contact.missed": "tone-wait",
  "contact.moved": "tone-wait",
  "contact.presented": "tone-info",
};

/** Returns the names of queues and agents by id. */
function useNames({ queues, agents }: ContactTimeline): (id: string) => string {
  return useMemo(() => {
    const names = new Map([...queues, ...agents].map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? "–";
  }, [queues, agents]);
}

/** Returns a function that formats the sentence of an event; the sentence key is the message key. */
function useSentence(story: ContactTimeline): (event: ContactEvent) => string {
  const t = useTranslations("web.queues.story.events");
  const words = useTranslations("web.queues");
  const locale = useLocale();
  const nameOf = useNames(story);
  const list = new Intl.ListFormat(locale === "en" ? "en-GB" : "id-ID");
  const said = (params: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(params).map(([name, ids]) => [name, list.format(ids.map(nameOf))]));
  return (event) => {
    const { key, queues, agents, lengths, numbers } = sentenceOf(event);
    // Kinds and outcomes of a later version have no translation yet.
    if (!t.has(key as "returned")) return t("other", { kind: event.kind });
    const [state, title] = [event.body["state"], event.body["title"]];
    return t(
      key as "returned",
      {
        ...numbers,
        ...said(agents),
        ...Object.fromEntries(Object.entries(queues).map(([name, id]) => [name, nameOf(id)])),
        ...Object.fromEntries(Object.entries(lengths).map(([name, ms]) => [name, lengthText(ms)])),
        ...(typeof title === "string" ? { title } : {}),
        ...(typeof state === "string" ? { state: words(`agentStates.${knownState(state)}`) } : {}),
      } as never,
    );
  };
}

/** The events with the time since the start; offers include their reason. */
export function ContactEventList({ story }: { readonly story: ContactTimeline }): ReactNode {
  const t = useTranslations("web.queues.story");
  const locale = useLocale();
  const sentence = useSentence(story);
  const nameOf = useNames(story);
  const beganMs = story.events[0]?.steadyMs ?? 0;
  // State changes of agents are left out here, because the table shows them and other events imply them.
  const told = story.events.filter(({ kind }) => kind !== "agent.changed");
  return (
    <section className="card p-5" aria-labelledby="contact-timeline">
      <h2 id="contact-timeline">{t("timeline")}</h2>
      <ol className="thread mt-3">
        {told.map((event) => {
          const reason = reasonOf(event);
          return (
            <li key={event.sequence} className={TONES[event.kind] ?? "tone-solid"}>
              <span className="thread-knot" aria-hidden="true">
                <Glyph shape="disc" size={8} />
              </span>
              <p className="font-semibold [overflow-wrap:anywhere]">{sentence(event)}</p>
              <p className="text-small text-soft tabular-nums">
                {timeOfDay(event.at, story.timeZone, locale)} · +{lengthText(event.steadyMs - beganMs)}
              </p>
              {reason === null ? null : <OfferWhy reason={reason} nameOf={nameOf} />}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The same events as a table. */
export function EventsTable({ story }: { readonly story: ContactTimeline }): ReactNode {
  const t = useTranslations("web.queues.story");
  const locale = useLocale();
  const sentence = useSentence(story);
  const nameOf = useNames(story);
  const beganMs = story.events[0]?.steadyMs ?? 0;
  const columns: readonly Column<ContactEvent>[] = [
    { id: "at", header: t("at"), numeric: true, cell: ({ at }) => timeOfDay(at, story.timeZone, locale) },
    { id: "after", header: t("after"), numeric: true, cell: ({ steadyMs }) => lengthText(steadyMs - beganMs) },
    { id: "what", header: t("what"), look: "wrap", cell: (event) => sentence(event) },
    {
      id: "queue",
      header: t("queue"),
      cell: (event) => {
        const { queue } = sentenceOf(event).queues;
        return <span className="[overflow-wrap:anywhere]">{queue === undefined ? "–" : nameOf(queue)}</span>;
      },
    },
  ];
  return (
    <section className="grid gap-3" aria-labelledby="contact-events">
      <h2 id="contact-events">{t("table")}</h2>
      <DataTable caption={t("table")} columns={columns} rows={story.events} rowId={(event) => String(event.sequence)} />
    </section>
  );
}
