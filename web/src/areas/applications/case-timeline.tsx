/** Events of a case with person, role and time. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Application, CaseEvent, Role } from "../../data/types.ts";
import { Glyph } from "../../parts/badges.tsx";
import { moment } from "../../words/dates.ts";

const EVENT_TONES: { readonly [type: string]: string } = {
  decide: "tone-good",
  return: "tone-wait",
  pause: "tone-wait",
  "send-back": "tone-wait",
  withdraw: "tone-quiet",
  "auto-return": "tone-bad",
  annul: "tone-quiet",
  "open-revocation": "tone-wait",
};

const KNOWN = [
  "submit",
  "withdraw",
  "assign",
  "unassign",
  "take",
  "check-item",
  "return",
  "pause",
  "resume",
  "finish-check",
  "resubmit",
  "endorse",
  "propose",
  "send-back",
  "decide",
  "promise-recomputed",
  "auto-return",
  "open-revocation",
  "answer",
  "annul",
] as const;

type KnownEvent = (typeof KNOWN)[number];

const isKnown = (type: string): type is KnownEvent => KNOWN.some((one) => one === type);

/** One line of the timeline: an event, or several items checked in succession by one person. */
interface Line {
  readonly event: CaseEvent;
  readonly times: number;
}

const joins = (before: CaseEvent | undefined, event: CaseEvent): boolean =>
  before?.type === "check-item" && event.type === "check-item" && before.actorName === event.actorName;

/** Merges successive checks by the same person into a line with their number and the last time. */
function linesOf(events: readonly CaseEvent[]): readonly Line[] {
  const lines: Line[] = [];
  for (const event of events) {
    const last = lines.at(-1);
    if (last !== undefined && joins(last.event, event)) lines[lines.length - 1] = { event, times: last.times + 1 };
    else lines.push({ event, times: 1 });
  }
  return lines;
}

function Event({ event, times, application }: Line & { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const roles = useTranslations("roles");
  const locale = useLocale();
  const { kind, state } = application;
  const isRejection = event.type === "decide" && state === "rejected";
  const role = event.role === null || !roles.has(event.role as Role) ? event.role : roles(event.role as Role);
  return (
    <li className={isRejection ? "tone-bad" : (EVENT_TONES[event.type] ?? "tone-solid")}>
      <span className="thread-knot" aria-hidden="true">
        <Glyph shape="disc" size={8} />
      </span>
      <p className="font-semibold">
        {event.type === "check-item"
          ? t("event.check-item", { count: times })
          : event.type === "begun"
            ? t(`event.begun.${kind}`)
            : isRejection
              ? t("event.rejected")
              : isKnown(event.type)
                ? t(`event.${event.type}`)
                : event.type}
      </p>
      <p className="text-small text-soft">
        {moment(event.at, locale)}
        {event.actorName === null ? "" : ` · ${event.actorName}`}
        {role === null ? "" : ` (${role})`}
      </p>
      {event.note === null || event.note === "" ? null : <p className="mt-1 whitespace-pre-line">{event.note}</p>}
    </li>
  );
}

/** The timeline, oldest first. */
export function CaseTimeline({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline" className="mb-4">
        {t("timeline")}
      </h2>
      <ol className="thread">
        {linesOf(application.events).map((line) => (
          <Event key={`${line.event.at}${line.event.type}`} {...line} application={application} />
        ))}
      </ol>
    </section>
  );
}
