/** The recordings of a call, including conferences: players, retention and access log. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, type RefObject, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf } from "../../data/client.ts";
import { sessionQuery } from "../../data/queries.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Notice } from "../../parts/notice.tsx";
import { may } from "../../shell/places.ts";
import { longDate } from "../../words/dates.ts";
import { RecordingBadge } from "./call-badges.tsx";
import { useSentence } from "./call-timeline.tsx";
import { callTime, lengthText } from "./call-words.ts";
import type { CallDetail } from "./calls-data.ts";

type Recording = NonNullable<CallDetail["recording"]>;
type ConferenceRecording = CallDetail["conferenceRecordings"][number];

interface RecordingProps {
  readonly events: CallDetail["events"];
  readonly recording: CallDetail["recording"];
  /** Recordings of conferences that contain this call. */
  readonly conferences: readonly ConferenceRecording[];
  readonly timeZone: string;
  /** Called when playback or download starts, because the access is logged. */
  readonly onOpened: () => void;
}

/** The section of a call about its recordings. */
export function CallRecording({ events, recording, conferences, timeZone, onOpened }: RecordingProps): ReactNode {
  const t = useTranslations("web.calls.player");
  const locale = useLocale();
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="call-recording">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="call-recording">{t(recording?.isMessage === true ? "voicemail" : "title")}</h2>
        {recording === null ? null : <RecordingBadge state={recording.state} />}
      </div>
      {recording === null && conferences.length === 0 ? <p className="text-soft">{t("none")}</p> : null}
      <Consents events={events} />
      {recording === null ? null : <StoredRecording recording={recording} timeZone={timeZone} onOpened={onOpened} />}
      {conferences.map((one) => (
        <section key={one.id} className="grid min-w-0 gap-4" aria-labelledby={`conference-${one.id}`}>
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h3 id={`conference-${one.id}`}>{t("conference", { at: callTime(one.beganAt, timeZone, locale) })}</h3>
            <RecordingBadge state={one.state} />
          </div>
          <StoredRecording isConference recording={one} timeZone={timeZone} onOpened={onOpened} />
        </section>
      ))}
    </section>
  );
}

interface StoredRecordingProps extends Pick<RecordingProps, "timeZone" | "onOpened"> {
  readonly recording: Recording;
  readonly isConference?: boolean;
}

function StoredRecording({ recording, isConference = false, timeZone, onOpened }: StoredRecordingProps): ReactNode {
  const t = useTranslations("web.calls.player");
  const locale = useLocale();
  return (
    <>
      <Sound recording={recording} isConference={isConference} onOpened={onOpened} />
      {recording.state === "deleted" ? null : (
        <p className="text-small text-soft">{t("keepUntil", { date: longDate(recording.keepUntil, locale) })}</p>
      )}
      <Accesses recording={recording} timeZone={timeZone} />
    </>
  );
}

/** The recording announcement or consent question, the caller's response, and the prompt that was played. */
function Consents({ events }: Pick<RecordingProps, "events">): ReactNode {
  const t = useTranslations("web.calls.player");
  const sentence = useSentence();
  const told = events.filter(({ kind }) => kind === "recording.consent");
  if (told.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {told.map((event) => (
        <li key={event.offsetMs}>
          {t("consent", { what: sentence(event) })}
          {event.facts["prompt"] === undefined ? null : (
            <span className="block text-small text-soft [overflow-wrap:anywhere]">
              {t("consentPrompt", { prompt: String(event.facts["prompt"]) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const WHY_SILENT = { recording: "goesOn", lost: "lost", deleted: "deleted" } as const;

function Sound({
  recording,
  isConference,
  onOpened,
}: Omit<StoredRecordingProps, "timeZone"> & { readonly isConference: boolean }): ReactNode {
  const t = useTranslations("web.calls.player");
  const { data: session } = useQuery(sessionQuery);
  const [isOpen, setOpen] = useState(false);
  const audio = useRef<HTMLAudioElement>(null);
  if (recording.state !== "kept") {
    return (
      <Notice tone={recording.state === "lost" ? "bad" : "info"} title={t(WHY_SILENT[recording.state])}>
        {recording.lostReason === null ? null : t(`lostReasons.${recording.lostReason}`)}
      </Notice>
    );
  }
  if (!may(session, "recording.listen")) return <p className="text-soft">{t("noPermission")}</p>;
  return (
    <div className="grid gap-3">
      {isOpen ? (
        <RecordingPlayer
          id={recording.id}
          isConference={isConference}
          durationMs={recording.durationMs}
          audioRef={audio}
          onOpened={onOpened}
        />
      ) : (
        <>
          <p className="text-small text-soft">{t("openHint")}</p>
          <div>
            <button type="button" className="button button-main" onClick={() => setOpen(true)}>
              {t("open")} {lengthText(recording.durationMs ?? 0)}
            </button>
          </div>
        </>
      )}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <a
          className="button button-small"
          href={addressOf("/api/service/recordings/{id}/download", { path: { id: recording.id } })}
          download
          onClick={() => setTimeout(onOpened, DOWNLOAD_NOTED_MS)}
        >
          {t("download")}
        </a>
        <span className="text-small text-soft">{t("downloadHint")}</span>
      </p>
    </div>
  );
}

const DOWNLOAD_NOTED_MS = 1_500;
const JUMP_S = 10;
const SPEEDS = ["0.75", "1", "1.25", "1.5", "2"] as const;

interface PlayerProps {
  readonly id: string;
  readonly durationMs: number | null;
  /** Whether this is one channel of a conference. */
  readonly isConference?: boolean;
  /** The audio element, for components that jump to a time. */
  readonly audioRef: RefObject<HTMLAudioElement | null>;
  /** Called when playback starts, because the access is logged. */
  readonly onOpened?: () => void;
}

/** The browser's audio player, which works with keyboards and screen readers, with skip and speed buttons. */
export function RecordingPlayer({ id, durationMs, isConference = false, audioRef, onOpened }: PlayerProps): ReactNode {
  const t = useTranslations("web.calls.player");
  const locale = useLocale();
  const [speed, setSpeed] = useState("1");
  const [hasFailed, setFailed] = useState(false);
  const jump = (seconds: number): void => {
    const element = audioRef.current;
    if (element === null) return;
    const end = Number.isFinite(element.duration) ? element.duration : 0;
    element.currentTime = Math.min(end, Math.max(0, element.currentTime + seconds));
  };
  return (
    <div className="grid gap-3">
      {/* biome-ignore lint/a11y/useMediaCaption: a call has no captions; nothing here turns speech into text */}
      <audio
        ref={audioRef}
        controls
        autoPlay
        preload="metadata"
        className="w-full"
        aria-label={t("label", { length: lengthText(durationMs ?? 0) })}
        src={addressOf("/api/service/recordings/{id}/audio", { path: { id } })}
        onLoadedMetadata={onOpened}
        onError={() => setFailed(true)}
      />
      {hasFailed ? <Notice tone="bad" urgent title={t("failed")} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <button type="button" className="button button-small" onClick={() => jump(-JUMP_S)}>
          <Icon name="left" size={16} />
          {t("back")}
        </button>
        <button type="button" className="button button-small" onClick={() => jump(JUMP_S)}>
          {t("ahead")}
          <Icon name="right" size={16} />
        </button>
        <label className="inline-flex items-center gap-2 text-small">
          <span className="text-soft">{t("speed")}</span>
          <select
            className="input input-small w-auto"
            value={speed}
            onChange={(event) => {
              setSpeed(event.target.value);
              if (audioRef.current !== null) audioRef.current.playbackRate = Number(event.target.value);
            }}
          >
            {SPEEDS.map((value) => (
              <option key={value} value={value}>
                {t("times", {
                  value: new Intl.NumberFormat(locale === "en" ? "en-GB" : "id-ID").format(Number(value)),
                })}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className="text-small text-soft">{t(isConference ? "oneChannel" : "sides")}</p>
    </div>
  );
}

type Access = Recording["accesses"][number];

function Accesses({ recording, timeZone }: { readonly recording: Recording; readonly timeZone: string }): ReactNode {
  const t = useTranslations("web.calls.player");
  const locale = useLocale();
  const columns: readonly Column<Access>[] = [
    { id: "when", header: t("accessWhen"), look: "figures", cell: (row) => callTime(row.at, timeZone, locale) },
    { id: "who", header: t("accessWho"), look: "words", cell: (row) => row.name },
    { id: "what", header: t("accessWhat"), cell: (row) => t(row.what) },
  ];
  return (
    <div className="grid min-w-0 gap-2">
      <h3>{t("accesses")}</h3>
      {recording.accesses.length === 0 ? (
        <p className="text-soft">{t("nobody")}</p>
      ) : (
        <DataTable caption={t("accesses")} columns={columns} rows={recording.accesses} rowId={(row) => row.id} />
      )}
      <p className="text-small text-soft">{t("accessNote")}</p>
    </div>
  );
}
