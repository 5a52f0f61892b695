/** The timeline of a call, each entry with its time and the offset from the start. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Glyph } from "../../parts/badges.tsx";
import { count } from "../../words/dates.ts";
import { useSentence } from "../calls/call-timeline.tsx";
import { figure, timeOfDay } from "../calls/call-words.ts";
import type { CallDetail, TracedMessage } from "../calls/calls-data.ts";
import type { MediaFact } from "./call-media.ts";
import type { TimelineLine } from "./call-timeline.ts";
import type { CallApiTimeline } from "./console-data.ts";
import { OutcomeBadge, Took } from "./console-parts.tsx";

/** The records that the entries refer to. */
export interface TimelineRecords {
  readonly story: CallApiTimeline;
  readonly events: CallDetail["events"];
  readonly messages: readonly TracedMessage[];
  readonly legs: CallDetail["legs"];
  readonly media: readonly MediaFact[];
  readonly zone: string;
}

interface TimelineThreadProps {
  readonly lines: readonly TimelineLine[];
  readonly things: TimelineRecords;
}

/** The timeline; renders nothing without entries. */
export function TimelineThread({ lines, things }: TimelineThreadProps): ReactNode {
  const t = useTranslations("web.console.story");
  const locale = useLocale();
  const [first] = lines;
  if (first === undefined) return null;
  return (
    <ol className="thread">
      {lines.map((line) => (
        <li key={`${line.kind} ${line.index}`} className={toneOf(line, things)} data-kind={line.kind}>
          <span className="thread-knot" aria-hidden="true">
            <Glyph shape={line.kind === "event" ? "disc" : "arrow"} size={8} />
          </span>
          <p className="text-small text-soft tabular-nums">
            {t("lineTime", {
              time: timeOfDay(new Date(line.atMs).toISOString(), things.zone, locale),
              after: count(line.atMs - first.atMs, locale),
              kind: t(line.kind === "order" ? "kindOrder" : `kinds.${line.kind}`),
            })}
          </p>
          <LineText line={line} things={things} />
        </li>
      ))}
    </ol>
  );
}

function toneOf({ kind, index, state }: TimelineLine, { story, messages }: TimelineRecords): string {
  if (kind === "order") return state === "refused" ? "tone-bad" : "tone-info";
  if (kind === "request") return story.requests[index]?.error == null ? "tone-info" : "tone-bad";
  if (kind === "sip") return (messages[index]?.status ?? 0) >= 400 ? "tone-wait" : "tone-quiet";
  if (kind === "event") return "tone-solid";
  if (kind === "media") return "tone-info";
  const exchange = story.exchanges[index];
  if (exchange?.error != null) return "tone-bad";
  return (exchange?.warnings ?? 0) > 0 ? "tone-wait" : "tone-good";
}

function LineText({ line, things }: { readonly line: TimelineLine; readonly things: TimelineRecords }): ReactNode {
  const t = useTranslations("web.console.story");
  const sentence = useSentence();
  const { kind, index, state } = line;
  const event = things.events[index];
  if (kind === "event" && event !== undefined) return <p className="font-semibold break-words">{sentence(event)}</p>;
  if (kind === "order") return <p className="font-semibold">{t(`orderLines.${state ?? "ordered"}`)}</p>;
  if (kind === "request") return <RequestText request={things.story.requests[index]} />;
  if (kind === "hook") return <HookText exchange={things.story.exchanges[index]} />;
  if (kind === "media") return <MediaText fact={things.media[index]} things={things} />;
  return <SipText message={things.messages[index]} />;
}

function RequestText({ request }: { readonly request: CallApiTimeline["requests"][number] | undefined }): ReactNode {
  if (request === undefined) return null;
  const { id, method, path, status, error, errorCode, durationMs } = request;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link to="/layanan/api/permintaan/$id" params={{ id }} className="[overflow-wrap:anywhere]">
        <span className="font-semibold">{method}</span> {path.replace("/2010-04-01/Accounts/:AccountSid", "…")}
      </Link>
      <OutcomeBadge status={status} error={error ?? errorCode} />
      <Took ms={durationMs} />
    </p>
  );
}

function HookText({ exchange }: { readonly exchange: CallApiTimeline["exchanges"][number] | undefined }): ReactNode {
  const t = useTranslations("web.console");
  if (exchange === undefined) return null;
  const { id, kind, url, status, error, warnings, durationMs, verbs } = exchange;
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link to="/layanan/api/hook/$id" params={{ id }} className="font-semibold">
          {t(`kinds.${kind}`)}
        </Link>
        <OutcomeBadge status={status} error={error} warnings={warnings} />
        <Took ms={durationMs} />
      </p>
      {url === "" ? null : <p className="text-small text-soft [overflow-wrap:anywhere]">{url}</p>}
      {verbs.length === 0 ? null : (
        <p className="[overflow-wrap:anywhere]">{t("story.verbs", { verbs: verbs.join(" → ") })}</p>
      )}
    </div>
  );
}

function MediaText({
  fact,
  things,
}: {
  readonly fact: MediaFact | undefined;
  readonly things: TimelineRecords;
}): ReactNode {
  const t = useTranslations("web.console.story");
  const sound = useTranslations("web.calls.sound");
  const locale = useLocale();
  if (fact === undefined) return null;
  if (fact.is === "agreed") {
    const message = things.messages[fact.message];
    const way = t(fact.isEncrypted ? "soundEncrypted" : "soundClear");
    const said = { codec: fact.codec, way, who: message === undefined ? "" : whoOf(message) };
    return <p className="[overflow-wrap:anywhere]">{t(fact.isHeld ? "soundHeld" : "soundAgreed", said)}</p>;
  }
  const leg = things.legs[fact.leg];
  if (leg === undefined) return null;
  const unknown = sound("notMeasured");
  return (
    <p className="[overflow-wrap:anywhere]">
      {t("soundMeasured", {
        side: leg.phone?.extension ?? (leg.isCaller ? sound("callerSide") : (leg.trunk ?? t("soundOther"))),
        mos: leg.mos === null ? unknown : figure(leg.mos, locale, 2),
        loss: leg.lossPercent === null ? unknown : sound("percent", { value: figure(leg.lossPercent, locale, 2) }),
        jitter: sound("ms", { value: figure(leg.jitterMs, locale, 1) }),
      })}
    </p>
  );
}

/** The sender or receiver of a message. */
function whoOf({ isReceived, phone, trunk, from, to }: TracedMessage): string {
  return phone?.extension ?? trunk ?? (isReceived ? from : to);
}

function SipText({ message }: { readonly message: TracedMessage | undefined }): ReactNode {
  const t = useTranslations("web.console.story");
  if (message === undefined) return null;
  const { label, isReceived, isRepeated, text } = message;
  const who = whoOf(message);
  return (
    <details>
      <summary className="cursor-pointer [overflow-wrap:anywhere]">
        {t(isReceived ? "sipFrom" : "sipTo", { label, who })}
        {isRepeated ? ` (${t("sipAgain")})` : ""}
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className="card mt-2 overflow-x-auto p-3 text-small" tabIndex={0}>
        {text}
      </pre>
    </details>
  );
}
