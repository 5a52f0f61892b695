/** Forms for the evaluation of contacts. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column } from "../../parts/data-table.tsx";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { type FormRow, formsQuery } from "./evaluation-data.ts";
import { WayBack } from "./way-back.tsx";

function useColumns(): readonly Column<FormRow>[] {
  const t = useTranslations("web.evaluations.forms");
  return [
    { id: "name", header: t("name"), look: "strong-words", cell: (row) => row.name },
    { id: "version", header: t("version"), numeric: true, cell: (row) => row.version },
    { id: "questions", header: t("questions"), numeric: true, cell: (row) => row.questions },
    { id: "used", header: t("used"), numeric: true, cell: (row) => row.used },
    {
      id: "acts",
      header: "",
      actions: (row) => [
        { text: t("change"), label: t("changeOf", { name: row.name }), to: "/layanan/formulir-penilaian/$id" },
        {
          text: t("end"),
          label: t("endOf", { name: row.name }),
          ends: {
            title: t("endTitle", { name: row.name }),
            text: t("endText"),
            yes: t("endYes"),
            end: () => read(api.DELETE("/api/service/evaluation-forms/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
}

/** The screen of `/layanan/formulir-penilaian`. */
export function EvaluationFormsScreen(): ReactNode {
  const t = useTranslations("web.evaluations.forms");
  const all = useTranslations("web.evaluations");
  const forms = useQuery(formsQuery);
  const columns = useColumns();
  const add = (
    <Link to="/layanan/formulir-penilaian/baru" className="button button-main">
      {t("add")}
    </Link>
  );
  const rows = forms.data?.items;
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      above={
        <WayBack>
          <Link to="/layanan/penilaian">{all("back")}</Link>
        </WayBack>
      }
      actions={rows?.length === 0 ? undefined : add}
      query={forms}
      lines={4}
      columns={columns}
      empty={{ title: t("emptyTitle"), text: t("emptyText"), action: add }}
    />
  );
}
