/** How fresh a live screen is; loud when the connection is gone. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Liveness } from "../data/live.ts";
import { clockTime } from "../words/dates.ts";
import { Notice } from "./notice.tsx";

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
