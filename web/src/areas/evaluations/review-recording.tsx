/** The recording of an evaluated contact, and the marks on it. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, type RefObject, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { EvaluationView, Mark } from "../../../../src/service/acd/quality/evaluation.shared.ts";
import { COMMENT_MAX, MARKS_MAX } from "../../../../src/service/acd/quality/evaluation-limits.shared.ts";
import { sessionQuery } from "../../data/queries.ts";
import { TextField } from "../../parts/fields.tsx";
import { may } from "../../shell/places.ts";
import { RecordingPlayer } from "../calls/call-recording.tsx";
import { lengthText } from "../calls/call-words.ts";
import { readMarkTime } from "./mark-time.ts";

const MS_PER_SECOND = 1_000;

interface ReviewRecordingProps {
  readonly recording: EvaluationView["recording"];
  readonly marks: readonly Mark[];
  /** Undefined where marks are read-only. */
  readonly onMarks?: (marks: readonly Mark[]) => void;
}

/** The section: state of the recording, player, and marks in order of time. */
export function ReviewRecording({ recording, marks, onMarks }: ReviewRecordingProps): ReactNode {
  const t = useTranslations("web.evaluations.review");
  const { data: session } = useQuery(sessionQuery);
  const audio = useRef<HTMLAudioElement>(null);
  const [isOpen, setOpen] = useState(false);
  const mayListen = may(session, "recording.listen") && recording.id !== null && recording.state === "kept";
  const goTo = (atMs: number): void => {
    if (audio.current === null) return;
    audio.current.currentTime = atMs / MS_PER_SECOND;
    void audio.current.play();
  };
  return (
    <section className="card grid content-start gap-4 p-5" aria-labelledby="review-recording">
      <h2 id="review-recording">{t("recording")}</h2>
      {recording.state === "kept" ? null : <p>{t(`recordings.${recording.state}`)}</p>}
      {!mayListen || recording.id === null ? null : isOpen ? (
        <RecordingPlayer id={recording.id} durationMs={recording.durationMs} audioRef={audio} />
      ) : (
        <>
          <p className="text-small text-soft">{t("openHint")}</p>
          <button type="button" className="button button-main justify-self-start" onClick={() => setOpen(true)}>
            {t("open")} {lengthText(recording.durationMs ?? 0)}
          </button>
        </>
      )}
      <MarkList marks={marks} goTo={isOpen ? goTo : undefined} onMarks={onMarks} />
      {onMarks === undefined ? null : (
        <NewMark
          audio={audio}
          isFull={marks.length >= MARKS_MAX}
          onAdd={(mark) => onMarks(inOrder([...marks, mark]))}
        />
      )}
    </section>
  );
}

function inOrder(marks: readonly Mark[]): readonly Mark[] {
  return marks.toSorted((a, b) => a.atMs - b.atMs);
}

/** The marks; each jumps to its time where the player is open. */
export function MarkList({
  marks,
  goTo,
  onMarks,
}: {
  readonly marks: readonly Mark[];
  readonly goTo?: ((atMs: number) => void) | undefined;
  readonly onMarks?: ((marks: readonly Mark[]) => void) | undefined;
}): ReactNode {
  const t = useTranslations("web.evaluations.review");
  return (
    <div className="grid gap-2">
      <h3>{t("marks")}</h3>
      {marks.length === 0 ? <p className="text-soft">{t("noMarks")}</p> : null}
      <ol className="grid gap-2">
        {marks.map(({ id, atMs, remark }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            {goTo === undefined ? (
              <span className="font-semibold tabular-nums">{lengthText(atMs)}</span>
            ) : (
              <button
                type="button"
                className="button button-small tabular-nums"
                aria-label={t("goTo", { at: lengthText(atMs) })}
                onClick={() => goTo(atMs)}
              >
                {lengthText(atMs)}
              </button>
            )}
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{remark}</span>
            {onMarks === undefined ? null : (
              <button
                type="button"
                className="button button-small button-quiet"
                aria-label={t("removeMark", { at: lengthText(atMs) })}
                onClick={() => onMarks(marks.filter((mark) => mark.id !== id))}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function NewMark({
  audio,
  isFull,
  onAdd,
}: {
  readonly audio: RefObject<HTMLAudioElement | null>;
  readonly isFull: boolean;
  readonly onAdd: (mark: Mark) => void;
}): ReactNode {
  const t = useTranslations("web.evaluations.review");
  const [at, setAt] = useState("");
  const [remark, setRemark] = useState("");
  const [isWrong, setWrong] = useState(false);
  const takeTime = (): void => setAt(lengthText((audio.current?.currentTime ?? 0) * MS_PER_SECOND));
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const atMs = readMarkTime(at);
    setWrong(atMs === null);
    if (atMs === null || remark.trim() === "") return;
    onAdd({ id: crypto.randomUUID(), atMs, remark: remark.trim() });
    setAt("");
    setRemark("");
  };
  return (
    <form noValidate className="grid gap-3" onSubmit={add}>
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          name="mark-at"
          label={t("markAt")}
          {...(isWrong ? { error: t("markAtFault") } : {})}
          value={at}
          size={8}
          onChange={(event) => setAt(event.target.value)}
        />
        <button type="button" className="button button-small" onClick={takeTime}>
          {t("mark")}
        </button>
      </div>
      <TextField
        name="mark-remark"
        label={t("markRemark")}
        maxLength={COMMENT_MAX}
        value={remark}
        onChange={(event) => setRemark(event.target.value)}
      />
      <button type="submit" className="button justify-self-start" disabled={isFull || remark.trim() === ""}>
        {t("addMark")}
      </button>
    </form>
  );
}
