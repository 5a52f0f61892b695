/** The events of a call as text. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Glyph } from "../../parts/badges.tsx";
import { lengthText, timeOfDay } from "./call-words.ts";
import type { CallDetail } from "./calls-data.ts";

type CallEvent = CallDetail["events"][number];

const TONES: Readonly<Record<string, string>> = {
  "call.answered": "tone-good",
  "call.refused": "tone-bad",
  "leg.failed": "tone-wait",
  "transfer.failed": "tone-wait",
  "device.away": "tone-bad",
  "media.lost": "tone-bad",
  "hold.began": "tone-wait",
};

function useWho(): (event: CallEvent) => string {
  const t = useTranslations("web.calls.events");
  return ({ isCaller, phone, trunk }) => {
    if (isCaller) return t("whoCaller");
    if (phone !== null) return t("whoPhone", { extension: phone.extension, name: phone.name });
    return trunk === null ? t("whoUnknown") : t("whoTrunk", { name: trunk });
  };
}

/** Returns a function that formats an event; the kind selects the message and the facts are its parameters. */
export function useSentence(): (event: CallEvent) => string {
  const t = useTranslations("web.calls.events");
  const words = useTranslations("web.calls");
  const whoOf = useWho();
  return (event) => {
    const { kind, facts } = event;
    const own = `${kind.replaceAll(".", "-")}${facts["hours"] === undefined ? "" : "-by"}`;
    // Applications answer on behalf of the call centre, on the caller's leg.
    const name = (own === "call-answered" && event.isCaller ? "call-answered-system" : own) as "call-ended";
    if (!t.has(name)) return t("other", { kind });
    const outcome = `outcomes.${String(facts["outcome"])}` as "outcomes.answered";
    const by = `endedBy.${String(facts["by"])}` as "endedBy.caller";
    const mode = `modes.${String(facts["mode"])}` as "modes.open";
    return t(name, {
      ...facts,
      ...selectable(facts),
      who: whoOf(event),
      outcome: words.has(outcome) ? words(outcome) : String(facts["outcome"]),
      by: words.has(by) ? words(by) : "",
      mode: t.has(mode) ? t(mode) : "",
      how: String(facts["mode"]),
      reach: facts["status"] === undefined ? "there" : "missed",
    } as never);
  };
}

/** Replaces hyphens in codes, because ICU select keys cannot contain them. */
function selectable(facts: CallEvent["facts"]): Readonly<Record<string, string>> {
  const codes = ["end", "result", "why", "answer"].flatMap((name) => {
    const code = facts[name];
    return typeof code === "string" ? [[name, code.replaceAll("-", "")] as const] : [];
  });
  return Object.fromEntries(codes);
}

/** A link to the other call of a join. */
function OtherCall({ callId }: { readonly callId: string | number | undefined }): ReactNode {
  const t = useTranslations("web.calls.events");
  if (typeof callId !== "string") return null;
  return (
    <Link to="/layanan/panggilan/$id" params={{ id: callId }}>
      {t("otherCall")}
    </Link>
  );
}

/** The events of a call with their time and the offset from the start. */
export function CallTimeline({ detail }: { readonly detail: CallDetail }): ReactNode {
  const t = useTranslations("web.calls.detail");
  const locale = useLocale();
  const sentence = useSentence();
  return (
    <section className="card p-5" aria-labelledby="call-timeline">
      <h2 id="call-timeline">{t("timeline")}</h2>
      {detail.events.length === 0 ? <p className="mt-2 text-soft">{t("eventsGone")}</p> : null}
      <ol className="thread mt-3">
        {detail.events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an event's place in its call is its identity
          <li key={index} className={TONES[event.kind] ?? "tone-solid"}>
            <span className="thread-knot" aria-hidden="true">
              <Glyph shape="disc" size={8} />
            </span>
            <p className="font-semibold break-words">{sentence(event)}</p>
            <OtherCall callId={event.facts["callId"]} />
            <p className="text-small text-soft tabular-nums">
              {timeOfDay(event.at, detail.timeZone, locale)} · +{lengthText(event.offsetMs)}
            </p>
          </li>
        ))}
      </ol>
      {detail.contacts.map((id, index) => (
        <p key={id}>
          <Link to="/layanan/kontak/$id" params={{ id }}>
            {t("toContact", { count: detail.contacts.length, nth: index + 1 })}
          </Link>
        </p>
      ))}
    </section>
  );
}
