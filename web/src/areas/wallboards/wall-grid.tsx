/** A wallboard as its screens show it: the grid, the age of the data, and its position in the event log. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useNow } from "../../parts/countdown.tsx";
import { Icon } from "../../parts/icons.tsx";
import type { WallSnapshot } from "./wall-stream.ts";
import { WallTile } from "./wall-tile.tsx";

/** The server sends an update every second; older data is marked as stale. */
const STALE_MS = 3_000;
const TICK_MS = 500;

interface WallGridProps {
  readonly heard: WallSnapshot;
  /** Controls for a person at the screen; hidden until the pointer moves or a control takes the focus. */
  readonly action: ReactNode;
}

/** The board; renders nothing before the first update. */
export function WallGrid({ heard, action }: WallGridProps): ReactNode {
  const nowMs = useNow(TICK_MS);
  const { view, aheadMs } = heard;
  if (view === null) return null;
  // Durations stop when updates stop, because a growing wait would look current.
  const knownMs = Math.min(nowMs, (heard.heardAtMs ?? nowMs) + STALE_MS) + aheadMs;
  return (
    <div className="wall">
      <h1 className="sr-only">{view.name}</h1>
      <ul className="wall-grid">
        {view.tiles.map((tile) => (
          <WallTile key={tile.id} tile={tile} nowMs={knownMs} zone={view.timeZone} />
        ))}
      </ul>
      <WallFoot heard={heard} action={action} nowMs={nowMs} />
    </div>
  );
}

/** The age of the data, highlighted when stale. */
function WallFoot({ heard, action, nowMs }: WallGridProps & { readonly nowMs: number }): ReactNode {
  const t = useTranslations("web.wallboards");
  const { view, heardAtMs } = heard;
  if (view === null || heardAtMs === null) return null;
  const ageMs = Math.max(0, nowMs - heardAtMs);
  const isStale = ageMs >= STALE_MS;
  return (
    <footer className={`wall-foot wall-word ${isStale ? "tone-bad" : ""}`} data-stale={isStale ? "" : undefined}>
      <span className="wall-foot-name">{view.name}</span>
      <span className="wall-age">
        <span role="status" className={isStale ? "wall-stale" : "sr-only"}>
          {isStale ? (
            <>
              <Icon name="warning" size={30} /> <span>{t("staleWord")}</span>
            </>
          ) : null}
        </span>{" "}
        {isStale ? t("age", { seconds: Math.floor(ageMs / 1_000) }) : t("fresh")}
      </span>
      {action}
      <span>{t("sequence", { number: view.sequence })}</span>
    </footer>
  );
}
