/** Agents' searches without results, as suggestions for new articles. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { type Miss, missesQuery } from "./information-data.ts";

/** The section with searches without results. */
export function Misses({ mayWrite }: { readonly mayWrite: boolean }): ReactNode {
  const t = useTranslations("web.information.misses");
  const locale = useLocale();
  const cache = useQueryClient();
  const found = useQuery(missesQuery);
  const taking = useMutation({
    mutationFn: (id: string) => read(api.DELETE("/api/service/information/misses/{id}", { params: { path: { id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: missesQuery.queryKey }),
  });
  const { mutate, isPending } = taking;
  const columns: readonly Column<Miss>[] = [
    { id: "words", header: t("words"), look: "wrap", cell: ({ words }) => words },
    { id: "times", header: t("times"), numeric: true, cell: ({ times }) => times },
    { id: "last", header: t("last"), cell: ({ lastAt }) => moment(lastAt, locale) },
    ...(mayWrite
      ? [
          {
            id: "acts",
            header: t("acts"),
            cell: ({ id, words }: Miss) => (
              <BusyButton
                type="button"
                className="button button-small"
                aria-label={t("takeOf", { words })}
                isBusy={isPending}
                onClick={() => mutate(id)}
              >
                {t("take")}
              </BusyButton>
            ),
          },
        ]
      : []),
  ];
  return (
    <section className="grid gap-3" aria-labelledby="information-misses">
      <div>
        <h2 id="information-misses">{t("heading")}</h2>
        <p className="mt-1 max-w-[70ch] text-soft">{t("lead")}</p>
      </div>
      {taking.error === null ? null : <FailureNotice error={taking.error} />}
      <List query={found} lines={3} caption={t("heading")} columns={columns} empty={{ text: t("none") }} />
    </section>
  );
}
