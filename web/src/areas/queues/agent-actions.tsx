/** A supervisor's actions on an agent in the current state: log in, pause, set ready, log out. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { answered } from "./act-order.ts";
import { ActOutcome } from "./act-outcome.tsx";
import { pauseReasonsQuery } from "./choice-data.ts";
import type { AgentAct, AgentCommand, AgentRow } from "./queue-data.ts";

/** Sends a command and waits for the result from the switch. */
function ordered(agentId: string, act: AgentAct): Promise<AgentCommand> {
  const body = { act, idempotencyKey: crypto.randomUUID() };
  const order = read<AgentCommand>(
    api.POST("/api/service/agents/{id}/acts", { params: { path: { id: agentId } }, body }),
  );
  return answered(order, (actId) =>
    read(api.GET("/api/service/agents/{id}/acts/{actId}", { params: { path: { id: agentId, actId } } })),
  );
}

function useAct(agent: AgentRow, onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (act: AgentAct) => ordered(agent.id, act),
    onSuccess: async (command) => {
      await cache.invalidateQueries({ queryKey: ["service", "agents"] });
      if (command.state === "done") onDone();
    },
  });
}

/** Selects the pause reason for an agent. */
export function PauseDialog({ agent, onClose }: { readonly agent: AgentRow; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.queues");
  const acting = useAct(agent, onClose);
  const reasons = useQuery(pauseReasonsQuery);
  return (
    <Dialog title={t("pauseTitle", { name: agent.name })} onClose={onClose}>
      <div className="grid gap-4">
        <p>{t("pauseText")}</p>
        <ActOutcome acting={acting} />
        <Awaiting query={reasons} lines={1} />
        {reasons.data?.items.length === 0 ? <p>{t("noPauseReasons")}</p> : null}
        <div className="flex flex-wrap gap-2">
          {reasons.data?.items.map(({ id, name }) => (
            <BusyButton
              key={id}
              type="button"
              className="button"
              isBusy={acting.isPending}
              onClick={() => acting.mutate({ act: "pause", reasonId: id })}
            >
              <span className="[overflow-wrap:anywhere]">{name}</span>
            </BusyButton>
          ))}
        </div>
      </div>
    </Dialog>
  );
}

/** The buttons in an agent's row. */
export function AgentActions({
  agent,
  onPause,
}: {
  readonly agent: AgentRow;
  readonly onPause: () => void;
}): ReactNode {
  const t = useTranslations("web.queues");
  const unique = useId();
  const acting = useAct(agent, () => undefined);
  const { standing, name } = agent;
  const button = (act: AgentAct, label: string, of: string): ReactNode => (
    <BusyButton
      type="button"
      className="button button-small"
      aria-label={of}
      aria-describedby={unique}
      isBusy={acting.isPending}
      onClick={() => acting.mutate(act)}
    >
      {label}
    </BusyButton>
  );
  const mayBeReady = standing !== null && ["paused", "wrap-up", "resting"].includes(standing.state);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        {standing === null ? button({ act: "log-in", phoneId: null }, t("logIn"), t("logInOf", { name })) : null}
        {mayBeReady ? button({ act: "ready" }, t("ready"), t("readyOf", { name })) : null}
        {standing === null || standing.state === "paused" ? null : (
          <button type="button" className="button button-small" aria-label={t("pauseOf", { name })} onClick={onPause}>
            {t("pause")}
          </button>
        )}
        {standing === null ? null : button({ act: "log-out" }, t("logOut"), t("logOutOf", { name }))}
      </div>
      <div id={unique}>
        <ActOutcome acting={acting} />
      </div>
    </div>
  );
}
