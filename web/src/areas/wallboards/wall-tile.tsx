/** One tile of a wallboard: label, figure and level, in type sizes for five metres. */
import type { CSSProperties, ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { WallTile as Told } from "../../../../src/service/acd/wallboards/contract.ts";
import type { TileLevel } from "../../../../src/service/acd/wallboards/tile.shared.ts";
import { Glyph } from "../../parts/badges.tsx";
import { lengthText } from "../calls/call-words.ts";
import { LEVEL_STYLES, levelOf, rowsFor, shownRows } from "./wall-words.ts";

interface TileProps {
  readonly tile: Told;
  readonly nowMs: number;
  readonly zone: string;
}

type Is<Name extends Told["figure"]["is"]> = Extract<Told["figure"], { readonly is: Name }>;

/** A tile at its grid position. */
export function WallTile({ tile, nowMs, zone }: TileProps): ReactNode {
  const t = useTranslations("web.wallboards");
  const level = levelOf(tile, nowMs);
  const { column, row, width, height, kind, queueName } = tile;
  const place = { "--column": `${column} / span ${width}`, "--row": `${row} / span ${height}` } as CSSProperties;
  const tone = level === null ? "" : `tone-${LEVEL_STYLES[level].tone}`;
  return (
    <li className={`wall-tile ${tone}`} data-tile={kind} data-level={level ?? undefined} style={place}>
      {kind === "message" || kind === "clock" ? (
        <h2 className="sr-only">{t(`kinds.${kind}`)}</h2>
      ) : (
        <h2 className="wall-word wall-name">{t(`kinds.${kind}`)}</h2>
      )}
      {queueName === null ? null : <p className="wall-word wall-queue">{queueName}</p>}
      <TileFigure tile={tile} nowMs={nowMs} zone={zone} />
      {level === null ? null : <LevelLine level={level} />}
    </li>
  );
}

function LevelLine({ level }: { readonly level: TileLevel }): ReactNode {
  const t = useTranslations("web.wallboards.levels");
  return (
    <p className="wall-word wall-level">
      <Glyph shape={LEVEL_STYLES[level].shape} size={30} />
      {t(level)}
    </p>
  );
}

function TileFigure({ tile, nowMs, zone }: TileProps): ReactNode {
  const { figure } = tile;
  const rows = rowsFor(tile);
  const t = useTranslations("web.wallboards");
  if (figure.is === "count") return <Large>{String(figure.value)}</Large>;
  if (figure.is === "share") return <Large>{figure.percent === null ? "–" : `${figure.percent}%`}</Large>;
  if (figure.is === "since") return <Large>{figure.sinceMs === null ? "–" : lengthText(nowMs - figure.sinceMs)}</Large>;
  if (figure.is === "agents") return <Agents figure={figure} />;
  if (figure.is === "queues") return <Queues figure={figure} rows={rows} nowMs={nowMs} />;
  if (figure.is === "agent-list") return <AgentList figure={figure} rows={rows} nowMs={nowMs} />;
  if (figure.is === "clock") return <Clock nowMs={nowMs} zone={zone} />;
  if (figure.is === "gone") return <p className="wall-word wall-none">{t("gone")}</p>;
  return <Message text={figure.text} />;
}

/** As large as the space permits, but not below the minimum size. */
function Large({ children }: { readonly children: string }): ReactNode {
  return (
    <div className="wall-room">
      <p className="wall-figure" style={{ "--letters": Math.max(2, children.length) } as CSSProperties}>
        {children}
      </p>
    </div>
  );
}

function Agents({ figure }: { readonly figure: Is<"agents"> }): ReactNode {
  const t = useTranslations("web.wallboards.agentStates");
  return (
    <dl className="wall-agents">
      {(["ready", "talking", "paused", "others"] as const).map((state) => (
        <div key={state}>
          <dt className="wall-word">{t(state)}</dt>
          <dd className="wall-figure">{figure[state]}</dd>
        </div>
      ))}
    </dl>
  );
}

function Queues({
  figure,
  rows,
  nowMs,
}: {
  readonly figure: Is<"queues">;
  readonly rows: number;
  readonly nowMs: number;
}): ReactNode {
  const t = useTranslations("web.wallboards");
  const { shown, left } = shownRows(figure.items, { more: figure.more, rows });
  if (figure.items.length === 0) return <p className="wall-word wall-none">{t("noQueues")}</p>;
  return (
    <table className="wall-table">
      <thead>
        <tr className="wall-word">
          <th scope="col">{t("table.queue")}</th>
          <th scope="col">{t("table.waiting")}</th>
          <th scope="col">{t("table.longest")}</th>
          <th scope="col">{t("table.ready")}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ name, isOpen, waiting, sinceMs, ready }) => (
          <tr key={name} className="wall-word">
            <th scope="row">{isOpen ? name : t("closedQueue", { name })}</th>
            <td>{waiting}</td>
            <td>{sinceMs === null ? "–" : lengthText(nowMs - sinceMs)}</td>
            <td>{ready}</td>
          </tr>
        ))}
        {left === 0 ? null : (
          <tr className="wall-word">
            <th scope="row" colSpan={4}>
              {t("more", { count: left })}
            </th>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function AgentList({
  figure,
  rows,
  nowMs,
}: {
  readonly figure: Is<"agent-list">;
  readonly rows: number;
  readonly nowMs: number;
}): ReactNode {
  const t = useTranslations("web.wallboards");
  const { shown, left } = shownRows(figure.items, { more: figure.more, rows });
  if (figure.items.length === 0) return <p className="wall-word wall-none">{t("noAgents")}</p>;
  return (
    <ul className="wall-list">
      {shown.map(({ name, state, sinceMs }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an agent who is not named has nothing else
        <li key={index} className="wall-word">
          <span>{name ?? t("agent", { number: index + 1 })}</span>
          <span>{t(`agentStates.${state}`)}</span>
          <span>{lengthText(nowMs - sinceMs)}</span>
        </li>
      ))}
      {left === 0 ? null : <li className="wall-word">{t("more", { count: left })}</li>}
    </ul>
  );
}

function Clock({ nowMs, zone }: { readonly nowMs: number; readonly zone: string }): ReactNode {
  const locale = useLocale();
  const tag = locale === "id" ? "id-ID" : "en-GB";
  const time = new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(nowMs);
  const day = new Intl.DateTimeFormat(tag, { weekday: "short", day: "numeric", month: "short", timeZone: zone });
  return (
    <>
      <Large>{time}</Large>
      <p className="wall-word wall-level">{day.format(nowMs)}</p>
    </>
  );
}

function Message({ text }: { readonly text: string }): ReactNode {
  const t = useTranslations("web.wallboards");
  return <p className="wall-message">{text === "" ? t("noMessage") : text}</p>;
}
