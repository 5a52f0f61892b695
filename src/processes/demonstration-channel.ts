import { isMapDestination } from "../licensing/register/index.ts";
import { type Demonstration, type DemonstrationStatus, demonstrationStatusSchema } from "../people/wire.ts";
import type { ChildMessage, SupervisorMessage } from "./process-messages.ts";
import type { Supervised } from "./supervised.ts";

/** The supervisor's end of the channel between the demonstration's build and the portal that shows it. */
export interface DemonstrationChannel {
  /** Sends a status to the portal, and again to each portal that is started after it. */
  publish(status: DemonstrationStatus): void;
  /** Names the portal. */
  follows(portal: Pick<Supervised, "tell">): void;
  /** Takes in a message of the portal. */
  receive(message: ChildMessage | undefined): void;
  /** Settles when the start page ends the demonstration. */
  readonly startForReal: Promise<void>;
}

/** Opens the supervisor's end. Nothing is sent until a status is published, so an installation is never a demonstration by chance. */
export function openDemonstrationChannel(): DemonstrationChannel {
  const ended = Promise.withResolvers<void>();
  let portal: Pick<Supervised, "tell"> | undefined;
  let message: SupervisorMessage | undefined;
  const send = () => {
    if (message !== undefined) portal?.tell(message);
  };
  return {
    publish: (status) => {
      message = { kind: "demonstration", status };
      send();
    },
    follows: (process) => {
      portal = process;
    },
    receive: (received) => {
      if (received?.kind === "ready") send();
      if (received?.kind === "start-for-real") ended.resolve();
    },
    startForReal: ended.promise,
  };
}

/** The portal's end: only the supervisor that started this process can write to it. */
export function followDemonstration(isClockReal: () => boolean): Demonstration {
  let status: DemonstrationStatus | undefined;
  process.on("message", (message: unknown) => {
    const read = demonstrationStatusSchema.safeParse(statusIn(message));
    if (read.success) status = read.data;
  });
  return {
    status: () => status,
    isClockReal,
    leadsTo: isMapDestination,
    startForReal: () => void process.send?.({ kind: "start-for-real" } satisfies ChildMessage),
  };
}

function statusIn(message: unknown): unknown {
  if (typeof message !== "object" || message === null || !("kind" in message) || !("status" in message))
    return undefined;
  return message.kind === "demonstration" ? message.status : undefined;
}
