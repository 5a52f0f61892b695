/** The current agent's evaluations, below the agent desktop. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { Notice } from "../../parts/notice.tsx";
import { callTime } from "../calls/call-words.ts";
import { EvaluationState, WholeScore } from "./evaluation-badges.tsx";
import { type OwnEvaluationRow, ownEvaluationsQuery } from "./evaluation-data.ts";

/** The section: evaluations that await a response, and all evaluations sent to the agent. */
export function OwnEvaluations(): ReactNode {
  const t = useTranslations("web.evaluations");
  const locale = useLocale();
  const found = useQuery(ownEvaluationsQuery);
  const zone = found.data?.timeZone ?? "Asia/Jakarta";
  const columns: readonly Column<OwnEvaluationRow>[] = [
    {
      id: "at",
      header: t("answeredAt"),
      to: "/layanan/meja/penilaian/$id",
      look: "figures",
      cell: ({ answeredAt }) => callTime(answeredAt, zone, locale),
    },
    { id: "form", header: t("form"), look: "words", cell: (row) => row.formName },
    { id: "score", header: t("score"), cell: (row) => <WholeScore score={row.score} isFatal={row.isFatal} /> },
    { id: "state", header: t("state"), cell: (row) => <EvaluationState state={row.state} /> },
    { id: "madeBy", header: t("madeBy"), look: "words", cell: (row) => row.madeByName },
  ];
  return (
    <section className="mt-8 grid gap-3" aria-labelledby="own-evaluations">
      <h2 id="own-evaluations">{t("own.title")}</h2>
      {found.data === undefined || found.data.open === 0 ? null : (
        <Notice tone="info" title={t("own.open", { count: found.data.open })} />
      )}
      <List query={found} lines={2} caption={t("own.title")} columns={columns} empty={{ text: t("own.none") }} />
    </section>
  );
}
