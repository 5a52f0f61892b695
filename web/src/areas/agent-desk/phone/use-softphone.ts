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
  const [seat] = useState(() => new SoftphoneController());
  const state = useSyncExternalStore(seat.listen, seat.state);
  const follow = useEffectEvent((wanted: string | null) => {
    if (wanted === null) return seat.getUp();
    if (seat.phoneId === wanted) return;
    if (seat.phoneId === null) return void seat.sitDown(wanted);
    seat.getUp();
    onMoved();
  });
  useEffect(() => follow(phoneId), [phoneId]);
  useEffect(() => seat.learn(sittingId), [seat, sittingId]);
  useEffect(() => () => seat.getUp(), [seat]);
  const isTalking = state.call !== null;
  useEffect(() => {
    if (!isTalking) return;
    // A press on the wrong key must not hang up on a caller.
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isTalking]);
  return { seat, state };
}
