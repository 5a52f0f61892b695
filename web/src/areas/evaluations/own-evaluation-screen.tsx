/** An evaluation for its agent, with the agent's response. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { OwnEvaluationView } from "../../../../src/service/acd/quality/evaluation.shared.ts";
import { REMARK_MAX } from "../../../../src/service/acd/quality/evaluation-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Awaiting, FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { callTime, lengthText } from "../calls/call-words.ts";
import { WholeScore } from "./evaluation-badges.tsx";
import { ownEvaluationQuery, ownEvaluationsQuery } from "./evaluation-data.ts";
import { Questions } from "./questions.tsx";
import { MarkList } from "./review-recording.tsx";
import { TitledText } from "./titled-text.tsx";
import { WayBack } from "./way-back.tsx";

/** The screen of `/layanan/meja/penilaian/$id`. */
export function OwnEvaluationScreen(): ReactNode {
  const t = useTranslations("web.evaluations.own");
  const { id } = useParams({ from: "/layanan/meja/penilaian/$id" });
  const found = useQuery(ownEvaluationQuery(id));
  return (
    <Page
      title={t("one")}
      above={
        <WayBack>
          <Link to="/layanan/meja">{t("back")}</Link>
        </WayBack>
      }
    >
      <Awaiting query={found} lines={8} />
      {found.data === undefined ? null : <Body evaluation={found.data} />}
    </Page>
  );
}

function Body({ evaluation }: { readonly evaluation: OwnEvaluationView }): ReactNode {
  const t = useTranslations("web.evaluations");
  const locale = useLocale();
  const { answeredAt, timeZone, talkMs, queueName, madeByName, score, isFatal, marks, recording } = evaluation;
  const { sections, answers, remark, formName, formVersion } = evaluation;
  return (
    <div className="grid gap-6">
      <section className="card p-5" aria-label={t("review.facts")}>
        <dl className="facts">
          <Fact name={t("score")} value={<WholeScore score={score} isFatal={isFatal} />} />
          <Fact name={t("answeredAt")} value={callTime(answeredAt, timeZone, locale)} />
          <Fact name={t("queue")} value={queueName ?? "–"} />
          <Fact name={t("talk")} value={lengthText(talkMs)} />
          <Fact name={t("madeBy")} value={madeByName} />
          <Fact name={t("review.recording")} value={t(`review.recordings.${recording.state}`)} />
        </dl>
      </section>
      {marks.length === 0 ? null : <MarkList marks={marks} />}
      <section className="card grid gap-6 p-5" aria-labelledby="own-answers">
        <h2 id="own-answers">{t("review.answers", { name: formName, version: formVersion })}</h2>
        <Questions sections={sections} answers={answers} />
        {remark === "" ? null : <TitledText title={t("review.remark")}>{remark}</TitledText>}
      </section>
      <Reply evaluation={evaluation} />
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{value}</dd>
    </div>
  );
}

function Reply({ evaluation: { id, acknowledgedAt, reply } }: { readonly evaluation: OwnEvaluationView }): ReactNode {
  const t = useTranslations("web.evaluations.own");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [text, setText] = useState("");
  const answering = useMutation({
    mutationFn: (said: string) =>
      read(
        api.POST("/api/service/desk/evaluations/{id}/acknowledgement", {
          params: { path: { id } },
          body: { reply: said },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ownEvaluationsQuery.queryKey }),
  });
  if (acknowledgedAt !== null)
    return (
      <Notice tone="good" title={t("done")}>
        {reply === null ? null : <p className="whitespace-pre-wrap">{reply}</p>}
      </Notice>
    );
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    answering.mutate(text);
  };
  return (
    <form noValidate className="grid gap-3" onSubmit={onSubmit}>
      <TextArea
        name="own-reply"
        label={t("reply")}
        hint={t("replyHint")}
        rows={3}
        maxLength={REMARK_MAX}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {answering.error === null ? null : <FailureNotice error={answering.error} />}
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={answering.isPending}>
        {answering.isPending ? parts("working") : t(text.trim() === "" ? "acknowledge" : "answer")}
      </BusyButton>
    </form>
  );
}
