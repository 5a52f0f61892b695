/** Events of a licence application, oldest first, each with person, role and time. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Role } from "../../data/types.ts";
import { Glyph } from "../../parts/badges.tsx";
import { moment } from "../../words/dates.ts";
import type { Licence, LicenceEvent } from "./licence-types.ts";

/** Saves and verdicts are frequent; successive ones by the same person are shown as one line. */
const IN_NUMBERS: ReadonlySet<string> = new Set(["part-saved", "document-attached", "document-removed", "accept-item"]);

interface Line {
  readonly event: LicenceEvent;
  readonly times: number;
}

/** Events as lines: repetitions by the same person are merged, with the time of the last. */
function linesOf(events: readonly LicenceEvent[]): readonly Line[] {
  const lines: Line[] = [];
  for (const event of events) {
    const last = lines.at(-1);
    const repeats =
      last !== undefined &&
      IN_NUMBERS.has(event.type) &&
      last.event.type === event.type &&
      last.event.actor === event.actor;
    if (repeats) lines[lines.length - 1] = { event, times: last.times + 1 };
    else lines.push({ event, times: 1 });
  }
  return lines;
}

const TONES: Readonly<Record<string, string>> = {
  return: "tone-wait",
  pause: "tone-wait",
  lapse: "tone-bad",
  reject: "tone-bad",
  verify: "tone-good",
  withdraw: "tone-quiet",
  "objection-granted": "tone-good",
  "objection-refused": "tone-bad",
  "objection-withdrawn": "tone-quiet",
};

function Event({ event, times }: Line): ReactNode {
  const t = useTranslations("web.licence.event");
  const roles = useTranslations("roles");
  const locale = useLocale();
  const { type, at, actor, note } = event;
  const { objection } = event.detail;
  const role = event.role === null || !roles.has(event.role as Role) ? event.role : roles(event.role as Role);
  return (
    <li className={TONES[type] ?? "tone-solid"}>
      <span className="thread-knot" aria-hidden="true">
        <Glyph shape="disc" size={8} />
      </span>
      <p className="font-semibold">
        {t.has(type as "submit")
          ? t(type as "accept-item", {
              count: times,
              round: Number(event.detail["round"] ?? 0),
              number: typeof objection === "string" ? objection : "",
            })
          : type}
      </p>
      <p className="text-small text-soft">
        {moment(at, locale)}
        {actor === null ? "" : ` · ${actor}`}
        {role === null ? "" : ` (${role})`}
      </p>
      {note === null || note === "" ? null : <p className="mt-1 break-words whitespace-pre-line">{note}</p>}
    </li>
  );
}

/** The timeline. */
export function LicenceTimeline({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline" className="mb-4">
        {t("timeline")}
      </h2>
      <ol className="thread">
        {linesOf(licence.events).map((line) => (
          <Event key={line.event.sequence} {...line} />
        ))}
      </ol>
    </section>
  );
}
