/** The lists of places and prices, and the creation of a list. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { LIST_KINDS, LIST_LIMITS, type ListKind } from "../../../../src/service/acd/knowledge/list-columns.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import { shortDate } from "../../words/dates.ts";
import { INFORMATION_KEY, type ListRow, listsQuery } from "./information-data.ts";

const BADGE_STYLES = {
  empty: { shape: "ring", tone: "quiet" },
  upcoming: { shape: "arrow", tone: "info" },
  "in-force": { shape: "disc", tone: "good" },
} as const satisfies Record<ListRow["state"], object>;

/** The state of a list: shape, label and colour. */
export function ListBadge({ state }: { readonly state: ListRow["state"] }): ReactNode {
  const t = useTranslations("web.information.lists.states");
  return <Badge {...BADGE_STYLES[state]}>{t(state)}</Badge>;
}

/** The section of lists. */
export function ListsPart({ mayWrite }: { readonly mayWrite: boolean }): ReactNode {
  const t = useTranslations("web.information.lists");
  const locale = useLocale();
  const found = useQuery(listsQuery);
  const [isBeginning, setBeginning] = useState(false);
  const columns: readonly Column<ListRow>[] = [
    {
      id: "name",
      header: t("name"),
      to: "/layanan/daftar-informasi/$id",
      look: "strong-wrap",
      cell: ({ name }) => name,
    },
    { id: "kind", header: t("kind"), cell: ({ kind }) => t(`kinds.${kind}`) },
    { id: "state", header: t("state"), cell: ({ state }) => <ListBadge state={state} /> },
    {
      id: "from",
      header: t("from"),
      cell: ({ inForce }) => (inForce === null ? "–" : shortDate(inForce.from, locale)),
    },
    { id: "entries", header: t("entries"), numeric: true, cell: ({ inForce }) => inForce?.entries ?? "–" },
  ];
  return (
    <section className="grid gap-3" aria-labelledby="information-lists">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 id="information-lists">{t("heading")}</h2>
          <p className="mt-1 max-w-[70ch] text-soft">{t("lead")}</p>
        </div>
        {mayWrite ? (
          <button type="button" className="button" onClick={() => setBeginning(true)}>
            {t("add")}
          </button>
        ) : null}
      </div>
      <List query={found} lines={3} caption={t("heading")} columns={columns} empty={{ text: t("none") }} />
      {isBeginning ? <BeginList onClose={() => setBeginning(false)} /> : null}
    </section>
  );
}

function BeginList({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.information.lists");
  const navigate = useNavigate();
  const form = useSavedForm({
    initial: { name: "", kind: "locations" as ListKind },
    faultsOf: (_values, missing) => [missing("name", t("name"))],
    save: ({ name, kind }) =>
      read<{ id: string }>(api.POST("/api/service/information/lists", { body: { kind, name: name.trim() } })),
    refreshes: INFORMATION_KEY,
    onSaved: ({ id }) => navigate({ to: "/layanan/daftar-informasi/$id", params: { id } }),
  });
  return (
    <SavedFormDialog title={t("add")} form={form} submit={t("begin")} onClose={onClose}>
      <TextField {...form.text("name")} label={t("name")} hint={t("nameHint")} maxLength={LIST_LIMITS.name} />
      <SelectField {...form.text("kind")} name="list-kind" label={t("kind")}>
        {LIST_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </SelectField>
    </SavedFormDialog>
  );
}
