/** How an agent stands, as shape, word and colour, with the reason of a pause. */
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

/** A state that this version knows; any other counts as being in a call of his own, where no caller reaches him. */
export const knownState = (state: string): keyof typeof STATES =>
  isKnown(Object.keys(STATES) as (keyof typeof STATES)[], state) ? state : "elsewhere";

/** A state with its shape and tone. */
export const stateStyle = (
  said: string,
): { readonly state: keyof typeof STATES; readonly shape: Shape; readonly tone: Tone } => {
  const state = knownState(said);
  return { state, ...STATES[state] };
};

/** The state of an agent, and why when he is paused. */
export function AgentState({
  state: said,
  reason,
}: {
  readonly state: string;
  readonly reason: string | null;
}): ReactNode {
  const t = useTranslations("web.queues");
  const state = knownState(said);
  // The floor's own word; every other reason is a name that the call centre gave.
  const why = reason === "missed" ? t("pausedForMissed") : reason;
  return (
    <>
      <Badge {...STATES[state]}>{t(`agentStates.${state}`)}</Badge>
      {why === null ? null : <span className="text-small">{why}</span>}
    </>
  );
}
