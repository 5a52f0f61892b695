/** Preview of an import of users: number of rows of each kind, and each row in detail. */
import { type ReactNode, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Pager } from "../../parts/pager.tsx";
import type { PeopleLine, PeoplePreview } from "./people-import-data.ts";

const STANDINGS = ["refused", "new", "changed", "unchanged"] as const;
const PAGE_LINES = 50;

const BADGE_STYLES: Readonly<Record<PeopleLine["standing"], { readonly shape: Shape; readonly tone: Tone }>> = {
  new: { shape: "tick", tone: "good" },
  changed: { shape: "arrow", tone: "info" },
  unchanged: { shape: "dash", tone: "quiet" },
  refused: { shape: "cross", tone: "bad" },
};

/** The complete preview. */
export function PeopleImportPreview({ preview }: { readonly preview: PeoplePreview }): ReactNode {
  const t = useTranslations("web.peopleSheet");
  const { counts, faults, lines } = preview;
  if (faults.length > 0)
    return (
      <Notice tone="bad" title={t("fileFaults")}>
        <Faults faults={faults} />
      </Notice>
    );
  return (
    <>
      <p>{t("counts", counts)}</p>
      {counts.refused === 0 ? null : (
        <Notice tone="bad" title={t("refusedTitle")}>
          <p>{t("refusedText")}</p>
        </Notice>
      )}
      {counts.refused === 0 && preview.plan === null ? <Notice tone="good" title={t("nothing")} /> : null}
      <Lines key={lines.length} preview={preview} />
    </>
  );
}

function Lines({ preview }: { readonly preview: PeoplePreview }): ReactNode {
  const t = useTranslations("web.peopleSheet");
  const id = useId();
  const { counts, lines } = preview;
  const [shown, setShown] = useState<PeopleLine["standing"] | "all">(counts.refused > 0 ? "refused" : "all");
  const [page, setPage] = useState(1);
  const found = shown === "all" ? lines : lines.filter(({ standing }) => standing === shown);
  const columns = useColumns();
  return (
    <section className="grid gap-3" aria-label={t("lines")}>
      <label htmlFor={id} className="flex flex-wrap items-center gap-2">
        {t("show")}
        <select
          id={id}
          className="input input-small w-auto"
          value={shown}
          onChange={({ target }) => {
            setShown(STANDINGS.find((one) => one === target.value) ?? "all");
            setPage(1);
          }}
        >
          <option value="all">{t("shown.all", { count: lines.length })}</option>
          {STANDINGS.map((one) => (
            <option key={one} value={one}>
              {t(`shown.${one}`, { count: counts[one] })}
            </option>
          ))}
        </select>
      </label>
      <DataTable
        caption={t("lines")}
        columns={columns}
        rows={found.slice((page - 1) * PAGE_LINES, page * PAGE_LINES)}
        rowId={({ line }: PeopleLine) => String(line)}
      />
      {found.length <= PAGE_LINES ? null : (
        <Pager total={found.length} page={page} pageSize={PAGE_LINES} onPage={setPage} />
      )}
    </section>
  );
}

function useColumns(): readonly Column<PeopleLine>[] {
  const t = useTranslations("web.peopleSheet");
  const roles = useTranslations("roles");
  return [
    { id: "line", header: t("line"), cell: ({ line }) => line, numeric: true },
    {
      id: "who",
      header: t("who"),
      cell: ({ name, email, role }) => (
        <div className="min-w-0">
          <p className="font-semibold break-words">{name || t("noName")}</p>
          <p className="text-small break-all text-soft">{email || t("noAddress")}</p>
          {role === null ? null : <p className="text-small text-soft">{roles(role)}</p>}
        </div>
      ),
    },
    {
      id: "standing",
      header: t("standing"),
      cell: ({ standing }) => <Badge {...BADGE_STYLES[standing]}>{t(`standings.${standing}`)}</Badge>,
    },
    {
      id: "what",
      header: t("what"),
      cell: (line) => (line.faults.length > 0 ? <Faults faults={line.faults} /> : <Changes line={line} />),
    },
  ];
}

function Changes({ line }: { readonly line: PeopleLine }): ReactNode {
  const t = useTranslations("web.peopleSheet");
  const roles = useTranslations("roles");
  if (line.changes.length === 0) return "–";
  const role = line.role === null ? "" : roles(line.role);
  return (
    <ul className="grid min-w-0 gap-1">
      {line.changes.map(({ what, from, to }) => (
        <li key={what} className="[overflow-wrap:anywhere]">
          {t(`changes.${what}`, { role, from: from || t("emptyValue"), to: to || t("emptyValue") })}
        </li>
      ))}
    </ul>
  );
}

function Faults({ faults }: { readonly faults: PeoplePreview["faults"] }): ReactNode {
  return (
    <ul className="grid min-w-0 gap-2">
      {faults.map(({ line, column, code, found, rule, remedy }) => (
        <li key={`${line} ${column} ${code} ${found}`} className="[overflow-wrap:anywhere]">
          {rule}
          <span className="block text-soft">{remedy}</span>
        </li>
      ))}
    </ul>
  );
}
