/** What an agent can be had to do from where he stands: log in, pause, be ready, log out. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import type { AgentAct, AgentCommand, AgentRow } from "./queue-data.ts";

/** Why agents pause. */
export const PAUSES = ["break", "meal", "prayer", "meeting", "training"] as const;

/** The switch answers within milliseconds; without one nobody answers. */
const ASKED_MAX = 20;
const ASK_AGAIN_MS = 300;

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Orders an act and waits until the switch has said what became of it. */
async function ordered(agentId: string, act: AgentAct): Promise<AgentCommand> {
  const body = { act, idempotencyKey: crypto.randomUUID() };
  let command = await read<AgentCommand>(
    api.POST("/api/service/agents/{id}/acts", { params: { path: { id: agentId } }, body }),
  );
  for (let asked = 0; asked < ASKED_MAX && command.state === "waiting"; asked += 1) {
    await later(ASK_AGAIN_MS);
    const path = { id: agentId, actId: command.id };
    command = await read<AgentCommand>(api.GET("/api/service/agents/{id}/acts/{actId}", { params: { path } }));
  }
  return command;
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

type Acting = ReturnType<typeof useAct>;

/** Why it was not done, where it was not. */
function Outcome({ acting }: { readonly acting: Acting }): ReactNode {
  const t = useTranslations("web.queues");
  const { error, data } = acting;
  if (error !== null) return <FailureNotice error={error} />;
  if (data === undefined || data.state === "done") return null;
  return (
    <Notice tone="bad" urgent title={t("notDone")}>
      <p>{data.refusal?.message ?? t("noAnswer")}</p>
    </Notice>
  );
}

/** Chooses why an agent pauses. */
export function PauseDialog({ agent, onClose }: { readonly agent: AgentRow; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.queues");
  const acting = useAct(agent, onClose);
  return (
    <Dialog title={t("pauseTitle", { name: agent.name })} onClose={onClose}>
      <div className="grid gap-4">
        <p>{t("pauseText")}</p>
        <Outcome acting={acting} />
        <div className="flex flex-wrap gap-2">
          {PAUSES.map((reasonId) => (
            <BusyButton
              key={reasonId}
              type="button"
              className="button"
              isBusy={acting.isPending}
              onClick={() => acting.mutate({ act: "pause", reasonId })}
            >
              {t(`pauses.${reasonId}`)}
            </BusyButton>
          ))}
        </div>
      </div>
    </Dialog>
  );
}

/** The buttons of an agent's row. */
export function AgentActs({ agent, onPause }: { readonly agent: AgentRow; readonly onPause: () => void }): ReactNode {
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
        <Outcome acting={acting} />
      </div>
    </div>
  );
}
