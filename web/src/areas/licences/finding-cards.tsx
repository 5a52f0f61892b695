/** Findings as cards: place, rule, expected correction, and a button that goes to the place. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { useBeginning } from "../../parts/beginning.tsx";
import { Icon } from "../../parts/icons.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { longDate } from "../../words/dates.ts";
import { fieldOfPlace, pageOfPlace } from "./item-state.ts";
import type { Finding, Licence, PreCheckFinding } from "./licence-types.ts";
import { savedForm } from "./part-save.ts";
import { useFoundWords, useRequirementName } from "./requirement-words.ts";
import { useSlotName } from "./slot-files.tsx";

/** The button that goes to the field to correct. */
function GoThere({
  licence,
  found,
}: {
  readonly licence: Licence;
  readonly found: { readonly requirement: string; readonly place: Finding["place"] | PreCheckFinding["place"] };
}): ReactNode {
  const t = useTranslations("web.licence");
  const part = pageOfPlace(licence, found);
  if (part === null) return null;
  const field = fieldOfPlace(found.place);
  return (
    <Link
      to="/izin/$id/bagian/$part"
      params={{ id: licence.id, part }}
      {...(field === null ? {} : { hash: field })}
      className="button button-small mt-3"
    >
      {t("goThere")}
      <Icon name="right" size={16} />
    </Link>
  );
}

/** The label of a place: the part or file, the row that the file belongs to, and the page if any. */
function PlaceLine({
  licence,
  found,
}: {
  readonly licence: Licence;
  readonly found: Finding | PreCheckFinding;
}): ReactNode {
  const t = useTranslations("web.licence");
  const nameOf = useRequirementName();
  const slotName = useSlotName(savedForm(licence));
  const { page, slot } = found.place;
  return (
    <p className="text-small font-semibold text-soft [overflow-wrap:anywhere]">
      {nameOf(found.requirement)}
      {slot?.includes(":") === true ? ` · ${slotName({ slot, requirement: found.requirement })}` : null}
      {page === null ? null : ` · ${t("page", { page })}`}
    </p>
  );
}

/** Officers' findings; answered and settled ones are marked. */
export function FindingCards({
  licence,
  findings,
  withWay = true,
}: {
  readonly licence: Licence;
  readonly findings: readonly Finding[];
  readonly withWay?: boolean;
}): ReactNode {
  const t = useTranslations("web.licence");
  const locale = useLocale();
  return (
    <ul className="grid gap-3">
      {findings.map((finding) => (
        <li
          key={finding.id}
          className={`card border-l-[6px] border-l-[var(--tone)] p-4 ${finding.state === "sent" ? "tone-wait" : "tone-good"}`}
        >
          <PlaceLine licence={licence} found={finding} />
          <p className="font-semibold whitespace-pre-line [overflow-wrap:anywhere]">{finding.note}</p>
          <p className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">
            <span className="text-soft">{t("remedy")}</span> {finding.remedy}
          </p>
          {finding.rule === null ? null : <RuleNote rule={finding.rule} />}
          {finding.dueDate === null || finding.state !== "sent" ? null : (
            <p className="mt-1 text-small">{t("mendUntil", { date: longDate(finding.dueDate, locale) })}</p>
          )}
          {finding.state === "sent" ? null : (
            <p className="mt-2">
              <Badge shape="tick" tone="good">
                {t(`findingState.${finding.state}`)}
              </Badge>
            </p>
          )}
          {withWay && finding.state === "sent" ? <GoThere licence={licence} found={finding} /> : null}
        </li>
      ))}
    </ul>
  );
}

const LEVEL_STYLES = {
  blocks: { shape: "cross", tone: "bad" },
  warns: { shape: "triangle", tone: "wait" },
  "not-checked": { shape: "eye", tone: "think" },
} as const;

/** Maximum number of cards before the "show more" button. */
const FOUND_STEP = 25;

/** The findings of the pre-check. */
export function PreCheckCards({
  licence,
  findings,
}: {
  readonly licence: Licence;
  readonly findings: readonly PreCheckFinding[];
}): ReactNode {
  const t = useTranslations("web.licence");
  const words = useFoundWords();
  const { shown, more } = useBeginning(findings, FOUND_STEP);
  return (
    <>
      <ul className="grid gap-3">
        {shown.map((finding) => {
          const { message, remedy } = words(finding);
          const look = LEVEL_STYLES[finding.level];
          return (
            <li
              key={`${finding.code}${finding.requirement}${JSON.stringify(finding.place)}`}
              className={`card border-l-[6px] border-l-[var(--tone)] p-4 tone-${look.tone}`}
            >
              <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
                <PlaceLine licence={licence} found={finding} />
                <Badge {...look}>{t(`level.${finding.level}`)}</Badge>
              </div>
              <p className="font-semibold [overflow-wrap:anywhere]">{message}</p>
              {remedy === null ? null : (
                <p className="mt-1">
                  <span className="text-soft">{t("remedy")}</span> {remedy}
                </p>
              )}
              {finding.rule === null ? null : <RuleNote rule={finding.rule} />}
              <GoThere licence={licence} found={finding} />
            </li>
          );
        })}
      </ul>
      {more}
    </>
  );
}
