/** One call for developers: all events on one timeline, and the media quality. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { Awaiting, Empty, FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { CallSound } from "../calls/call-sound.tsx";
import { callTime } from "../calls/call-words.ts";
import { callQuery, traceQuery } from "../calls/calls-data.ts";
import { WayBack } from "../evaluations/way-back.tsx";
import { CopyButton } from "../people/copy-button.tsx";
import { codecsIn, mediaOf } from "./call-media.ts";
import { TIMELINE_KINDS, type TimelineKind, timelineLines } from "./call-timeline.ts";
import { type CallApiTimeline, callApiTimelineQuery } from "./console-data.ts";
import { Facts } from "./console-parts.tsx";
import { type TimelineRecords, TimelineThread } from "./timeline-thread.tsx";

/** The screen of `/layanan/api/panggilan/ID`. */
export function CallTimelineScreen(): ReactNode {
  const t = useTranslations("web.console.story");
  const all = useTranslations("web.console");
  const { id } = useParams({ from: "/layanan/api/panggilan/$id" });
  const found = useQuery(callApiTimelineQuery(id));
  const isCall = found.data?.isCall === true;
  const call = useQuery({ ...callQuery(id), enabled: isCall });
  const trace = useQuery({ ...traceQuery(id), enabled: isCall });
  const { data } = found;
  return (
    <Page
      width="working"
      title={t("title")}
      {...(data === undefined
        ? {}
        : {
            lead: (
              <span className="flex flex-wrap items-center gap-2">
                <code className="break-all">{data.sid}</code>
                <CopyButton text={data.sid} label={t("copySid")} />
              </span>
            ),
          })}
      above={
        <WayBack>
          <Link to="/layanan/api/hook">{all("hooks.title")}</Link>
        </WayBack>
      }
    >
      <Awaiting query={found} lines={8} />
      {data === undefined ? null : (
        <div className="grid gap-8">
          <CallStatus story={data} codecs={codecsIn(trace.data?.items ?? [])} />
          {[call, trace].map(({ error }, index) =>
            error === null ? null : <FailureNotice key={String(index)} error={problemOf(error)} />,
          )}
          <Line
            things={{
              story: data,
              events: call.data?.events ?? [],
              messages: trace.data?.items ?? [],
              legs: call.data?.legs ?? [],
              zone: data.timeZone,
            }}
          />
          {call.data === undefined || call.data.legs.length === 0 ? null : (
            <CallSound legs={call.data.legs} rules={call.data.soundRules} />
          )}
        </div>
      )}
    </Page>
  );
}

function CallStatus({
  story,
  codecs,
}: {
  readonly story: CallApiTimeline;
  readonly codecs: readonly string[];
}): ReactNode {
  const t = useTranslations("web.console.story");
  const locale = useLocale();
  const { id, order, isCall, timeZone } = story;
  const ordered =
    order === null
      ? []
      : ([
          [t("order"), t(`states.${order.state}`)],
          ...(order.refusal === null ? [] : [[t("why"), refusalText(t, order.refusal)] as const]),
          [t("orderedAt"), callTime(order.createdAt, timeZone, locale)],
          [t("from"), order.from],
          [t("to"), order.to],
          [t("instructions"), order.voiceUrl ?? t("document")],
        ] as const);
  return (
    <div className="grid gap-4">
      <Facts
        facts={[
          ...(order === null ? [[t("order"), t("nobodys")] as const] : ordered),
          ...(codecs.length === 0 ? [] : [[t("codec"), codecs.join(", ")] as const]),
        ]}
      />
      {isCall ? (
        <p>
          <Link to="/layanan/panggilan/$id" params={{ id }}>
            {t("toCall")}
          </Link>
        </p>
      ) : (
        <p className="max-w-[70ch] text-soft">{t("noCall")}</p>
      )}
    </div>
  );
}

const REFUSALS = new Set(["switch-died", "switch-busy"]);

function refusalText(t: ReturnType<typeof useTranslations<"web.console.story">>, refusal: string): string {
  return REFUSALS.has(refusal) ? t(`refusals.${refusal as "switch-died"}`) : refusal;
}

type Seen = Omit<TimelineRecords, "media">;

/** The media facts of a call; measurements are available after the call has ended. */
function mediaIn({ messages, legs, events }: Seen): TimelineRecords["media"] {
  return mediaOf({ messages, legs, endedAt: events.find(({ kind }) => kind === "call.ended")?.at });
}

function Line({ things: seen }: { readonly things: Seen }): ReactNode {
  const t = useTranslations("web.console.story");
  const [leftOut, setLeftOut] = useState<ReadonlySet<TimelineKind>>(new Set());
  const things: TimelineRecords = { ...seen, media: mediaIn(seen) };
  const { story, events, messages, media } = things;
  const { requests, exchanges, order } = story;
  const parts = { order, requests, exchanges, events, messages, media };
  const lines = timelineLines(parts, leftOut);
  const counts = {
    request: requests.length,
    hook: exchanges.length,
    event: events.length,
    sip: messages.length,
    media: media.length,
  };
  const turn = (kind: TimelineKind): void =>
    setLeftOut((before) => new Set(before.has(kind) ? [...before].filter((one) => one !== kind) : [...before, kind]));
  return (
    <section className="grid gap-3" aria-labelledby="line">
      <h2 id="line">{t("line")}</h2>
      <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
        <legend className="sr-only">{t("shown")}</legend>
        {TIMELINE_KINDS.map((kind) => (
          <label key={kind} className="inline-flex items-center gap-2">
            <input type="checkbox" checked={!leftOut.has(kind)} onChange={() => turn(kind)} />
            {t("kindCount", { kind: t(`kinds.${kind}`), count: counts[kind] })}
          </label>
        ))}
      </fieldset>
      {lines.length === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      <TimelineThread lines={lines} things={things} />
    </section>
  );
}
