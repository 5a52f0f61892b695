/** Live calls: all calls in progress with their states, and the channels of each trunk. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { LiveCallView, LiveLine } from "../../../../src/service/telephony/call-history/live-board.shared.ts";
import { sessionQuery } from "../../data/queries.ts";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { useNow } from "../../parts/countdown.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Freshness, LostConnection, StaleNotice } from "../../parts/freshness.tsx";
import { Empty, Loading } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { may } from "../../shell/places.ts";
import { CallNumber, PhoneName } from "./call-badges.tsx";
import { lengthText } from "./call-words.ts";
import { EndCall } from "./end-call.tsx";
import { SuperviseDialog, SupervisionBadge } from "./supervise-dialog.tsx";
import { maySupervise, useLiveCalls } from "./supervision-data.ts";

const STATE_STYLES: Readonly<Record<LiveCallView["state"], { readonly shape: Shape; readonly tone: Tone }>> = {
  arriving: { shape: "arrow", tone: "info" },
  ringing: { shape: "ring", tone: "wait" },
  guided: { shape: "arrow", tone: "think" },
  waiting: { shape: "ring", tone: "info" },
  talking: { shape: "disc", tone: "good" },
  held: { shape: "half", tone: "think" },
  silent: { shape: "cross", tone: "bad" },
};

function Clock({ sinceMs }: { readonly sinceMs: number }): ReactNode {
  return <span className="tabular-nums">{lengthText(useNow() - sinceMs)}</span>;
}

/** The user's permitted actions on a call; null where not permitted. */
interface LiveCallActions {
  readonly onEnd: ((call: LiveCallView) => void) | null;
  readonly onSupervise: ((call: LiveCallView) => void) | null;
}

/** A column with the permitted actions: monitor a call, or end it. */
function actColumn(
  t: ReturnType<typeof useTranslations<"web.calls.live">>,
  { onEnd, onSupervise }: LiveCallActions,
): Column<LiveCallView> {
  return {
    id: "act",
    header: t("actions"),
    cell: (call) => (
      <span className="flex flex-wrap gap-2">
        {onSupervise === null || !maySupervise(call) ? null : (
          <button
            type="button"
            className="button button-small"
            aria-label={t("superviseLabel", { caller: call.caller })}
            onClick={() => onSupervise(call)}
          >
            {t("supervise")}
          </button>
        )}
        {onEnd === null ? null : (
          <button
            type="button"
            className="button button-small"
            aria-label={t("endLabel", { caller: call.caller })}
            onClick={() => onEnd(call)}
          >
            {t("end")}
          </button>
        )}
      </span>
    ),
  };
}

function useColumns(acts: LiveCallActions): readonly Column<LiveCallView>[] {
  const t = useTranslations("web.calls");
  const live = useTranslations("web.calls.live");
  return [
    {
      id: "caller",
      header: t("columns.caller"),
      cell: (call) => (
        <Link to="/layanan/panggilan/$id" params={{ id: call.id }} className="font-semibold">
          <CallNumber number={call.caller} />
        </Link>
      ),
    },
    {
      id: "state",
      header: t("live.state"),
      cell: (call) => (
        <span className="grid justify-items-start gap-1">
          <Badge {...STATE_STYLES[call.state]}>{t(`live.states.${call.state}`)}</Badge>
          <SupervisionBadge supervision={call.supervision} />
        </span>
      ),
    },
    { id: "inState", header: t("live.inState"), numeric: true, cell: (call) => <Clock sinceMs={call.sinceMs} /> },
    { id: "length", header: t("live.length"), numeric: true, cell: (call) => <Clock sinceMs={call.beganAtMs} /> },
    {
      id: "code",
      header: t("columns.code"),
      cell: (call) => (call.code === null ? <CallNumber number={call.called} /> : call.code),
    },
    {
      id: "phone",
      header: t("columns.phone"),
      cell: (call) =>
        call.phones.length === 0 ? (
          "–"
        ) : (
          <span className="grid gap-0.5">
            {call.phones.map((phone) => (
              <PhoneName key={phone.extension} phone={phone} />
            ))}
          </span>
        ),
    },
    {
      id: "trunk",
      header: t("columns.trunk"),
      look: "words",
      cell: (call) => (call.trunks.length === 0 ? "–" : call.trunks.join(", ")),
    },
    { id: "direction", header: t("columns.direction"), cell: (call) => t(`directions.${call.direction}`) },
    ...(acts.onEnd === null && acts.onSupervise === null ? [] : [actColumn(live, acts)]),
  ];
}

/** The live screen. */
export function LiveCallsScreen(): ReactNode {
  const t = useTranslations("web.calls.live");
  const calls = useTranslations("web.calls");
  const { board, liveness } = useLiveCalls();
  const { data: session } = useQuery(sessionQuery);
  const [ending, setEnding] = useState<LiveCallView | null>(null);
  const [supervised, setSupervised] = useState<LiveCallView | null>(null);
  const columns = useColumns({
    onEnd: may(session, "queue.manage") ? setEnding : null,
    onSupervise: may(session, "call.supervise") ? setSupervised : null,
  });
  const rows = board === null ? [] : [...board.calls.values()];
  return (
    <Page width="working" title={t("title")} lead={t("lead")} actions={<Freshness liveness={liveness} />}>
      <LostConnection liveness={liveness} />
      {board === null && liveness.state !== "lost" ? <Loading lines={6} /> : null}
      {board === null ? null : (
        <StaleNotice lookedAtMs={board.lookedAtMs} liveness={liveness}>
          {t("stale")}
        </StaleNotice>
      )}
      {board === null ? null : (
        <div className="grid gap-6">
          <Figures calls={rows} total={board.total} />
          {board.total === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
          {rows.length === 0 ? null : (
            <DataTable caption={t("title")} columns={columns} rows={rows} rowId={(call) => call.id} />
          )}
          {board.total > rows.length ? (
            <p className="text-soft">{t("more", { count: board.total - rows.length })}</p>
          ) : null}
          <Lines lines={board.lines} />
          <p>
            <Link to="/layanan/panggilan">{calls("detail.back")}</Link>
          </p>
        </div>
      )}
      {supervised === null ? null : (
        <SuperviseDialog
          callId={supervised.id}
          caller={supervised.caller}
          call={board?.calls.get(supervised.id)}
          onClose={() => setSupervised(null)}
        />
      )}
      {ending === null ? null : <EndCall callId={ending.id} caller={ending.caller} onClose={() => setEnding(null)} />}
    </Page>
  );
}

function Figures({ calls, total }: { readonly calls: readonly LiveCallView[]; readonly total: number }): ReactNode {
  const t = useTranslations("web.calls.live");
  const countOf = (...states: readonly LiveCallView["state"][]): number =>
    calls.filter(({ state }) => states.includes(state)).length;
  const figures = [
    { name: t("waiting"), value: countOf("arriving", "ringing") },
    { name: t("queued"), value: countOf("waiting") },
    { name: t("guided"), value: countOf("guided") },
    { name: t("talking"), value: countOf("talking", "silent") },
    { name: t("held"), value: countOf("held") },
  ];
  return (
    <div className="flex flex-wrap items-end gap-x-8 gap-y-3">
      <p className="text-lead font-semibold" role="status">
        {t("count", { count: total })}
      </p>
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt className="text-small text-soft">{name}</dt>
            <dd className="text-title font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly LiveLine[] }): ReactNode {
  const t = useTranslations("web.calls.live");
  return (
    <section className="grid gap-3" aria-labelledby="live-lines">
      <h2 id="live-lines">{t("lines")}</h2>
      {lines.length === 0 ? <p className="text-soft">{t("noLines")}</p> : null}
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {lines.map((line) => (
          <li key={line.id} className="card grid gap-2 p-4">
            <p className="flex items-baseline justify-between gap-3">
              <span className="line-clamp-2 min-w-0 font-semibold break-words" title={line.name}>
                {line.name}
              </span>
              <span className="whitespace-nowrap tabular-nums">
                {line.isOn ? t("used", { used: line.used, max: line.max }) : t("lineOff")}
              </span>
            </p>
            <meter
              className="meter"
              aria-label={t("usedLabel", { name: line.name })}
              min={0}
              max={line.max}
              high={line.max * 0.9}
              value={line.used}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
