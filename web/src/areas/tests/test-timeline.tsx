/** Events of a test, oldest first, each with person, role and time. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Role } from "../../data/types.ts";
import { Glyph } from "../../parts/badges.tsx";
import { moment } from "../../words/dates.ts";
import type { Test } from "./test-types.ts";

const TONES: Readonly<Record<string, string>> = {
  "propose-date": "tone-wait",
  move: "tone-wait",
  "refuse-self-test": "tone-wait",
  "record-no-show": "tone-bad",
  "refuse-report": "tone-bad",
  lapsed: "tone-bad",
  "not-held": "tone-bad",
  "sign-sklo": "tone-good",
  withdraw: "tone-quiet",
};

/** The timeline. */
export function TestTimeline({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.test");
  const roles = useTranslations("roles");
  const locale = useLocale();
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline" className="mb-4">
        {t("timeline")}
      </h2>
      <ol className="thread">
        {test.events.map(({ sequence, type, at, actor, role, note }) => (
          <li key={sequence} className={TONES[type] ?? "tone-solid"}>
            <span className="thread-knot" aria-hidden="true">
              <Glyph shape="disc" size={8} />
            </span>
            <p className="font-semibold">
              {t.has(`event.${type as "requested"}`) ? t(`event.${type as "requested"}`) : type}
            </p>
            <p className="text-small text-soft">
              {moment(at, locale)}
              {actor === null ? "" : ` · ${actor}`}
              {role === null ? "" : ` (${roles.has(role as Role) ? roles(role as Role) : role})`}
            </p>
            {note === null || note === "" ? null : <p className="mt-1 break-words whitespace-pre-line">{note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
