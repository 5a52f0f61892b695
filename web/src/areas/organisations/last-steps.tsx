/** The last pages of the registration: check of the answers, and confirmation. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { type Problem, problemOf, read } from "../../data/problem.ts";
import { myOrganisationsQuery, sessionQuery } from "../../data/queries.ts";
import type { RegistrationBody } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary } from "../../parts/fields.tsx";
import { Notice } from "../../parts/notice.tsx";
import { longDate } from "../../words/dates.ts";
import {
  bodyOf,
  dropRegistration,
  grouped,
  missingStep,
  normalizedNpwp,
  type RegistrationDraft,
  type StepName,
  stepOfField,
} from "./registration.ts";
import type { StepProps } from "./step.ts";

async function send(wish: { readonly mendId: string | undefined; readonly body: RegistrationBody }): Promise<unknown> {
  if (wish.mendId === undefined) return read(api.POST("/api/organisations", { body: wish.body }));
  return read(api.PUT("/api/organisations/{id}", { params: { path: { id: wish.mendId } }, body: wish.body }));
}

function AnswerRow({
  name,
  value,
  step,
  mendId,
}: {
  readonly name: string;
  readonly value: string;
  readonly step: StepName;
  readonly mendId: string | undefined;
}): ReactNode {
  const parts = useTranslations("web.parts");
  return (
    <div>
      <dt>{name}</dt>
      <dd className="break-words">{value === "" ? "–" : value}</dd>
      <dd>
        <Link to="/perusahaan/baru" search={{ step, ...(mendId === undefined ? {} : { mend: mendId }) }}>
          {parts("change")}
          <span className="sr-only"> {name}</span>
        </Link>
      </dd>
    </div>
  );
}

/** The answers as lines, each with the page where it was entered. */
function useAnswers(draft: RegistrationDraft): readonly (readonly [name: string, value: string, step: StepName])[] {
  const t = useTranslations("web.organisation");
  const kinds = useTranslations("companyKinds");
  const locale = useLocale();
  const { facts, basis, person } = draft;
  const date = (day: string): string => (day === "" ? "" : longDate(day, locale));
  const typedFacts: readonly (readonly [string, string, StepName])[] = (
    [
      [draft.kind === "government" ? t("bodyName") : t("companyName"), facts.name],
      [
        draft.kind === "government" ? t("bodyKind") : t("companyKind"),
        kinds.has(facts.companyKind as "pt") ? kinds(facts.companyKind as "pt") : facts.companyKind,
      ],
      [t("address"), [facts.address, facts.city, facts.province].filter(Boolean).join(", ")],
    ] as const
  ).map(([name, value]) => [name, value, draft.kind === "government" ? "body" : "stated"] as const);
  const basisText =
    basis.kind === ""
      ? ""
      : `${t(`basisKind.${basis.kind as "law"}`)} ${basis.number} (${basis.year}): ${basis.subject}`;
  const identity: readonly (readonly [string, string, StepName])[] =
    draft.kind === "government"
      ? [...typedFacts, [t("basis"), basisText, "basis"], [t("basisFile"), draft.basisFile?.name ?? "", "basis"]]
      : draft.source === "stated"
        ? [[t("nib"), draft.nib, "nib"], ...typedFacts, [t("nibFile"), draft.nibFile?.name ?? "", "stated"]]
        : [
            [t("companyName"), draft.lookup?.name ?? "", "nib"],
            [t("nib"), draft.nib, "nib"],
          ];
  const needsAssignment = draft.kind === "government" || person.standing === "assigned";
  return [
    ...identity,
    [t("npwp"), grouped(normalizedNpwp(draft.npwp) ?? draft.npwp), "tax"],
    [draft.kind === "government" ? t("bodyPhone") : t("phone"), draft.phone, "person"],
    [t("personName"), person.name, "person"],
    [t("personPosition"), person.position, "person"],
    [t("personEmail"), person.email, "person"],
    [t("personPhone"), person.phone, "person"],
    ...(draft.kind === "government"
      ? []
      : ([
          [t("standingTitle"), t(`standing.${person.standing}`), "person"],
          [t("deed"), draft.deed?.name ?? "", "deed"],
        ] as const)),
    ...(needsAssignment ? ([[t("assignment"), draft.assignment?.name ?? "", "assignment"]] as const) : []),
    ...(draft.acting === "consultant"
      ? ([
          [t("letter"), draft.letter?.name ?? "", "letter"],
          [t("validity"), [date(draft.validFrom), date(draft.validTo)].join(" – "), "letter"],
        ] as const)
      : []),
  ];
}

/** Server errors, each with a link to its page. */
function Faults({
  problem,
  draft,
  mendId,
}: {
  readonly problem: Problem;
  readonly draft: RegistrationDraft;
  readonly mendId: string | undefined;
}): ReactNode {
  const parts = useTranslations("web.parts");
  const t = useTranslations("web.organisation");
  if (problem.fields.length === 0) return null;
  const isTaken = problem.code === "nib-already-registered";
  return (
    <>
      <ul className="list-disc pl-5">
        {problem.fields.map((fault) => (
          <li key={fault.path}>
            {fault.message}{" "}
            <Link
              to="/perusahaan/baru"
              search={{ step: stepOfField(fault.path, draft), ...(mendId === undefined ? {} : { mend: mendId }) }}
            >
              {parts("change")}
            </Link>
          </li>
        ))}
      </ul>
      {isTaken ? (
        <p className="flex flex-wrap gap-3">
          <Link to="/surat-kuasa/baru" search={{ nib: draft.nib }} className="button">
            {t("toLetter")}
          </Link>
          <Link to="/sengketa/baru" search={{ nib: draft.nib }} className="button">
            {t("toDispute")}
          </Link>
        </p>
      ) : null}
    </>
  );
}

/** All answers with edit links, and the submit button. */
export function CheckStep({
  draft,
  isMending,
  mendId,
  onDone,
  onBack,
}: StepProps & { readonly mendId: string | undefined }): ReactNode {
  const t = useTranslations("web.organisation");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const submit = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      dropRegistration(mendId);
      await Promise.all([
        cache.invalidateQueries({ queryKey: ["organisations"] }),
        cache.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ]);
      onDone();
    },
  });
  const body = bodyOf(draft, isMending);
  const missing = missingStep(draft, isMending);
  const problem = submit.error === null ? null : problemOf(submit.error);
  const answers = useAnswers(draft);
  return (
    <div className="grid gap-6">
      <ErrorSummary lines={[]} problem={problem} />
      {problem === null ? null : <Faults problem={problem} draft={draft} mendId={mendId} />}
      <dl className="facts card px-5 py-1">
        {answers.map(([name, value, step]) => (
          <AnswerRow key={name} name={name} value={value} step={step} mendId={mendId} />
        ))}
      </dl>
      {missing === null ? null : (
        <Notice tone="wait" title={t("incomplete")}>
          <Link
            to="/perusahaan/baru"
            search={{ step: missing, ...(mendId === undefined ? {} : { mend: mendId }) }}
            className="button mt-2"
          >
            {t("toMissing", { step: t(`stepTitle.${missing}`) })}
          </Link>
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <BusyButton
          type="button"
          className="button button-main"
          isBusy={submit.isPending}
          disabled={body === null}
          onClick={() => (body === null ? undefined : submit.mutate({ mendId, body }))}
        >
          {submit.isPending ? parts("working") : mendId === undefined ? t("send") : t("sendAgain")}
        </BusyButton>
        <button type="button" className="button" onClick={onBack}>
          {parts("back")}
        </button>
      </div>
    </div>
  );
}

/** The submitted registration, the date of the answer, and the next steps. */
export function DoneStep(): ReactNode {
  const t = useTranslations("web.organisation");
  const locale = useLocale();
  const { data } = useQuery(myOrganisationsQuery);
  const newest = data?.items.findLast((one) => one.state === "submitted");
  const dueDate = newest?.promise?.dueDate ?? null;
  return (
    <div className="grid gap-5">
      <div className="card tone-good grid gap-2 border-l-[6px] border-l-[var(--tone)] p-6">
        <p className="text-lead font-semibold">{newest?.name ?? t("doneTitle")}</p>
        {dueDate === null ? null : (
          <p>
            {t("donePromise")} <strong>{longDate(dueDate, locale)}</strong>
          </p>
        )}
      </div>
      <h2>{t("nextTitle")}</h2>
      <ul className="grid list-disc gap-1 pl-5">
        <li>{t(newest?.kind === "government" ? "nextVerifierBody" : "nextVerifier")}</li>
        <li>{t("nextMail")}</li>
        <li>{t("nextUntil")}</li>
        <li>{t("nextNumber")}</li>
      </ul>
      <div className="flex flex-wrap gap-3">
        <Link to="/beranda" className="button button-main">
          {t("toOverview")}
        </Link>
        <Link to="/nomor" className="button">
          {t("toNumbers")}
        </Link>
      </div>
    </div>
  );
}
