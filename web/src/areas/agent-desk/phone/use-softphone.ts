/** The seat of the desk's page: taken while its agent is logged in at a phone for which the page speaks. */
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import type { PhoneState } from "./phone-state.ts";
import { SoftphoneController } from "./softphone-controller.ts";

interface SoftphoneOptions {
  /** The phone at which the agent is logged in; null while he is logged out, or answers at the device on his desk. */
  readonly phoneId: string | null;
  /** The sitting that counts, by the desk. */
  readonly sittingId: string | null;
  /** He has logged in at another phone meanwhile, by a code of the desk. */
  readonly onMoved: () => void;
}

/** Keeps the seat as the agent stands. */
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
    // A press on the wrong key must not hang up on a caller.
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isTalking]);
  return { seat: controller, state };
}
