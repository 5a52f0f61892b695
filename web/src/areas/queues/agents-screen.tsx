/** Agents with their queues and current states. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column } from "../../parts/data-table.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { moment } from "../../words/dates.ts";
import { numbersQuery } from "../service/service-data.ts";
import { AgentActions, PauseDialog } from "./agent-actions.tsx";
import { AgentState } from "./agent-state.tsx";
import { type AgentRow, agentsQuery, queuesQuery } from "./queue-data.ts";

function AgentStatus({ agent }: { readonly agent: AgentRow }): ReactNode {
  const t = useTranslations("web.queues");
  const locale = useLocale();
  const { standing } = agent;
  return (
    <span className="grid justify-items-start gap-1">
      <AgentState state={standing?.state ?? "logged-out"} reason={standing?.reason ?? null} />
      {standing === null ? null : (
        <span className="text-small text-soft">{t("since", { at: moment(standing.since, locale) })}</span>
      )}
    </span>
  );
}

type AgentDialog = { readonly act: "pause" | "end"; readonly agent: AgentRow };

function useColumns(ask: (asked: AgentDialog) => void): readonly Column<AgentRow>[] {
  const t = useTranslations("web.queues");
  const { data: queues } = useQuery(queuesQuery);
  const { data: numbers } = useQuery(numbersQuery);
  return useMemo(() => {
    const nameOf = new Map(queues?.items.map(({ id, name }) => [id, name]));
    const phoneOf = new Map(numbers?.phones.map((phone) => [phone.id, phone]));
    const phoneText = (id: string | null): string => {
      const phone = id === null ? undefined : phoneOf.get(id);
      return phone === undefined ? t("noPhone") : t("phoneText", { extension: phone.extension, name: phone.name });
    };
    return [
      { id: "name", header: t("agentName"), look: "strong-words", cell: (row) => row.name },
      { id: "state", header: t("state"), cell: (row) => <AgentStatus agent={row} /> },
      { id: "phone", header: t("phone"), cell: (row) => phoneText(row.standing?.phoneId ?? row.homePhoneId) },
      {
        id: "queues",
        header: t("serves"),
        cell: (row) =>
          row.queues.length === 0
            ? t("servesNone")
            : row.queues.map(({ queueId }) => nameOf.get(queueId) ?? "–").join(", "),
      },
      {
        id: "work",
        header: t("work"),
        cell: (row) => <AgentActions agent={row} onPause={() => ask({ act: "pause", agent: row })} />,
      },
      {
        id: "acts",
        header: t("acts"),
        actions: (row) => [
          { text: t("change"), label: t("changeOf", { name: row.name }), to: "/layanan/agen/$id" },
          { text: t("end"), label: t("endOf", { name: row.name }), onPress: () => ask({ act: "end", agent: row }) },
        ],
      },
    ];
  }, [t, ask, queues, numbers]);
}

/** The screen of `/layanan/agen`. */
export function AgentsScreen(): ReactNode {
  const t = useTranslations("web.queues");
  const agents = useQuery(agentsQuery);
  const [asked, setAsked] = useState<AgentDialog | null>(null);
  const columns = useColumns(setAsked);
  const close = (): void => setAsked(null);
  const add = (
    <Link to="/layanan/agen/baru" className="button button-main">
      {t("addAgent")}
    </Link>
  );
  const rows = agents.data?.items;
  return (
    <ListScreen
      title={t("agentsTitle")}
      lead={t("agentsLead")}
      actions={
        <>
          <Link to="/layanan/pilihan-agen" className="button">
            {t("choices.toChoices")}
          </Link>
          {rows?.length === 0 ? null : add}
        </>
      }
      query={agents}
      columns={columns}
      empty={{ title: t("noAgentsTitle"), text: t("noAgentsText"), action: add }}
    >
      {asked?.act === "pause" ? <PauseDialog agent={asked.agent} onClose={close} /> : null}
      {asked?.act === "end" ? (
        <EndDialog
          title={t("endTitle", { name: asked.agent.name })}
          text={t("endAgentText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/agents/{id}", { params: { path: { id: asked.agent.id } } }))}
          onClose={close}
        />
      ) : null}
    </ListScreen>
  );
}
