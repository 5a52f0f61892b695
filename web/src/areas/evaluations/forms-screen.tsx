/** Forms by which contacts are judged. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { EndDialog } from "../service/end-dialog.tsx";
import { type FormRow, formsQuery } from "./evaluation-data.ts";
import { WayBack } from "./way-back.tsx";

function useColumns(onEnd: (form: FormRow) => void): readonly Column<FormRow>[] {
  const t = useTranslations("web.evaluations.forms");
  return [
    { id: "name", header: t("name"), cell: (row) => <span className="font-semibold break-words">{row.name}</span> },
    { id: "version", header: t("version"), numeric: true, cell: (row) => row.version },
    { id: "questions", header: t("questions"), numeric: true, cell: (row) => row.questions },
    { id: "used", header: t("used"), numeric: true, cell: (row) => row.used },
    {
      id: "acts",
      header: "",
      cell: (row) => (
        <div className="flex flex-wrap gap-2">
          <Link
            to="/layanan/formulir-penilaian/$id"
            params={{ id: row.id }}
            className="button button-small"
            aria-label={t("changeOf", { name: row.name })}
          >
            {t("change")}
          </Link>
          <button
            type="button"
            className="button button-small"
            aria-label={t("endOf", { name: row.name })}
            onClick={() => onEnd(row)}
          >
            {t("end")}
          </button>
        </div>
      ),
    },
  ];
}

/** The screen of `/layanan/formulir-penilaian`. */
export function EvaluationFormsScreen(): ReactNode {
  const t = useTranslations("web.evaluations.forms");
  const all = useTranslations("web.evaluations");
  const forms = useQuery(formsQuery);
  const [ending, setEnding] = useState<FormRow | null>(null);
  const columns = useColumns(setEnding);
  const add = (
    <Link to="/layanan/formulir-penilaian/baru" className="button button-main">
      {t("add")}
    </Link>
  );
  const rows = forms.data?.items;
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      above={
        <WayBack>
          <Link to="/layanan/penilaian">{all("back")}</Link>
        </WayBack>
      }
      actions={rows?.length === 0 ? undefined : add}
    >
      <Awaiting query={forms} lines={4} />
      {rows === undefined ? null : rows.length === 0 ? (
        <Empty title={t("emptyTitle")} action={add}>
          {t("emptyText")}
        </Empty>
      ) : (
        <DataTable caption={t("title")} columns={columns} rows={rows} rowId={(row) => row.id} />
      )}
      {ending === null ? null : (
        <EndDialog
          title={t("endTitle", { name: ending.name })}
          text={t("endText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/evaluation-forms/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </Page>
  );
}
