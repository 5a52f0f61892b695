/** How the agent stands and whom he has, as the server tells it; and what he orders. */
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

/** The desk as it was last told. */
export interface DesktopSnapshot {
  readonly now: DesktopState;
  /** How far the desk's clock was ahead of this page's as it came. */
  readonly aheadMs: number;
  readonly lookedAtMs: number;
}

/** Follows the desk; each telling is whole, so nothing is missed by a connection that comes back. */
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
  // Figures, phones that are taken and what is known of the contact change with the state.
  useEffect(() => {
    if (state !== " ") void cache.invalidateQueries({ queryKey: agentDesktopQuery.queryKey });
  }, [cache, state]);
  return { heard: snapshot, liveness };
}

type DesktopAction = NonNullable<
  paths["/api/service/desk/acts"]["post"]["requestBody"]
>["content"]["application/json"]["act"];

/** Orders an act of one's own and waits until the switch has said what became of it. */
export function useDesktopAction() {
  return useMutation({
    mutationFn: (act: DesktopAction): Promise<AgentCommand> => {
      const body = { act, idempotencyKey: crypto.randomUUID() };
      const order = read<AgentCommand>(api.POST("/api/service/desk/acts", { body }));
      return answered(order, (id) => read(api.GET("/api/service/desk/acts/{id}", { params: { path: { id } } })));
    },
  });
}

/** Writes something down about a contact of one's own that the page itself knows. */
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

/** What orders an act. */
export type DesktopMutation = ReturnType<typeof useDesktopAction>;
