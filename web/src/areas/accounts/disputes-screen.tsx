/** Account disputes for their parties: claim, statement and outcome. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { disputesQuery } from "../../data/queries.ts";
import type { OwnDispute } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Awaiting, Empty, FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { longDate, moment } from "../../words/dates.ts";
import { DisputeBadge } from "./dispute-badge.tsx";
import { LosesAndKeeps } from "./loses-and-keeps.tsx";
import { StatementForm } from "./statement-form.tsx";

/** The next step for this party. */
function nextOf(dispute: OwnDispute): "open" | "askedClaimant" | "askedHolder" | "stated" | null {
  if (dispute.state === "open") return "open";
  if (dispute.state !== "asked") return null;
  if (dispute.statement !== null) return "stated";
  return dispute.side === "claimant" ? "askedClaimant" : "askedHolder";
}

function Result({ dispute }: { readonly dispute: OwnDispute }): ReactNode {
  const t = useTranslations("web.account.result");
  const { state, side } = dispute;
  if (state === "open" || state === "asked") return null;
  const isGood = state === "withdrawn" ? side === "holder" : (state === "transferred") === (side === "claimant");
  return (
    <Notice tone={isGood ? "good" : "bad"} title={t(`${state}.${side}.title`, { name: dispute.organisationName })}>
      <p>{t(`${state}.${side}.text`)}</p>
      {dispute.decisionReason === null ? null : (
        <p className="mt-2">
          <strong>{t("reason")}</strong> {dispute.decisionReason}
        </p>
      )}
    </Notice>
  );
}

function Withdraw({ dispute }: { readonly dispute: OwnDispute }): ReactNode {
  const t = useTranslations("web.account");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => read(api.POST("/api/disputes/{id}/withdrawal", { params: { path: { id: dispute.id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["disputes"] }),
  });
  return (
    <>
      <p>
        <button type="button" className="button button-danger" onClick={() => setAsking(true)}>
          {t("withdraw")}
        </button>
      </p>
      {asking ? (
        <Dialog title={t("withdrawAsk", { name: dispute.organisationName })} onClose={() => setAsking(false)}>
          <p>{t("withdrawEffect")}</p>
          {withdraw.error === null ? null : <FailureNotice error={withdraw.error} />}
          <p className="mt-4 flex flex-wrap gap-3">
            <BusyButton
              type="button"
              className="button button-danger"
              isBusy={withdraw.isPending}
              onClick={() => withdraw.mutate()}
            >
              {t("withdraw")}
            </BusyButton>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {parts("cancel")}
            </button>
          </p>
        </Dialog>
      ) : null}
    </>
  );
}

function DisputeCard({ dispute }: { readonly dispute: OwnDispute }): ReactNode {
  const t = useTranslations("web.account");
  const locale = useLocale();
  const next = nextOf(dispute);
  const isOpen = next !== null;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("nib"), dispute.nib ?? "–"],
    ...(dispute.side === "claimant"
      ? []
      : ([[t("claimant"), `${dispute.claimantName} (${dispute.claimantPosition})`]] as const)),
    [t("ground"), t(`grounds.${dispute.ground}`)],
    [t("claim"), dispute.reason],
    [t("openedAt"), moment(dispute.openedAt, locale)],
    ...(dispute.statementDueDate === null
      ? []
      : ([[t("statementDue"), <strong key="due">{longDate(dispute.statementDueDate, locale)}</strong>]] as const)),
    ...(dispute.statement === null ? [] : ([[t("statement"), dispute.statement]] as const)),
  ];
  return (
    <li className="card grid gap-4 p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="text-small font-semibold text-soft">{t(`side.${dispute.side}`)}</p>
          <h2 className="text-lead break-words">{dispute.organisationName}</h2>
        </div>
        <DisputeBadge state={dispute.state} />
      </div>
      <dl className="facts facts-narrow">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="whitespace-pre-line">{value}</dd>
          </div>
        ))}
      </dl>
      {next === null ? null : <Notice tone={next === "askedHolder" ? "wait" : "info"}>{t(`next.${next}`)}</Notice>}
      <Result dispute={dispute} />
      {next === "askedHolder" ? (
        <>
          <LosesAndKeeps />
          <StatementForm dispute={dispute} />
        </>
      ) : null}
      {isOpen && dispute.side === "claimant" ? <Withdraw dispute={dispute} /> : null}
    </li>
  );
}

/** All disputes of the signed-in user. */
export function DisputesScreen(): ReactNode {
  const t = useTranslations("web.account");
  const { data, error, refetch } = useQuery({ ...disputesQuery, refetchInterval: 15_000 });
  const claim = (
    <Link to="/sengketa/baru" className="button">
      {t("newClaim")}
    </Link>
  );
  return (
    <Page title={t("disputesTitle")} lead={t("disputesLead")} actions={data?.items.length ? claim : undefined}>
      <Awaiting query={{ data, error, refetch }} lines={4} height={120} />
      {data !== undefined && data.items.length === 0 ? (
        <Empty title={t("disputesEmptyTitle")} action={claim}>
          {t("disputesEmptyText")}
        </Empty>
      ) : null}
      <ul className="grid gap-5">
        {(data?.items ?? []).map((dispute) => (
          <DisputeCard key={dispute.id} dispute={dispute} />
        ))}
      </ul>
    </Page>
  );
}
