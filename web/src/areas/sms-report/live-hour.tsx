/** SMS of the last hour by minute, updated live. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Awaiting } from "../../parts/notice.tsx";
import { type LiveMinute, liveQuery } from "./report-data.ts";

const WIDTH = 960;
const HEIGHT = 120;
const TOP = 8;

type Name = "accepted" | "delivered";

function shapeOf(minutes: readonly LiveMinute[], name: Name, most: number): string {
  const step = WIDTH / Math.max(1, minutes.length);
  const tops = minutes.map((row, nth) => {
    const y = (HEIGHT - (row[name] / most) * (HEIGHT - TOP)).toFixed(1);
    return `L${(nth * step).toFixed(2)} ${y}L${((nth + 1) * step).toFixed(2)} ${y}`;
  });
  return `M0 ${HEIGHT}${tops.join("")}L${WIDTH} ${HEIGHT}Z`;
}

/** The chart, with its totals as text. */
export function LiveHour(): ReactNode {
  const t = useTranslations("web.smsReport");
  const found = useQuery(liveQuery);
  const minutes = found.data?.minutes ?? [];
  const sum = (name: Name | "failed") => minutes.reduce((all, row) => all + row[name], 0);
  const most = Math.max(1, ...minutes.map(({ accepted, delivered }) => Math.max(accepted, delivered)));
  return (
    <section className="grid gap-2" aria-labelledby="live-hour">
      <h2 id="live-hour">{t("live")}</h2>
      <Awaiting query={found} lines={3} />
      {found.data === undefined ? null : (
        <>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" className="h-32 w-full">
            <path
              d={shapeOf(minutes, "accepted", most)}
              className="fill-accent-soft stroke-accent"
              vectorEffect="non-scaling-stroke"
            />
            <path d={shapeOf(minutes, "delivered", most)} className="fill-accent" />
            <line
              x1={0}
              x2={WIDTH}
              y1={HEIGHT}
              y2={HEIGHT}
              className="stroke-strong"
              vectorEffect="non-scaling-stroke"
            />
          </svg>
          <p>{t("liveText", { accepted: sum("accepted"), delivered: sum("delivered"), failed: sum("failed") })}</p>
          <p className="flex flex-wrap gap-x-5 gap-y-1 text-small text-soft">
            <span className="inline-flex items-center gap-2">
              <span aria-hidden="true" className="size-3 border border-accent bg-accent-soft" />
              {t("liveAccepted")}
            </span>
            <span className="inline-flex items-center gap-2">
              <span aria-hidden="true" className="size-3 bg-accent" />
              {t("liveDelivered")}
            </span>
            <span>{t("liveTop", { count: most })}</span>
          </p>
        </>
      )}
    </section>
  );
}
