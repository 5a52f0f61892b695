/** One account dispute for verifiers: both sides next to each other, and the decision. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { disputeQuery } from "../../data/queries.ts";
import type { DisputeDetail, Role } from "../../data/types.ts";
import { Icon } from "../../parts/icons.tsx";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { NotFoundScreen } from "../../shell/endings.tsx";
import { longDate, moment } from "../../words/dates.ts";
import { DisputeBadge } from "./dispute-badge.tsx";
import { DisputeDecision } from "./dispute-decision.tsx";

type Row = readonly [name: string, value: ReactNode];

function Side({ title, rows, children }: { title: string; rows: readonly Row[]; children?: ReactNode }): ReactNode {
  return (
    <section className="card grid min-w-0 content-start gap-4 p-5">
      <h2 className="text-lead">{title}</h2>
      <dl className="facts facts-narrow">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="whitespace-pre-line">{value}</dd>
          </div>
        ))}
      </dl>
      {children}
    </section>
  );
}

function DocumentLink({ fileId, label }: { readonly fileId: string; readonly label: string }): ReactNode {
  return (
    <p>
      <a href={`/api/files/${fileId}`} target="_blank" rel="noreferrer" className="button">
        <Icon name="file" />
        {label}
      </a>
    </p>
  );
}

function ClaimantSide({ dispute }: { readonly dispute: DisputeDetail }): ReactNode {
  const t = useTranslations("web.account");
  const locale = useLocale();
  return (
    <Side
      title={t("claimantSide")}
      rows={[
        [t("claimantName"), dispute.claimantName],
        [t("claimantPosition"), dispute.claimantPosition],
        [t("personEmail"), dispute.claimantEmail],
        [t("phone"), dispute.claimantPhone],
        [t("ground"), t(`grounds.${dispute.ground}`)],
        [t("claim"), dispute.reason],
        [t("openedAt"), moment(dispute.openedAt, locale)],
      ]}
    >
      <DocumentLink fileId={dispute.evidenceFileId} label={t("openEvidence")} />
    </Side>
  );
}

function HolderSide({ dispute }: { readonly dispute: DisputeDetail }): ReactNode {
  const t = useTranslations("web.account");
  const roles = useTranslations("roles");
  const locale = useLocale();
  const person = dispute.registration.personInCharge;
  const holders = (
    <ul className="grid gap-1">
      {dispute.holders.map((holder) => (
        <li key={`${holder.email}${holder.role}`}>
          {holder.name}, {roles(holder.role as Role)}
          <span className="block text-small text-soft">{holder.email}</span>
        </li>
      ))}
    </ul>
  );
  const due = dispute.statementDueDate;
  const rows: readonly Row[] = [
    [t("actNow"), dispute.holders.length === 0 ? "–" : holders],
    [t("registeredPerson"), person ? `${person.name} (${person.position})` : "–"],
    [t("statementDue"), due === null ? t("notAsked") : longDate(due, locale)],
    [t("statement"), dispute.statement ?? t("noStatement")],
    ...(dispute.statementAt === null || dispute.statementByName === null
      ? []
      : ([[t("statedBy"), `${dispute.statementByName}, ${moment(dispute.statementAt, locale)}`]] as const)),
  ];
  return (
    <Side title={t("holderSide")} rows={rows}>
      {dispute.statementFileId === null ? null : (
        <DocumentLink fileId={dispute.statementFileId} label={t("openStatementFile")} />
      )}
      {dispute.registration.deedFileId ? (
        <DocumentLink fileId={dispute.registration.deedFileId} label={t("openDeed")} />
      ) : null}
      <p>
        <Link to="/verifikasi/$id" params={{ id: dispute.organisationId }}>
          {t("toRegistration")}
        </Link>
      </p>
    </Side>
  );
}

/** The dispute named in the URL. */
export function DisputeScreen(): ReactNode {
  const t = useTranslations("web.account");
  const { id } = useParams({ from: "/meja-sengketa/$id" });
  const { data, error, refetch } = useQuery({ ...disputeQuery(id), refetchInterval: 15_000 });
  if (data === undefined && error !== null && [400, 404].includes(problemOf(error).status)) return <NotFoundScreen />;
  return (
    <Page
      width="working"
      title={data?.organisationName ?? t("deskTitle")}
      lead={data === undefined ? undefined : <DisputeBadge state={data.state} />}
      back={{ to: "/meja-sengketa", text: t("toDesk") }}
    >
      <Awaiting query={{ data, error, refetch }} lines={10} />
      {data === undefined ? null : (
        <div className="grid gap-5">
          {data.decisionReason === null ? null : (
            <Notice title={t("decided")}>
              <p>{data.decisionReason}</p>
            </Notice>
          )}
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <ClaimantSide dispute={data} />
            <HolderSide dispute={data} />
          </div>
          <DisputeDecision dispute={data} />
        </div>
      )}
    </Page>
  );
}
