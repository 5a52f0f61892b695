/** Numbers of cases by stage: a table for each kind of case, with a bar beside each number. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { CaseKind } from "../../../../src/licensing/dashboard/contract.ts";
import { CASE_KINDS } from "../../../../src/licensing/dashboard/figure-kinds.shared.ts";
import { Empty } from "../../parts/notice.tsx";
import { count } from "../../words/dates.ts";
import type { DashboardPhase } from "./dashboard-data.ts";
import { FigureLink } from "./figure-link.tsx";
import { usePhaseName } from "./phase-name.ts";

function PhaseRow({ stage, most }: { readonly stage: DashboardPhase; readonly most: number }): ReactNode {
  const t = useTranslations("web.dashboard");
  const nameOf = usePhaseName();
  const isOpen = stage.holder !== null;
  const holder = stage.holder === null ? t("ended") : t(`holder.${stage.holder}`);
  return (
    <tr>
      <th scope="row">
        {nameOf(stage)}
        {isOpen ? (
          <span aria-hidden="true" className="mt-1 block h-[6px] rounded-full bg-[var(--sunken)]">
            <span
              className="block h-full rounded-full bg-[var(--accent)]"
              style={{ width: `${Math.max(2, Math.round((stage.cases.count / most) * 100))}%` }}
            />
          </span>
        ) : null}
      </th>
      <td className="text-soft">{holder}</td>
      <td className="number">
        <FigureLink figure={stage.cases} of={`${t(`kind.${stage.kind}`)}, ${nameOf(stage)}, ${holder}`} />
      </td>
    </tr>
  );
}

function KindCard({
  kind,
  stages,
}: {
  readonly kind: CaseKind;
  readonly stages: readonly DashboardPhase[];
}): ReactNode {
  const t = useTranslations("web.dashboard");
  const locale = useLocale();
  const open = stages.filter(({ holder }) => holder !== null);
  const total = open.reduce((sum, { cases }) => sum + cases.count, 0);
  const most = Math.max(1, ...open.map(({ cases }) => cases.count));
  return (
    <section className="card min-w-0 p-4" aria-label={t(`kind.${kind}`)}>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-2">
        <h3>{t(`kind.${kind}`)}</h3>
        <span className="text-small text-soft">
          {t("openTotal", { count: count(total, locale, Number.MAX_SAFE_INTEGER) })}
        </span>
      </div>
      <table className="table w-full">
        <caption className="sr-only">{t(`kind.${kind}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{t("stage")}</th>
            <th scope="col">{t("holderTitle")}</th>
            <th scope="col" className="number">
              {t("cases")}
            </th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => (
            <PhaseRow key={`${stage.state} ${stage.skloStage} ${stage.holder}`} stage={stage} most={most} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** All kinds of cases. */
export function StagesPart({ stages }: { readonly stages: readonly DashboardPhase[] }): ReactNode {
  const t = useTranslations("web.dashboard");
  return (
    <section>
      <h2>{t("stagesTitle")}</h2>
      <p className="mb-3 text-small text-soft">{t("stagesText")}</p>
      {stages.length === 0 ? <Empty title={t("stagesEmpty")}>{t("stagesEmptyText")}</Empty> : null}
      <div className="grid gap-4 md:grid-cols-2 2xl:grid-cols-3">
        {CASE_KINDS.map((kind) => {
          const own = stages.filter((stage) => stage.kind === kind);
          return own.length === 0 ? null : <KindCard key={kind} kind={kind} stages={own} />;
        })}
      </div>
    </section>
  );
}
