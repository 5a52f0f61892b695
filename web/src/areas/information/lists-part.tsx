/** The lists of places and prices, and the creation of a list. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { LIST_KINDS, LIST_LIMITS, type ListKind } from "../../../../src/service/acd/knowledge/list-columns.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, Field, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { List } from "../../parts/list-screen/list.tsx";
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
  const parts = useTranslations("web.parts");
  const [form, setForm] = useState<{ readonly name: string; readonly kind: ListKind }>({ name: "", kind: "locations" });
  const cache = useQueryClient();
  const navigate = useNavigate();
  const making = useMutation({
    mutationFn: () =>
      read<{ id: string }>(
        api.POST("/api/service/information/lists", { body: { kind: form.kind, name: form.name.trim() } }),
      ),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: INFORMATION_KEY });
      await navigate({ to: "/layanan/daftar-informasi/$id", params: { id } });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(making.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing =
      form.name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("name") }) }] : [];
    if (isFree(missing) && !making.isPending) making.mutate();
  };
  return (
    <Dialog title={t("add")} onClose={onClose}>
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField
          name="name"
          label={t("name")}
          hint={t("nameHint")}
          maxLength={LIST_LIMITS.name}
          error={faultOf("name")}
          value={form.name}
          onChange={(event) => setForm({ ...form, name: event.target.value })}
        />
        <Field id="list-kind" label={t("kind")}>
          {(attributes) => (
            <select
              {...attributes}
              className="input"
              value={form.kind}
              onChange={({ target }) =>
                setForm({ ...form, kind: LIST_KINDS.find((one) => one === target.value) ?? "locations" })
              }
            >
              {LIST_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`kinds.${kind}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={making.isPending}>
            {t("begin")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
