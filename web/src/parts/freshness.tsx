/** How fresh a live screen is; loud when the connection is gone. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Liveness } from "../data/live.ts";
import { clockTime } from "../words/dates.ts";
import { useNow } from "./countdown.tsx";
import { Notice } from "./notice.tsx";

/** A board is looked at each second and says so; after this long what is shown is old, whatever the connection says. */
const STALE_MS = 5_000;

/** One quiet line while all is well. */
export function Freshness({ liveness }: { readonly liveness: Liveness }): ReactNode {
  const t = useTranslations("web.parts");
  const locale = useLocale();
  if (liveness.state === "lost") return null;
  return (
    <span className="inline-flex items-center gap-2 text-small text-soft">
      <span
        className={`inline-block size-2 rounded-full ${liveness.state === "live" ? "bg-good" : "bg-strong"}`}
        aria-hidden="true"
      />
      {liveness.freshAtMs === null ? t("connecting") : t("fresh", { time: clockTime(liveness.freshAtMs, locale) })}
    </span>
  );
}

/** The notice of a lost connection; nothing otherwise. */
export function LostConnection({ liveness }: { readonly liveness: Liveness }): ReactNode {
  const t = useTranslations("web.parts");
  const locale = useLocale();
  if (liveness.state !== "lost") return null;
  return (
    <div className="mb-4">
      <Notice tone="bad" urgent title={t("lostTitle")}>
        {liveness.freshAtMs === null ? t("lostNever") : t("lostText", { time: clockTime(liveness.freshAtMs, locale) })}
      </Notice>
    </div>
  );
}

/** Says loudly that a board has heard of no look for some seconds although its connection stands; nothing otherwise. */
export function StaleNotice({
  lookedAtMs,
  liveness,
  children,
}: {
  /** When the last look arrived, by the server's clock. */
  readonly lookedAtMs: number;
  readonly liveness: Liveness;
  readonly children: ReactNode;
}): ReactNode {
  const t = useTranslations("web.parts");
  const locale = useLocale();
  const nowMs = useNow();
  if (liveness.state === "lost" || nowMs - lookedAtMs < STALE_MS) return null;
  return (
    <div className="mb-4">
      <Notice tone="bad" urgent title={t("lostText", { time: clockTime(lookedAtMs, locale) })}>
        {children}
      </Notice>
    </div>
  );
}
