/** The state of opening hours at a time: open or closed, and the next change, in the time zone of the hours. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { OpeningHours } from "../../../../src/service/flows/ivr/contract.ts";
import type { Opening } from "../../../../src/service/flows/ivr/hours/opening.shared.ts";
import { Badge } from "../../parts/badges.tsx";
import { ZONE_NAMES } from "./hours-fields.tsx";

const BADGE_STYLES = {
  open: { shape: "disc", tone: "good" },
  closed: { shape: "ring", tone: "quiet" },
  dayOff: { shape: "half", tone: "wait" },
} as const;

/** "Jumat, 27 November 2026 08.00 WITA" in a time zone. */
function zoneMoment(atMs: number, zone: OpeningHours["zone"], locale: string): string {
  const text = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "id-ID", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  } as const).format(new Date(atMs));
  return `${text} ${ZONE_NAMES[zone]}`;
}

/** Open or closed, and the time of the next change. */
export function OpeningLine({
  opening,
  changesAtMs,
  zone,
}: {
  readonly opening: Opening;
  readonly changesAtMs: number | null;
  readonly zone: OpeningHours["zone"];
}): ReactNode {
  const t = useTranslations("web.flows.named");
  const locale = useLocale();
  const { shape, tone } = BADGE_STYLES[opening];
  const at = changesAtMs === null ? "" : zoneMoment(changesAtMs, zone, locale);
  const isOpen = opening === "open";
  return (
    <p className="flex flex-wrap items-center gap-2">
      <Badge shape={shape} tone={tone}>
        {t(`openings.${opening}`)}
      </Badge>
      <span>
        {changesAtMs === null ? t(isOpen ? "staysOpen" : "staysClosed") : t(isOpen ? "closesAt" : "opensAt", { at })}
      </span>
    </p>
  );
}
