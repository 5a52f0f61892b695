/** The live state of the agent desktop, and the agent's commands. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { DesktopState } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";
import { api, serverNowMs } from "../../data/client.ts";
import { type Liveness, useLive } from "../../data/live.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import type { paths } from "../../generated/api.d.ts";
import { answered } from "../queues/act-order.ts";
import type { AgentCommand } from "../queues/queue-data.ts";
import { agentDesktopQuery } from "./agent-desktop-data.ts";

const DESKTOP_EVENTS = ["desk"] as const;

/** The last received state of the desktop. */
export interface DesktopSnapshot {
  readonly now: DesktopState;
  /** The difference between the server's clock and this page's clock when the state arrived. */
  readonly aheadMs: number;
  readonly lookedAtMs: number;
}

/** Subscribes to the desktop state. Each event holds the complete state, so a reconnect misses nothing. */
export function useDesktopSnapshot(): { readonly heard: DesktopSnapshot | null; readonly liveness: Liveness } {
  const cache = useQueryClient();
  const [snapshot, setHeard] = useState<DesktopSnapshot | null>(null);
  const liveness = useLive("/api/service/desk/live", DESKTOP_EVENTS, {
    onEvent: (_, data) => {
      const now = data as DesktopState;
      const lookedAtMs = serverNowMs();
      setHeard({ now, aheadMs: now.atMs - lookedAtMs, lookedAtMs });
    },
    onReturn: () => void cache.invalidateQueries({ queryKey: agentDesktopQuery.queryKey }),
  });
  const standing = snapshot?.now.standing;
  const state = `${standing?.state ?? ""} ${standing?.contactId ?? ""}`;
  // Figures, phones in use and contact data change with the state.
  useEffect(() => {
    if (state !== " ") void cache.invalidateQueries({ queryKey: agentDesktopQuery.queryKey });
  }, [cache, state]);
  return { heard: snapshot, liveness };
}

type DesktopAction = NonNullable<
  paths["/api/service/desk/acts"]["post"]["requestBody"]
>["content"]["application/json"]["act"];

/** Sends an agent command and waits for the result from the switch. */
export function useDesktopAction() {
  return useMutation({
    mutationFn: (act: DesktopAction): Promise<AgentCommand> => {
      const body = { act, idempotencyKey: crypto.randomUUID() };
      const order = read<AgentCommand>(api.POST("/api/service/desk/acts", { body }));
      return answered(order, (id) => read(api.GET("/api/service/desk/acts/{id}", { params: { path: { id } } })));
    },
  });
}

/** Adds a note to one of the agent's contacts for an event that only the page knows. */
export function useMarking() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ contactId, note }: { readonly contactId: string; readonly note: string }) => {
      const body = { id: crypto.randomUUID(), note, dispositionId: null };
      return read(api.POST("/api/service/desk/contacts/{id}/notes", { params: { path: { id: contactId } }, body }));
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ["service", "desk"] }),
  });
}

/** The mutation that sends an agent command. */
export type DesktopMutation = ReturnType<typeof useDesktopAction>;
