/** One registration: OSS data and stated data beside the documents; accept, or return with a reason per field. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { verificationQuery } from "../../data/queries.ts";
import type { CodeState, Organisation } from "../../data/types.ts";
import { CodeBadge } from "../../parts/badges.tsx";
import { OrganisationBadge } from "../../parts/case-badges.tsx";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PromisePanel } from "../../parts/promise.tsx";
import { NotFoundScreen } from "../../shell/endings.tsx";
import { longDate } from "../../words/dates.ts";
import { CompanyFacts } from "./company-facts.tsx";
import { ImportedNote } from "./imported-note.tsx";
import { OssNow } from "./oss-now.tsx";
import { grouped } from "./registration.ts";
import { ReturnedReasons } from "./returned-reasons.tsx";
import { VerificationDecision } from "./verification-decision.tsx";
import { VerificationDocuments } from "./verification-documents.tsx";

type Row = readonly [name: string, value: string];

function Facts({ rows }: { readonly rows: readonly Row[] }): ReactNode {
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

function useTyped(organisation: Organisation): readonly Row[] {
  const t = useTranslations("web.organisation");
  const kinds = useTranslations("companyKinds");
  const { personInCharge: person, legalBasis: basis, companyKind = "" } = organisation;
  const stated: readonly Row[] =
    organisation.kind === "business" && organisation.recordSource === "oss"
      ? []
      : [
          [organisation.kind === "government" ? t("bodyName") : t("companyName"), organisation.name],
          [
            organisation.kind === "government" ? t("bodyKind") : t("companyKind"),
            kinds.has(companyKind as "pt") ? kinds(companyKind as "pt") : (companyKind ?? "–"),
          ],
          [t("address"), [organisation.address, organisation.city, organisation.province].filter(Boolean).join(", ")],
        ];
  const law: readonly Row[] =
    basis === null
      ? []
      : [[t("basis"), `${t(`basisKind.${basis.kind}`)} ${basis.number} (${basis.year}): ${basis.subject}`]];
  const standing: readonly Row[] =
    person && organisation.kind === "business" ? [[t("standingTitle"), t(`standing.${person.standing}`)]] : [];
  return [
    ...stated,
    ...law,
    [t("npwp"), grouped(organisation.npwp)],
    [organisation.kind === "government" ? t("bodyPhone") : t("phone"), organisation.phone ?? "–"],
    [t("personName"), person?.name ?? "–"],
    [t("personPosition"), person?.position ?? "–"],
    [t("personEmail"), person?.email ?? "–"],
    [t("personPhone"), person?.phone ?? "–"],
    ...standing,
  ];
}

/** Other registrations with the same tax number, telephone or document, each with a link. */
function SimilarRegistrations({ organisation }: { readonly organisation: Organisation }): ReactNode {
  const t = useTranslations("web.verify");
  const others = organisation.lookAlikes ?? [];
  if (others.length === 0) return null;
  return (
    <Notice tone="wait" title={t("lookAlikes")}>
      <ul className="mt-1 grid gap-2">
        {others.map((other) => (
          <li key={other.organisationId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link to="/verifikasi/$id" params={{ id: other.organisationId }}>
              {other.name}
            </Link>
            <OrganisationBadge state={other.state} />
            <span className="text-small">{other.by.map((one) => t(`sameAs.${one}`)).join(", ")}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Around({ organisation }: { readonly organisation: Organisation }): ReactNode {
  const t = useTranslations("web.verify");
  const locale = useLocale();
  const { authority, codes = [], disputeId } = organisation;
  return (
    <>
      {disputeId ? (
        <Notice tone="wait" title={t("disputed")}>
          <Link to="/meja-sengketa/$id" params={{ id: disputeId }}>
            {t("toDispute")}
          </Link>
        </Notice>
      ) : null}
      {authority ? (
        <>
          <h2 className="text-lead">{t("paper.authority")}</h2>
          <Facts
            rows={[
              [t("consultant"), `${authority.personName} (${authority.personEmail})`],
              [t("validity"), `${longDate(authority.validFrom, locale)} – ${longDate(authority.validTo, locale)}`],
              [t("scope"), authority.scope],
            ]}
          />
        </>
      ) : null}
      {codes.length === 0 ? null : (
        <>
          <h2 className="text-lead">{t("codes")}</h2>
          <ul className="flex flex-wrap gap-3">
            {codes.map(({ code, state }) => (
              <li key={code} className="card flex items-center gap-3 px-3 py-2">
                <span className="font-semibold">{code}</span>
                <CodeBadge state={state as CodeState} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Registration({ organisation }: { readonly organisation: Organisation }): ReactNode {
  const t = useTranslations("web.verification");
  const verify = useTranslations("web.verify");
  const typed = useTyped(organisation);
  const notices = organisation.notices ?? [];
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div className="grid min-w-0 gap-5">
        {notices.length === 0 ? null : (
          <Notice tone="wait" title={t("lookAt")}>
            <ul className="list-disc pl-5">
              {notices.map((notice) => (
                <li key={notice.code}>{notice.message}</li>
              ))}
            </ul>
          </Notice>
        )}
        <SimilarRegistrations organisation={organisation} />
        <ReturnedReasons reasons={organisation.returnedReasons ?? []} />
        <ImportedNote organisation={organisation} />
        {organisation.promise ? <PromisePanel promise={organisation.promise} reader="officer" /> : null}
        {organisation.oss && organisation.recordSource === "oss" ? (
          <>
            <h2 className="text-lead">{t("fromOss")}</h2>
            <CompanyFacts company={organisation.oss} />
          </>
        ) : null}
        {organisation.kind === "business" ? (
          <>
            <h2 className="text-lead">{verify("ossNow")}</h2>
            <OssNow organisation={organisation} />
          </>
        ) : null}
        <h2 className="text-lead">{t("fromApplicant")}</h2>
        <Facts rows={typed} />
        <Around organisation={organisation} />
        {organisation.state === "submitted" && organisation.mayDecide !== false ? (
          <VerificationDecision organisation={organisation} />
        ) : null}
        {organisation.state === "submitted" && organisation.mayDecide === false ? (
          <Notice>{t("mayNotDecide")}</Notice>
        ) : null}
      </div>
      <VerificationDocuments organisation={organisation} />
    </div>
  );
}

/** The verifier's screen for one company. */
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
      back={{ to: "/verifikasi", text: t("toList") }}
    >
      <Awaiting query={{ data, error, refetch }} lines={10} />
      {data === undefined ? null : <Registration organisation={data} />}
    </Page>
  );
}
