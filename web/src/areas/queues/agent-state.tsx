/** The agent's state as shape, label and colour, with the pause reason. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";

const STATES = {
  available: { shape: "disc", tone: "good" },
  offered: { shape: "half", tone: "info" },
  connecting: { shape: "half", tone: "info" },
  talking: { shape: "arrow", tone: "info" },
  away: { shape: "triangle", tone: "bad" },
  "wrap-up": { shape: "half", tone: "wait" },
  resting: { shape: "ring", tone: "wait" },
  paused: { shape: "triangle", tone: "wait" },
  elsewhere: { shape: "ring", tone: "quiet" },
  "logged-out": { shape: "cross", tone: "quiet" },
} as const satisfies Readonly<Record<string, { readonly shape: Shape; readonly tone: Tone }>>;

const isKnown = <Key extends string>(known: readonly Key[], one: string): one is Key =>
  (known as readonly string[]).includes(one);

/** Maps an unknown state to "in another call", in which no queue call reaches the agent. */
export const knownState = (state: string): keyof typeof STATES =>
  isKnown(Object.keys(STATES) as (keyof typeof STATES)[], state) ? state : "elsewhere";

/** The shape and tone of a state. */
export const stateStyle = (
  said: string,
): { readonly state: keyof typeof STATES; readonly shape: Shape; readonly tone: Tone } => {
  const state = knownState(said);
  return { state, ...STATES[state] };
};

/** The state of an agent, with the pause reason. */
export function AgentState({
  state: said,
  reason,
}: {
  readonly state: string;
  readonly reason: string | null;
}): ReactNode {
  const t = useTranslations("web.queues");
  const state = knownState(said);
  // "missed" is set by the ACD; all other reasons are names defined by the call centre.
  const why = reason === "missed" ? t("pausedForMissed") : reason;
  return (
    <>
      <Badge {...STATES[state]}>{t(`agentStates.${state}`)}</Badge>
      {why === null ? null : <span className="text-small">{why}</span>}
    </>
  );
}
