/** The softphone session of the agent desktop: open while the agent is logged in at a phone and answers in this page. */
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import type { PhoneState } from "./phone-state.ts";
import { SoftphoneController } from "./softphone-controller.ts";

interface SoftphoneOptions {
  /** The phone that the agent is logged in at; null while logged out, or answering at the desk phone. */
  readonly phoneId: string | null;
  /** The id of the current softphone session, as the desktop reports it. */
  readonly sittingId: string | null;
  /** The agent has logged in at another phone by a feature code. */
  readonly onMoved: () => void;
}

/** Opens and closes the softphone session according to the agent's state. */
export function useSoftphone({ phoneId, sittingId, onMoved }: SoftphoneOptions): {
  readonly seat: SoftphoneController;
  readonly state: PhoneState;
} {
  const [controller] = useState(() => new SoftphoneController());
  const state = useSyncExternalStore(controller.listen, controller.state);
  const follow = useEffectEvent((wanted: string | null) => {
    if (wanted === null) return controller.getUp();
    if (controller.phoneId === wanted) return;
    if (controller.phoneId === null) return void controller.sitDown(wanted);
    controller.getUp();
    onMoved();
  });
  useEffect(() => follow(phoneId), [phoneId]);
  useEffect(() => controller.learn(sittingId), [controller, sittingId]);
  useEffect(() => () => controller.getUp(), [controller]);
  const isTalking = state.call !== null;
  useEffect(() => {
    if (!isTalking) return;
    // Closing the tab during a call needs confirmation, so that a wrong key does not hang up on the caller.
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isTalking]);
  return { seat: controller, state };
}
