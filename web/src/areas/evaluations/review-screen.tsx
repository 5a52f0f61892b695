/** One evaluation: the contact, its recording with marks, and the form; editable as a draft, read-only once sent. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Answers, EvaluationView, Mark } from "../../../../src/service/acd/quality/evaluation.shared.ts";
import { REMARK_MAX } from "../../../../src/service/acd/quality/evaluation-limits.shared.ts";
import { scoreOf } from "../../../../src/service/acd/quality/score.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { callTime, lengthText } from "../calls/call-words.ts";
import { EvaluationState, WholeScore } from "./evaluation-badges.tsx";
import { EVALUATIONS_KEY, evaluationQuery } from "./evaluation-data.ts";
import { Questions } from "./questions.tsx";
import { ReviewRecording } from "./review-recording.tsx";
import { TitledText } from "./titled-text.tsx";
import { WayBack } from "./way-back.tsx";

/** The screen of `/layanan/penilaian/$id`. */
export function ReviewScreen(): ReactNode {
  const t = useTranslations("web.evaluations");
  const { id } = useParams({ from: "/layanan/penilaian/$id" });
  const found = useQuery(evaluationQuery(id));
  const back = (
    <WayBack>
      <Link to="/layanan/penilaian">{t("back")}</Link>
    </WayBack>
  );
  const title = found.data === undefined ? t("title") : t("review.title", { agent: found.data.agentName });
  return (
    <Page width="working" title={title} above={back}>
      <Awaiting query={found} lines={8} />
      {found.data === undefined ? null : found.data.state === "draft" ? (
        <DraftReview key={id} kept={found.data} />
      ) : (
        <SentReview evaluation={found.data} />
      )}
    </Page>
  );
}

function Facts({ evaluation }: { readonly evaluation: EvaluationView }): ReactNode {
  const t = useTranslations("web.evaluations");
  const locale = useLocale();
  const { answeredAt, timeZone, queueName, talkMs, callId, contactId, state, madeByName } = evaluation;
  const lines: readonly (readonly [string, ReactNode])[] = [
    [t("state"), <EvaluationState key="state" state={state} />],
    [t("answeredAt"), callTime(answeredAt, timeZone, locale)],
    [t("queue"), queueName ?? "–"],
    [t("talk"), lengthText(talkMs)],
    [t("madeBy"), madeByName],
    [
      t("contact"),
      <Link key="contact" to="/layanan/kontak/$id" params={{ id: contactId }}>
        {t("toContact")}
      </Link>,
    ],
    ...(callId === null
      ? []
      : [
          [
            t("call"),
            <Link key="call" to="/layanan/panggilan/$id" params={{ id: callId }}>
              {t("toCall")}
            </Link>,
          ] as const,
        ]),
  ];
  return (
    <section className="card p-5" aria-labelledby="review-facts">
      <h2 id="review-facts">{t("review.facts")}</h2>
      <dl className="facts mt-2">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="[overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface Written {
  readonly answers: Answers;
  readonly marks: readonly Mark[];
  readonly remark: string;
}

/** Saves a draft with the version that this page saved last, and sends it. */
function useDraft(kept: EvaluationView) {
  const cache = useQueryClient();
  const [version, setVersion] = useState(kept.version);
  const [saved, setSaved] = useState<Written>(kept);
  const params = { path: { id: kept.id } };
  const keep = async (written: Written): Promise<number> => {
    const { answers, marks, remark } = written;
    const body = { answers, marks: [...marks], remark, expectedVersion: version };
    await read(api.PUT("/api/service/evaluations/{id}", { params, body }));
    setVersion(version + 1);
    setSaved(written);
    return version + 1;
  };
  const keeping = useMutation({ mutationFn: keep });
  const sending = useMutation({
    mutationFn: async (written: Written): Promise<unknown> => {
      const expectedVersion = written === saved ? version : await keep(written);
      return read(api.POST("/api/service/evaluations/{id}/sending", { params, body: { expectedVersion } }));
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: EVALUATIONS_KEY }),
  });
  return { saved, keeping, sending };
}

function DraftReview({ kept }: { readonly kept: EvaluationView }): ReactNode {
  const t = useTranslations("web.evaluations.review");
  const [written, setWritten] = useState<Written>(kept);
  const { saved, keeping, sending } = useDraft(kept);
  const [isDropping, setDropping] = useState(false);
  const set = (part: Partial<Written>): void => setWritten((before) => ({ ...before, ...part }));
  const error = sending.error ?? keeping.error;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className="grid gap-6">
        <Facts evaluation={kept} />
        <ReviewRecording recording={kept.recording} marks={written.marks} onMarks={(marks) => set({ marks })} />
      </div>
      <section className="card grid gap-6 p-5" aria-labelledby="review-answers">
        <h2 id="review-answers">{t("answers", { name: kept.formName, version: kept.formVersion })}</h2>
        <Questions
          sections={kept.sections}
          answers={written.answers}
          onAnswer={(questionId, answer) =>
            setWritten((before) => ({ ...before, answers: { ...before.answers, [questionId]: answer } }))
          }
        />
        <TextArea
          name="review-remark"
          label={t("remark")}
          maxLength={REMARK_MAX}
          value={written.remark}
          onChange={(event) => set({ remark: event.target.value })}
        />
        <ScoreSummary sections={kept.sections} answers={written.answers} />
        {error === null ? null : <FailureNotice error={error} />}
        <ReviewActions
          keeping={keeping}
          sending={sending}
          isSaved={written === saved}
          isWhole={scoreOf(kept.sections, written.answers).missing.length === 0}
          onKeep={() => keeping.mutate(written)}
          onSend={() => sending.mutate(written)}
          onDrop={() => setDropping(true)}
        />
        {isDropping ? <DropDialog id={kept.id} onClose={() => setDropping(false)} /> : null}
      </section>
    </div>
  );
}

/** The score of the current answers. */
function ScoreSummary({ sections, answers }: Pick<EvaluationView, "sections" | "answers">): ReactNode {
  const t = useTranslations("web.evaluations.review");
  const { score, isFatal, missing } = scoreOf(sections, answers);
  return (
    <p role="status" className="flex flex-wrap items-center gap-3">
      <span className="text-soft">{t("scoreNow")}</span>
      <strong className="text-lead">
        <WholeScore score={score} isFatal={isFatal} />
      </strong>
      <span className="text-soft">{t("missing", { count: missing.length })}</span>
    </p>
  );
}

interface ReviewActionsProps {
  readonly keeping: { readonly isPending: boolean };
  readonly sending: { readonly isPending: boolean };
  readonly isSaved: boolean;
  readonly isWhole: boolean;
  readonly onKeep: () => void;
  readonly onSend: () => void;
  readonly onDrop: () => void;
}

function ReviewActions({ keeping, sending, isSaved, isWhole, onKeep, onSend, onDrop }: ReviewActionsProps): ReactNode {
  const t = useTranslations("web.evaluations.review");
  const parts = useTranslations("web.parts");
  const isBusy = keeping.isPending || sending.isPending;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        <BusyButton type="button" className="button" isBusy={isBusy} disabled={isSaved} onClick={onKeep}>
          {keeping.isPending ? parts("working") : t(isSaved ? "saved" : "save")}
        </BusyButton>
        <BusyButton type="button" className="button button-main" isBusy={isBusy} disabled={!isWhole} onClick={onSend}>
          {sending.isPending ? parts("working") : t("send")}
        </BusyButton>
        <button type="button" className="button button-quiet" onClick={onDrop}>
          {t("drop")}
        </button>
      </div>
      <p className="text-small text-soft">{t("sendHint")}</p>
    </div>
  );
}

function DropDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.evaluations.review");
  const navigate = useNavigateAfterSave();
  return (
    <EndDialog
      title={t("dropTitle")}
      text={t("dropText")}
      yes={t("drop")}
      end={async () => {
        await read(api.DELETE("/api/service/evaluations/{id}", { params: { path: { id } } }));
        await navigate({ to: "/layanan/penilaian" });
      }}
      onClose={onClose}
    />
  );
}

function SentReview({ evaluation }: { readonly evaluation: EvaluationView }): ReactNode {
  const t = useTranslations("web.evaluations.review");
  const { recording, marks, sections, answers, remark, score, isFatal, formName, formVersion } = evaluation;
  const { acknowledgedAt, reply } = evaluation;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className="grid gap-6">
        <Facts evaluation={evaluation} />
        <ReviewRecording recording={recording} marks={marks} />
      </div>
      <section className="card grid gap-6 p-5" aria-labelledby="review-answers">
        <div className="flex flex-wrap items-baseline justify-between gap-3">
          <h2 id="review-answers">{t("answers", { name: formName, version: formVersion })}</h2>
          <strong className="text-lead">
            <WholeScore score={score} isFatal={isFatal} />
          </strong>
        </div>
        <Questions sections={sections} answers={answers} />
        {remark === "" ? null : <TitledText title={t("remark")}>{remark}</TitledText>}
        <TitledText title={t("reply")}>{acknowledgedAt === null ? t("notYet") : (reply ?? t("noReply"))}</TitledText>
      </section>
    </div>
  );
}
