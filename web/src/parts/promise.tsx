/** Processing time of a case: the due date, the working days used and the responsible party. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { PromiseView } from "../data/types.ts";
import { longDate, shortDate } from "../words/dates.ts";
import { promiseDays } from "../words/promise-days.ts";
import { Badge } from "./badges.tsx";
import { Notice } from "./notice.tsx";

const TONES = { running: "solid", paused: "wait", stopped: "quiet", kept: "good", late: "bad" } as const;
const SHAPES = { running: "arrow", paused: "half", stopped: "dash", kept: "tick", late: "triangle" } as const;

function Boxes({ promise }: { readonly promise: PromiseView }): ReactNode {
  return (
    <div className={`promise tone-${TONES[promise.state]}`} aria-hidden="true">
      {promiseDays(promise).map((day, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place
          key={index}
          className={`promise-day ${day.late ? "tone-bad" : ""}`}
          data-used={day.used}
          data-hatched={day.hatched}
        />
      ))}
    </div>
  );
}

/** The full processing time, for the screen of a case. */
export function PromisePanel({
  promise,
  reader,
}: {
  readonly promise: PromiseView;
  readonly reader: "applicant" | "officer";
}): ReactNode {
  const t = useTranslations("web.promise");
  const locale = useLocale();
  return (
    <section className="card grid gap-3 p-5" aria-label={t("title")}>
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-lead">{t("title")}</h2>
        <Badge shape={SHAPES[promise.state]} tone={TONES[promise.state]}>
          {t(`state.${promise.state}`)}
        </Badge>
      </div>
      {promise.dueDate === null ? null : (
        <p className="text-title font-semibold">{longDate(promise.dueDate, locale)}</p>
      )}
      <Boxes promise={promise} />
      <p className="text-soft">{t("used", { used: promise.usedDays, total: promise.workingDays })}</p>
      {promise.state === "running" || promise.state === "paused" || promise.state === "late" ? (
        <p className="font-semibold">
          {t(promise.holder === "ministry" ? "ballMinistry" : reader === "applicant" ? "ballApplicant" : "ballOther")}
        </p>
      ) : null}
      {promise.provisional ? <Notice tone="wait">{t("provisional")}</Notice> : null}
    </section>
  );
}

/** The processing time in a table cell. */
export function PromiseCell({ promise }: { readonly promise: PromiseView | null }): ReactNode {
  const t = useTranslations("web.promise");
  const locale = useLocale();
  if (promise === null) return <span className="text-faint">–</span>;
  return (
    <span className="grid min-w-[132px] gap-1">
      <span className="flex justify-between gap-3 whitespace-nowrap">
        <span className={promise.state === "late" ? "font-semibold text-bad" : ""}>
          {promise.dueDate === null ? "–" : shortDate(promise.dueDate, locale)}
        </span>
        <span className="text-faint">
          {promise.state === "running"
            ? t("short", { used: promise.usedDays, total: promise.workingDays })
            : t(`state.${promise.state}`)}
        </span>
      </span>
      <Boxes promise={promise} />
    </span>
  );
}
