/** The magic numbers of the test account. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import {
  MAGIC_ANSWERS,
  type MagicAnswer,
  magicNumber,
} from "../../../../src/service/cpaas/twilio-api/accounts/magic-number.shared.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";

/** The table, with a link to the meaning of each number. */
export function MagicNumbers(): ReactNode {
  const t = useTranslations("web.console.try");
  const columns: readonly Column<MagicAnswer>[] = [
    { id: "as", header: t("as"), cell: ({ as }) => t(`rows.${as}`) },
    { id: "number", header: t("number"), cell: (row) => <MagicResult row={row} of="fields" /> },
    { id: "here", header: t("here"), cell: (row) => <MagicResult row={row} of="here" /> },
  ];
  return (
    <section className="grid gap-3" aria-labelledby="magic">
      <h2 id="magic">{t("magic")}</h2>
      <p className="max-w-[70ch] text-soft">{t("magicText")}</p>
      <DataTable
        caption={t("magic")}
        columns={columns}
        rows={MAGIC_ANSWERS}
        rowId={({ as, ending }) => `${as} ${ending}`}
      />
    </section>
  );
}

function MagicResult({ row, of }: { readonly row: MagicAnswer; readonly of: "fields" | "here" }): ReactNode {
  const t = useTranslations("web.console.try");
  const code = row[of];
  if (code === undefined) return "–";
  return (
    <span className="flex flex-wrap gap-x-3">
      <code className="select-all">{magicNumber(row.ending, of)}</code>
      {code === null ? (
        t("taken")
      ) : (
        <Link to="/layanan/api/galat" search={{ search: String(code) }}>
          {String(code)}
        </Link>
      )}
    </span>
  );
}
