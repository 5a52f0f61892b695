/** The start page of a demonstration: six roles to try, the build state of the data, and the start of a real installation. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { DeveloperFacts } from "./developer-facts.tsx";
import { PublicCard, RingButton, RoleCard } from "./role-card.tsx";
import { type DemonstrationState, demonstrationQuery } from "./start-data.ts";
import { InstallationStarting, StartForReal } from "./start-for-real.tsx";

function BuildProgress({ state, step }: Pick<DemonstrationState, "state" | "step">): ReactNode {
  const t = useTranslations("web.start");
  const nameOf = (name: string): string => {
    const key = `steps.${name}` as "steps.ready";
    return t.has(key) ? t(key) : name;
  };
  if (state === "ready") return null;
  if (state === "failed")
    return (
      <Notice tone="bad" title={t("failedTitle")}>
        {t("failedText")}
      </Notice>
    );
  return (
    <section className="card grid gap-2 p-4" aria-label={t("progress")}>
      <p className="font-semibold">{t("buildingTitle")}</p>
      <p className="text-small text-soft [overflow-wrap:anywhere]" role="status">
        {step === null ? t("preparing") : t("step", { done: step.done, total: step.total, name: nameOf(step.name) })}
      </p>
      <progress
        className="progress"
        aria-label={t("progress")}
        max={Math.max(1, step?.total ?? 1)}
        value={step?.done ?? 0}
      />
    </section>
  );
}

function Roles({ demonstration }: { readonly demonstration: DemonstrationState }): ReactNode {
  const { state, roles, verifyPath, accountSid } = demonstration;
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <RoleCard name="applicant" demonstration={demonstration} />
      <RoleCard name="officer" demonstration={demonstration} />
      <RoleCard name="agent" demonstration={demonstration}>
        {state === "ready" && roles.includes("agent") ? <RingButton /> : null}
      </RoleCard>
      <RoleCard name="supervisor" demonstration={demonstration} />
      <RoleCard name="developer" demonstration={demonstration}>
        {accountSid === null ? null : <DeveloperFacts accountSid={accountSid} />}
      </RoleCard>
      <PublicCard verifyPath={verifyPath} />
    </ul>
  );
}

/** The screen of `/mulai`. */
export function StartScreen(): ReactNode {
  const t = useTranslations("web.start");
  const [isEnding, setEnding] = useState(false);
  const { data, error, refetch } = useQuery({ ...demonstrationQuery, enabled: !isEnding });
  if (isEnding) return <InstallationStarting />;
  const isNone = error !== null && problemOf(error).status === 404;
  if (isNone)
    return (
      <Page title={t("noneTitle")} lead={t("noneText")}>
        <a href="/" className="button button-main">
          {t("toHome")}
        </a>
      </Page>
    );
  return (
    <Page width="working" title={t("title")} lead={t("lead")}>
      {error !== null && data === undefined ? <FailureNotice error={error} onRetry={() => void refetch()} /> : null}
      {error === null && data === undefined ? <Loading lines={6} height={120} /> : null}
      {data === undefined ? null : (
        <div className="grid gap-6">
          <BuildProgress state={data.state} step={data.step} />
          <p>
            <a href="/peta">{t("map")}</a>
          </p>
          <Roles demonstration={data} />
          <StartForReal isBuilding={data.state === "building"} onEnding={() => setEnding(true)} />
        </div>
      )}
    </Page>
  );
}
