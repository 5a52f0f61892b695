/** Freshness of a live screen; a notice appears when the connection is lost. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Liveness } from "../data/live.ts";
import { clockTime } from "../words/dates.ts";
import { useNow } from "./countdown.tsx";
import { Notice } from "./notice.tsx";

/** The server sends a snapshot every second. A snapshot older than this is stale, even while the connection is up. */
const STALE_MS = 5_000;

/** The time of the last update, shown while the connection is up. */
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

/** Notice of a lost connection; renders nothing while the connection is up. */
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

/** Notice that no snapshot has arrived for some seconds although the connection is up; otherwise renders nothing. */
export function StaleNotice({
  lookedAtMs,
  liveness,
  children,
}: {
  /** Arrival time of the last snapshot, by the server's clock. */
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
