/** One registration: what OSS says beside the deed; accept, or return with a reason per field. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { verificationQuery } from "../../data/queries.ts";
import type { Organisation, ReturnReason } from "../../data/types.ts";
import { OrganisationBadge } from "../../parts/case-badges.tsx";
import { Document } from "../../parts/document.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PromisePanel } from "../../parts/promise.tsx";
import { NotFoundScreen } from "../../shell/endings.tsx";
import { CompanyFacts } from "./company-facts.tsx";
import { ImportedNote } from "./imported-note.tsx";
import { RETURN_FIELDS, ReturnedReasons, type ReturnField } from "./returned-reasons.tsx";

function Typed({ organisation }: { readonly organisation: Organisation }): ReactNode {
  const t = useTranslations("web.organisation");
  const person = organisation.personInCharge;
  const rows: readonly (readonly [string, string])[] = [
    [t("npwp"), organisation.npwp],
    [t("phone"), organisation.phone ?? "–"],
    [t("personName"), person?.name ?? "–"],
    [t("personPosition"), person?.position ?? "–"],
    [t("personEmail"), person?.email ?? "–"],
    [t("personPhone"), person?.phone ?? "–"],
  ];
  return (
    <dl className="facts card px-5 py-1">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface DecisionProps {
  readonly organisation: Organisation;
}

function useDecision({ id, version: expectedVersion }: Organisation): {
  readonly decide: (decision: { verdict: "accept" | "return"; reasons: ReturnReason[] }) => void;
  readonly working: boolean;
  readonly error: Error | null;
} {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const mutation = useMutation({
    mutationFn: (body: { verdict: "accept" | "return"; reasons: ReturnReason[] }) =>
      read(
        api.POST("/api/verifications/{organisationId}/decision", {
          params: { path: { organisationId: id } },
          body: { ...body, expectedVersion },
        }),
      ),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["verifications"] });
      await navigate({ to: "/verifikasi" });
    },
  });
  return { decide: mutation.mutate, working: mutation.isPending, error: mutation.error };
}

function Decision({ organisation }: DecisionProps): ReactNode {
  const t = useTranslations("web.verification");
  const org = useTranslations("web.organisation");
  const { decide, working, error } = useDecision(organisation);
  const [returning, setReturning] = useState(false);
  const [texts, setTexts] = useState<{ readonly [field in ReturnField]?: string }>({});
  const [missing, setMissing] = useState(false);
  const reasons = RETURN_FIELDS.flatMap((field) => {
    const text = texts[field]?.trim() ?? "";
    return text === "" ? [] : [{ field, text }];
  });
  const sendBack = (): void => {
    setMissing(reasons.length === 0);
    if (reasons.length > 0) decide({ verdict: "return", reasons });
  };
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="decision">
      <h2 id="decision" className="text-lead">
        {t("decisionTitle")}
      </h2>
      {error === null ? null : <FailureNotice error={error} />}
      {returning ? (
        <>
          <p className="text-soft">{t("reasonsLead")}</p>
          {missing ? (
            <Notice tone="bad" urgent>
              {t("reasonsMissing")}
            </Notice>
          ) : null}
          {RETURN_FIELDS.map((field) => (
            <label key={field} className="grid gap-1">
              <span className="text-small font-semibold">{org(`field.${field}`)}</span>
              <textarea
                className="input"
                rows={2}
                value={texts[field] ?? ""}
                onChange={(event) => setTexts({ ...texts, [field]: event.target.value })}
              />
            </label>
          ))}
          <div className="flex flex-wrap gap-3">
            <button type="button" className="button button-danger" disabled={working} onClick={sendBack}>
              {t("returnNow", { count: reasons.length })}
            </button>
            <button type="button" className="button" onClick={() => setReturning(false)}>
              {t("cancel")}
            </button>
          </div>
        </>
      ) : (
        <div className="flex flex-wrap gap-3">
          <button
            type="button"
            className="button button-main"
            disabled={working}
            onClick={() => decide({ verdict: "accept", reasons: [] })}
          >
            <Icon name="check" size={18} />
            {t("accept")}
          </button>
          <button type="button" className="button" onClick={() => setReturning(true)}>
            {t("return")}
          </button>
        </div>
      )}
    </section>
  );
}

function Registration({ organisation }: DecisionProps): ReactNode {
  const t = useTranslations("web.verification");
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div className="grid min-w-0 gap-5">
        {organisation.notices !== undefined && organisation.notices.length > 0 ? (
          <Notice tone="wait" title={t("lookAt")}>
            <ul className="list-disc pl-5">
              {organisation.notices.map((notice) => (
                <li key={notice.code}>{notice.message}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        <ReturnedReasons reasons={organisation.returnedReasons ?? []} />
        <ImportedNote organisation={organisation} />
        <h2 className="text-lead">{t("fromOss")}</h2>
        {organisation.oss ? <CompanyFacts company={organisation.oss} /> : null}
        <h2 className="text-lead">{t("fromApplicant")}</h2>
        <Typed organisation={organisation} />
        {organisation.promise ? <PromisePanel promise={organisation.promise} /> : null}
        {organisation.state === "submitted" && organisation.mayDecide !== false ? (
          <Decision organisation={organisation} />
        ) : null}
        {organisation.state === "submitted" && organisation.mayDecide === false ? (
          <Notice>{t("mayNotDecide")}</Notice>
        ) : null}
      </div>
      <Document fileId={organisation.deedFileId ?? null} title={t("deed")} />
    </div>
  );
}

/** The verifier's desk for one company. */
export function VerificationScreen(): ReactNode {
  const t = useTranslations("web.verification");
  const { id } = useParams({ from: "/verifikasi/$id" });
  const { data, error, refetch } = useQuery(verificationQuery(id));
  if (data === undefined && error !== null && [400, 404].includes(problemOf(error).status)) return <NotFoundScreen />;
  return (
    <Page
      width="working"
      title={data?.name ?? t("oneTitle")}
      lead={data === undefined ? undefined : <OrganisationBadge state={data.state} />}
      above={
        <Link to="/verifikasi" className="mb-3 inline-flex items-center gap-1">
          <Icon name="left" size={16} />
          {t("toList")}
        </Link>
      }
    >
      {error !== null && data === undefined ? <FailureNotice error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && error === null ? <Loading lines={10} /> : null}
      {data === undefined ? null : <Registration organisation={data} />}
    </Page>
  );
}
