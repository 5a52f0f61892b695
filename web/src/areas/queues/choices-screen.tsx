/** Pause reasons of agents and dispositions of contacts. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { FEATURE_CODES } from "../../../../src/service/telephony/dial-plan/feature-code.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column, RowAction } from "../../parts/data-table.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { CardFields } from "./card-form.tsx";
import { type Disposition, dispositionsQuery, type PauseReason, pauseReasonsQuery } from "./choice-data.ts";
import { ChoiceDialog, type ChosenList } from "./choice-dialog.tsx";
import { QueueScripts } from "./queue-scripts.tsx";
import { SupervisionSetting } from "./supervision-setting.tsx";

type Row = PauseReason | Disposition;

interface ChoiceAction {
  readonly list: ChosenList;
  readonly act: "write" | "end";
  /** Null for a new one. */
  readonly row: Row | null;
}

type Ask = (asked: ChoiceAction) => void;

/** The screen of `/layanan/pilihan-agen`. */
export function ChoicesScreen(): ReactNode {
  const t = useTranslations("web.queues.choices");
  const mayDefine = useMay("service.manage");
  const [asked, setAsked] = useState<ChoiceAction | null>(null);
  const close = (): void => setAsked(null);
  return (
    <Page width="working" title={t("title")} lead={t("lead")}>
      <div className="grid gap-10">
        <Reasons ask={setAsked} />
        <Dispositions ask={setAsked} />
        <QueueScripts />
        <CardFields mayDefine={mayDefine} />
        <SupervisionSetting />
      </div>
      {asked?.act === "write" ? <ChoiceDialog list={asked.list} row={asked.row} onClose={close} /> : null}
      {asked?.act === "end" && asked.row !== null ? <Ending list={asked.list} row={asked.row} onClose={close} /> : null}
    </Page>
  );
}

function Reasons({ ask }: { readonly ask: Ask }): ReactNode {
  const t = useTranslations("web.queues.choices");
  const found = useQuery(pauseReasonsQuery);
  const actionsOf = useActions(ask);
  const columns: readonly Column<PauseReason>[] = [
    { id: "name", header: t("name"), look: "wrap", cell: ({ name }) => name },
    { id: "digit", header: t("digit"), numeric: true, cell: ({ digit }) => digit ?? "–" },
    { id: "acts", header: t("acts"), actions: (row) => actionsOf("pause-reasons", row) },
  ];
  return (
    <ChoiceSection
      title={t("reasonsTitle")}
      lead={t("reasonsLead", { code: FEATURE_CODES.pause })}
      add={t("addReason")}
      onAdd={() => ask({ list: "pause-reasons", act: "write", row: null })}
    >
      <List query={found} lines={4} caption={t("reasonsTitle")} columns={columns} empty={{ text: t("noReasons") }} />
    </ChoiceSection>
  );
}

function Dispositions({ ask }: { readonly ask: Ask }): ReactNode {
  const t = useTranslations("web.queues.choices");
  const found = useQuery(dispositionsQuery);
  const actionsOf = useActions(ask);
  const columns: readonly Column<Disposition>[] = [
    { id: "name", header: t("name"), look: "wrap", cell: ({ name }) => name },
    { id: "queue", header: t("queue"), look: "wrap", cell: ({ queueName }) => queueName ?? t("allQueues") },
    { id: "acts", header: t("acts"), actions: (row) => actionsOf("dispositions", row) },
  ];
  return (
    <ChoiceSection
      title={t("dispositionsTitle")}
      lead={t("dispositionsLead")}
      add={t("addDisposition")}
      onAdd={() => ask({ list: "dispositions", act: "write", row: null })}
    >
      <List
        query={found}
        lines={4}
        caption={t("dispositionsTitle")}
        columns={columns}
        empty={{ text: t("noDispositions") }}
      />
    </ChoiceSection>
  );
}

function ChoiceSection({
  title,
  lead,
  add,
  onAdd,
  children,
}: {
  readonly title: string;
  readonly lead: string;
  readonly add: string;
  readonly onAdd: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2>{title}</h2>
          <p className="mt-1 max-w-[70ch] text-soft">{lead}</p>
        </div>
        <button type="button" className="button" onClick={onAdd}>
          {add}
        </button>
      </div>
      {children}
    </section>
  );
}

function useActions(ask: Ask): (list: ChosenList, row: Row) => readonly RowAction[] {
  const t = useTranslations("web.queues.choices");
  return (list, row) => [
    { text: t("change"), label: t("changeOf", { name: row.name }), onPress: () => ask({ list, act: "write", row }) },
    { text: t("end"), label: t("endOf", { name: row.name }), onPress: () => ask({ list, act: "end", row }) },
  ];
}

function Ending({
  list,
  row,
  onClose,
}: {
  readonly list: ChosenList;
  readonly row: Row;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.queues.choices");
  const params = { path: { id: row.id } };
  return (
    <EndDialog
      title={t("endTitle", { name: row.name })}
      text={t("endText")}
      yes={t("endYes")}
      end={() =>
        list === "pause-reasons"
          ? read(api.DELETE("/api/service/pause-reasons/{id}", { params }))
          : read(api.DELETE("/api/service/dispositions/{id}", { params }))
      }
      onClose={onClose}
    />
  );
}
